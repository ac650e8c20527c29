"""The tabs of a customer: what can be created is created from there, with the customer filled in."""

import pytest
from django.urls import reverse

from contracts.tests.factories import template
from customers.tests.factories import active_customer, scheme
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import tabs_for
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web.lists import creates
from salesmgmt.tests.test_every_url import ADDRESSES

pytestmark = pytest.mark.django_db

# Kinds of document that only come about by an act on another one, or by the clock.
MADE_ELSEWHERE = {"alert", "delivery", "doubtful", "invoice", "monthly_account_task", "price_notice"}


@pytest.fixture
def people(db):
    scheme()
    template()
    return company()


def tabs_of_documents():
    """``{tab name: TabList}`` of the customer's page whose rows are documents with a kind."""
    views = {tab.name: getattr(ADDRESSES[tab.url_name].callback, "view_class", None) for tab in tabs_for("customer")}
    return {name: view for name, view in views.items() if getattr(getattr(view, "model", None), "KIND", "")}


def test_every_tab_of_documents_that_can_be_created_creates():
    silent = {view.model.KIND for view in tabs_of_documents().values() if not creates(view.model.KIND, "customer")}
    assert silent == MADE_ELSEWHERE


@pytest.mark.parametrize("name", sorted(tabs_of_documents()))
@pytest.mark.parametrize("account", ["rep1", "manager", "finance", "service"])
def test_a_tab_shows_new_to_those_who_may_and_the_customer_is_filled_in(client, people, name, account):
    view, user = tabs_of_documents()[name], getattr(people, account)
    customer = active_customer(people.rep1)
    client.force_login(user)
    answer = client.get(
        reverse(next(tab.url_name for tab in tabs_for("customer") if tab.name == name), args=[customer.pk])
    )
    key = {"statements": "payment"}.get(name, view.matrix_key)
    if answer.status_code == 403:
        assert not may_at_all(user, view.matrix_key, "R")
        return
    wanted = view.model.KIND not in MADE_ELSEWHERE and bool(may_at_all(user, key, "C"))
    assert bool(answer.context["create_address"]) is wanted
    if wanted:
        page = client.get(answer.context["create_address"])
        assert page.status_code == 200, answer.context["create_address"]
        assert str(page.context["form"]["customer"].value()) == str(customer.pk)


def test_contacts_are_added_in_the_file_of_the_customer(client, people):
    customer = active_customer(people.rep1)
    for account, wanted in (("rep1", reverse("customer-edit", args=[customer.pk])), ("supervisor", "")):
        client.force_login(getattr(people, account))
        answer = client.get(reverse("customer-contacts", args=[customer.pk]))
        assert answer.context["create_address"] == wanted
