"""What contracts register with core: cards of the first page, look-up, tab, button, and the other lists."""

import datetime as dt

import pytest
from django.urls import reverse

from contracts.copy.models import ContractCopy
from contracts.template.models import ContractTemplate
from contracts.template.standard import TEXTS
from contracts.tests.factories import active_contract, approved_contract, contract
from customers.tests.factories import active_customer
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import change_setting

pytestmark = pytest.mark.django_db

LIST_QUERIES = 8


def cards(user):
    return {
        card.name: len(card.count(user)) for card in registry.home_cards_for(user) if card.name.startswith("contract")
    }


def test_the_cards_count_what_waits_for_each_person(customer, people):
    """CON-14: copies nobody acknowledged are in sight."""
    approved_contract(customer)
    active_contract(customer, end_date=today() + dt.timedelta(days=30))
    made = active_contract(customer, end_date=today() + dt.timedelta(days=31))
    ContractCopy.objects.create(contract=made, holder="sales", role="rep")
    ContractCopy.objects.create(contract=made, holder="finance", role="fin")
    assert cards(people.rep1) == {
        "contracts-to-sign": 1,
        "contracts-expiring": 1,
        "contract-copies-mine": 1,
        "contract-copies-waiting": 2,
        "contracts-at-risk": 2,
    }
    assert cards(people.finance) == {
        "contracts-expiring": 1,
        "contract-copies-mine": 1,
        "contracts-at-risk": 2,
    }
    assert set(cards(people.rep2).values()) == {0}
    change_setting("contract_expiry_days", 31, people.admin)
    assert cards(people.rep1)["contracts-expiring"] == 2


@pytest.mark.parametrize("who", ["rep1", "manager", "gm", "finance", "legal", "contracts", "technical"])
def test_every_card_opens_the_list_behind_it(customer, people, client, who):
    user = getattr(people, who)
    client.force_login(user)
    for card in registry.home_cards_for(user):
        if card.name.startswith("contract"):
            assert client.get(registry.address(card.link, user)).status_code == 200


def test_the_look_up_offers_active_contracts_of_the_customer(customer, people, client):
    mine = active_contract(customer)
    contract(customer)
    active_contract(active_customer(people.rep1))
    active_contract(active_customer(people.rep2))
    client.force_login(people.rep1)
    found = client.get(reverse("lookup", args=["contract"]), {"customer": customer.pk}).json()["items"]
    assert [item["value"] for item in found] == [mine.pk]


def test_the_tab_of_the_customer_offers_a_new_contract_for_him(customer, people, client):
    client.force_login(people.rep1)
    response = client.get(reverse("customer-contracts", args=[customer.pk]))
    address = f"{reverse('contract-create')}?customer={customer.pk}"
    assert response.context["create_address"] == address
    assert client.get(address).context["form"]["customer"].value() == str(customer.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_copies_ask_the_same_queries_for_one_row_and_for_three(
    customer, people, client, rows, django_assert_num_queries
):
    made = active_contract(customer)
    for holder in ("sales", "finance", "legal")[:rows]:
        ContractCopy.objects.create(contract=made, holder=holder, role=ContractCopy.ROLES[holder])
    client.force_login(people.rep1)
    client.get(reverse("contract-copies"))
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("contract-copies"))
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_templates_ask_the_same_queries_for_one_row_and_for_three(people, client, rows, django_assert_num_queries):
    for version in range(2, rows + 1):
        ContractTemplate.objects.create(name="x", version=version, **TEXTS)
    client.force_login(people.rep1)
    client.get(reverse("contract-template-list"))
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("contract-template-list"))
    assert len(response.context["page"].object_list) == rows


def test_the_search_finds_a_contract_by_pinyin(customer, people, client):
    made = contract(customer, title="制动系统配件年度供货合同")
    assert list(type(made).objects.visible_to(people.rep1).search("zhidongxitong")) == [made]
    assert not type(made).objects.visible_to(people.rep2).search("zhidongxitong").exists()
