"""A won opportunity becomes a contract with what was agreed (OPP-04)."""

import pytest
from django.urls import reverse

from contracts.contract.drafting import draft_contract
from contracts.contract.models import Contract
from customers.negotiation.rounds import win_opportunity
from customers.opportunity.pursuit import create_opportunity
from customers.opportunity.tests.road import TOPICS, at_quoted
from customers.tests.factories import active_customer
from salesmgmt.core.exceptions import BusinessError


@pytest.fixture
def won(people, customer):
    chance = create_opportunity(people.rep1, customer, title="宿舍 40 套")
    at_quoted(chance, people.rep1)
    return win_opportunity(chance.pk, people.rep1, **TOPICS)


def test_create_contract_is_filled_with_the_five_agreed_topics(client, people, won):
    """OPP-04"""
    client.force_login(people.rep1)
    answer = client.post(reverse("opportunity-do", args=[won.pk, "contract"]))
    page = client.get(answer.url)
    form, line = page.context["form"], page.context["lines"].forms[0]
    assert {
        name: form[name].value() for name in ("quality_terms", "packing_terms", "payment_terms", "delivery_terms")
    } == {
        "quality_terms": TOPICS["quality_standard"],
        "packing_terms": TOPICS["packaging"],
        "payment_terms": TOPICS["payment_terms"],
        "delivery_terms": TOPICS["delivery_place"],
    }
    assert (line["quantity"].value(), line["unit"].value()) == (40, "套")
    assert (form["customer"].value(), form["opportunity"].value()) == (won.customer_id, str(won.pk))


def test_the_button_is_there_once_and_for_the_won_only(client, people, won):
    """OPP-04"""
    other = create_opportunity(people.rep1, won.customer, title="另一个")
    client.force_login(people.rep1)
    assert client.post(reverse("opportunity-do", args=[other.pk, "contract"])).status_code == 403
    draft_contract(people.rep1, [], customer=won.customer, title="合同", opportunity=won)
    assert client.post(reverse("opportunity-do", args=[won.pk, "contract"])).status_code == 403
    tab = client.get(reverse("opportunity-contracts", args=[won.pk]))
    assert [row.record for row in tab.context["page"].object_list] == [Contract.objects.get()]
    client.force_login(people.rep2)
    assert client.get(reverse("contract-create") + f"?opportunity={won.pk}").status_code == 404


def test_the_opportunity_of_another_customer_is_refused(people, won):
    with pytest.raises(BusinessError, match="该销售机会属于其他客户"):
        draft_contract(people.rep1, [], customer=active_customer(people.rep1), title="合同", opportunity=won)
    assert not Contract.objects.exists()
