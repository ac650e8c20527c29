"""The factories that the apps to the right build on make what they say."""

import pytest

from contracts.contract.models import Contract
from contracts.contract.standing import contract_performs, price_of
from contracts.tests.factories import active_contract, contract
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.django_db


def test_an_active_contract_performs_today_at_the_agreed_price(customer):
    product = ProductFactory()
    made = Contract.objects.get(pk=active_contract(customer, product=product, price=50, quantity=4).pk)
    assert contract_performs(made, today()) == (True, "")
    assert (price_of(made, product), made.amount, made.total_quantity) == (50, 200, 4)
    assert price_of(made, ProductFactory()) is None


def test_a_suspended_contract_can_be_asked_for_directly(customer):
    assert Contract.objects.get(pk=active_contract(customer, status="suspended").pk).status == "suspended"


def test_a_contract_in_draft_is_complete(customer):
    made = contract(customer)
    assert (made.status, made.lines.count(), made.responsible) == ("draft", 1, customer.owner)
