"""A price below cost is flagged and needs the special approval (PRC-01, QUO-05)."""

from decimal import Decimal

import pytest
from django.utils import translation

from pricing.cost.margin import set_cost
from pricing.discount.request import request_discount
from pricing.price_list.prices import Found, price_status
from pricing.quote.entry import create_quote, submit_quote
from pricing.tests.actions import agree, step_for
from pricing.tests.factories import cost, price, quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal
TERMS = {"payment_terms": "月结", "service_content": "送货", "lead_time": "7 天"}


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("amount", "unit_cost", "status"),
    [("100", "80", "list"), ("100", "100", "list"), ("100", "100.01", "special"), ("100", None, "list")],
)
def test_a_price_below_cost_is_special_also_where_it_is_the_list_price(amount, unit_cost, status):
    """PRC-01"""
    found = Found(D(100), "list", list_price=D(100), cost=None if unit_cost is None else D(unit_cost))
    assert price_status(D(amount), found) == status


def below_cost(people, customer, product):
    cost(product, "120")
    lines = [{"product": product, "quantity": D(10), "price": D(100)}]
    return create_quote(people.rep1, customer, lines, **TERMS)


def test_a_quote_below_cost_is_approved_only_with_the_special_approval(people, customer, product):
    """PRC-01, QUO-05"""
    made = below_cost(people, customer, product)
    assert made.lines.get().price_status == "special"
    submit_quote(made.pk, people.rep1)
    with pytest.raises(BusinessError, match="needs an approved special discount"):
        approvals.approve(step_for(made, people.manager), people.manager)
    discount = request_discount(made.pk, people.rep1, "清库存")
    agree(discount, people.manager)
    agree(discount, people.director)
    agree(made, people.manager)
    assert made.status == "approved"


def test_a_cost_entered_while_the_quote_waits_holds_it_too(people, customer, product):
    """PRC-01"""
    made = quote(customer, [(product, 10, 100)])
    submit_quote(made.pk, people.rep1)
    set_cost(product.pk, people.manager, today(), material=D(130))
    with pytest.raises(BusinessError, match="needs an approved special discount"):
        approvals.approve(step_for(made, people.manager), people.manager)


def test_who_decides_is_alerted_and_the_rep_learns_no_cost(client, people, customer, product):
    """PRC-01, SEC-03: the alert names no figure and goes to those who see cost."""
    made = below_cost(people, customer, product)
    submit_quote(made.pk, people.rep1)
    alerts = Notice.objects.filter(subject__startswith="价格低于成本")
    assert {alert.user for alert in alerts} == {people.manager, people.director}
    assert not [alert for alert in alerts if "120" in alert.subject]
    for name, flagged in (("manager", True), ("rep1", False)):
        client.force_login(getattr(people, name))
        with translation.override("zh-hans"):
            page = client.get(made.get_absolute_url()).content.decode()
        assert ("低于成本" in page) is flagged, name


def test_a_list_price_that_no_longer_covers_the_cost_is_alerted(people, product):
    """PRC-01"""
    set_cost(product.pk, people.manager, today(), material=D(99))
    assert not Notice.objects.filter(subject__startswith="目录价低于成本").exists()
    set_cost(product.pk, people.manager, today(), material=D(101))
    told = {notice.user for notice in Notice.objects.filter(subject__startswith="目录价低于成本")}
    assert told == {people.manager, people.manager2, people.director}


def test_unit_profit_and_margin_of_the_example(client, people, product):
    """PRC-01: cost 40+30+5+5 = 80 and price 100 give 20 and 20.0 %."""
    parts = {"material": D(40), "production": D(30), "transport": D(5), "management": D(5)}
    set_cost(product.pk, people.manager, today(), **parts)
    client.force_login(people.manager)
    page = client.get(price(product, "100").get_absolute_url()).content.decode()
    assert "¥20.00" in page
    assert "20.0%" in page
