"""An offer copied to another customer, and lines in the order they were put."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from customers.tests.factories import CustomerFactory, active_customer
from pricing.quote.entry import copy_quote_to
from pricing.quote.models import Quote
from pricing.tests.factories import PriceRuleFactory, ProductFactory, price, quote
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def test_a_copy_for_another_customer_asks_every_price_anew(people, customer, product):
    """PRC-03, PRC-05: the rules for that customer, not the price the first one got."""
    PriceRuleFactory(name="重点客户", product=product, segment="key", price=D(90))
    other = active_customer(people.rep1, segment="key")
    made = quote(customer, [(product, 10, 97)], title="配套")
    copy = copy_quote_to(made.pk, people.rep1, other)
    line = copy.lines.get()
    assert (copy.customer, copy.status, copy.title) == (other, "draft", "配套")
    assert (line.price, line.price_label, line.quantity) == (D(90), "重点客户", D(10))
    assert made.lines.get().price == D(97)


def test_a_copy_for_a_customer_of_somebody_else_or_without_evaluation_is_refused(people, customer, product):
    """QUO-08, SEC-01"""
    made = quote(customer, [(product, 10, 97)])
    with pytest.raises(PermissionDenied, match="A quote is made by the sales representative in charge"):
        copy_quote_to(made.pk, people.rep1, active_customer(people.rep2))
    with pytest.raises(BusinessError, match="has not been approved yet"):
        copy_quote_to(made.pk, people.rep1, CustomerFactory(owner=people.rep1, status="active"))
    assert Quote.objects.count() == 1


@pytest.mark.parametrize(("order", "kept"), [("1,0", [2, 1]), ("", [1, 2]), ("9,x,-1", [1, 2]), ("1", [2, 1])])
def test_the_lines_are_stored_in_the_order_they_were_put(client, people, customer, order, kept):
    client.force_login(people.rep1)
    data = {
        "customer": customer.pk,
        "valid_until": "2099-01-01",
        "lines-TOTAL_FORMS": 2,
        "lines-INITIAL_FORMS": 0,
        "lines-order": order,
    }
    for number in (0, 1):
        data |= {f"lines-{number}-product": price(ProductFactory(), 100).pk, f"lines-{number}-quantity": number + 1}
    assert client.post(reverse("quote-create"), data).status_code == 302
    assert [line.quantity for line in Quote.objects.get().lines.all()] == kept
