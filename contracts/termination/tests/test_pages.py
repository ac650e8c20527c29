"""The pages of terminations and of contracts at risk."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from contracts.tests.factories import active_contract
from contracts.tests.terminations import proposal, terminated
from customers.tests.factories import active_customer

pytestmark = pytest.mark.django_db

LIST_QUERIES = 9


@pytest.fixture
def contract(customer):
    return active_contract(customer)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_the_proposal_is_written_for_the_contract_of_the_address(client, people, contract):
    client.force_login(people.rep1)
    address = f"{reverse('termination-create')}?contract={contract.pk}"
    assert client.get(address).status_code == 200
    posted = client.post(address, {"ground": "agreed", "reason": "客户停产", "course": "面谈"})
    assert (posted.status_code, contract.terminations.get().reason) == (302, "客户停产")
    assert client.get(reverse("termination-create")).status_code == 404


def test_strangers_and_departments_do_not_reach_it(client, people, contract):
    made = proposal(contract)
    for user in (people.rep2, people.technical, people.production):
        assert get(client, user, "termination-detail", made.pk).status_code == 404
    for user in (people.finance, people.legal, people.manager):
        assert get(client, user, "termination-detail", made.pk).status_code == 200


def test_the_paper_has_every_field_of_the_form(client, people, contract):
    """F-13: contract, ground, reason, course, consent, settlement, lessons."""
    made = terminated(contract, people)
    text = PdfReader(io.BytesIO(get(client, people.rep1, "termination-pdf", made.pk).content)).pages[0].extract_text()
    for wanted in (contract.number, "客户停产", "双方面谈", "consent.pdf", "清算", "经验教训", people.gm.name):
        assert wanted in text, wanted


def test_a_department_that_is_told_reads_no_amount(client, people, contract):
    """AMD-07: the notice leads to the record, which names no price to those who see none."""
    made = terminated(contract, people)
    shown = get(client, people.production, "termination-detail", made.pk)
    assert (shown.status_code, "1,000.00" in shown.content.decode()) == (200, False)
    assert get(client, people.production, "termination-pdf", made.pk).status_code == 403


def test_the_contract_names_its_termination(client, people, contract):
    made = terminated(contract, people)
    assert made.number in get(client, people.rep1, "contract-detail", contract.pk).content.decode()


@pytest.mark.parametrize("name", ["termination-list", "contract-risks", "contract-filings", "contract-deviation-list"])
def test_the_lists_open_for_readers_of_contracts(client, people, contract, name):
    proposal(contract)
    for user in (people.rep1, people.manager, people.gm, people.finance, people.legal):
        assert get(client, user, name).status_code == 200


def test_the_risk_list_costs_the_same_for_one_and_three(client, people, contract, django_assert_num_queries):
    """RSK-06"""
    client.force_login(people.rep1)
    client.get(reverse("contract-risks"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("contract-risks"))
    for _more in range(2):
        active_contract(active_customer(people.rep1))
    with django_assert_num_queries(LIST_QUERIES):
        shown = client.get(reverse("contract-risks"))
    assert shown.content.decode().count("CON-TEST-") >= 3
