"""The price rules as tables of examples, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from pricing.cost.margin import margin
from pricing.price_list.models import PriceRule
from pricing.price_list.prices import Buyer, Found, discount_percent, find_price, price_status
from pricing.product.models import Product
from pricing.quote.totals import by_rate, line_amount, totals

D = Decimal
DAY = date(2026, 6, 30)


def product(**fields):
    return Product(pk=1, code="A", name="A", **{"category_id": 7, **fields})


def rule(name="rule", **fields):
    return PriceRule(**{"name": name, "valid_from": date(2026, 1, 1), **fields})


BREAK = rule("≥ 1,000", product_id=1, min_quantity=D(1000), price=D(95))


@pytest.mark.parametrize(("quantity", "price"), [(D(1), D(100)), (D(999), D(100)), (D(1000), D(95)), (D(5000), D(95))])
def test_a_quantity_break_holds_from_its_quantity_on(quantity, price):
    """PRC-03."""
    assert find_price(product(), D(100), [BREAK], Buyer(), quantity, DAY).price == price


@pytest.mark.parametrize(("segment", "price"), [("key", D(90)), ("regular", D(100)), ("", D(100))])
def test_a_rule_of_a_segment_holds_for_its_customers_only(segment, price):
    """PRC-03."""
    key = rule(segment="key", discount_percent=D(10))
    assert find_price(product(), D(100), [key], Buyer(segment), D(1), DAY).price == price


@pytest.mark.parametrize(
    ("first_delivery", "day", "price"),
    [
        (None, date(2026, 6, 30), D(97)),
        (None, date(2026, 7, 1), D(100)),
        (date(2026, 5, 1), date(2026, 6, 30), D(100)),
    ],
)
def test_a_promotion_for_new_customers_ends_with_its_last_day_and_with_the_first_delivery(first_delivery, day, price):
    """PRC-05."""
    promotion = rule(new_customer=True, discount_percent=D(3), valid_to=date(2026, 6, 30))
    assert find_price(product(), D(100), [promotion], Buyer(first_delivery=first_delivery), D(1), day).price == price


@pytest.mark.parametrize(("years", "price"), [(1, D(100)), (2, D(98)), (3, D(98))])
def test_length_of_cooperation_is_counted_in_whole_years(years, price):
    """PRC-05."""
    loyal = rule(min_years=2, discount_percent=D(2))
    buyer = Buyer(first_delivery=date(2026 - years, 6, 30))
    assert find_price(product(), D(100), [loyal], buyer, D(1), DAY).price == price


def test_the_rule_of_the_highest_priority_applies_and_is_named():
    """PRC-05."""
    rules = [
        rule("low", discount_percent=D(20), priority=1),
        rule("high", discount_percent=D(3), priority=9),
    ]
    found = find_price(product(), D(100), rules, Buyer(), D(1), DAY)
    assert (found.price, found.source, found.label, found.list_price) == (D("97.00"), "rule", "high", D(100))


@pytest.mark.parametrize(
    ("fields", "applies"),
    [
        ({"product_id": 1}, True),
        ({"product_id": 2}, False),
        ({"category_id": 7}, True),
        ({"category_id": 8}, False),
        ({}, True),
        ({"is_active": False}, False),
        ({"valid_from": date(2026, 7, 1)}, False),
        ({"grade": "A"}, True),
        ({"grade": "B"}, False),
    ],
)
def test_a_rule_holds_for_what_it_names(fields, applies):
    found = find_price(product(), D(100), [rule(discount_percent=D(1), **fields)], Buyer(grade="A"), D(1), DAY)
    assert (found.source == "rule") is applies


def test_a_uniform_product_has_its_list_price_whatever_the_rules_say():
    """PRC-04."""
    found = find_price(product(pricing_strategy="uniform"), D(100), [BREAK], Buyer(), D(1000), DAY)
    assert (found.price, found.source, found.is_uniform) == (D(100), "list", True)


def test_a_product_that_is_not_in_the_list_has_no_price():
    assert find_price(product(), None, [rule(discount_percent=D(5))], Buyer(), D(1), DAY).price is None


LIST = Found(D(100), "list", "", D(100))
RULE = Found(D(95), "rule", "≥ 1,000", D(100))
UNIFORM = Found(D(100), "list", "", D(100), is_uniform=True)


@pytest.mark.parametrize(
    ("price", "found", "status"),
    [
        (D("100"), LIST, "list"),
        (D("99.99"), LIST, "special"),
        (D("101"), LIST, "list"),
        (D("95"), RULE, "rule"),
        (D("94.99"), RULE, "special"),
        (D("97"), RULE, "rule"),
        (D("100"), RULE, "list"),
        (D("100"), UNIFORM, "list"),
        (D("99.99"), UNIFORM, "special"),
        (D("100.01"), UNIFORM, "special"),
        (D("100"), Found(None, ""), "special"),
        (None, LIST, "special"),
    ],
)
def test_a_price_outside_the_price_rules_is_recognised(price, found, status):
    """PRC-12, PRC-04."""
    assert price_status(price, found) == status


@pytest.mark.parametrize(
    ("price", "listed", "percent"),
    [(D(80), D(100), D("20.00")), (D("66.67"), D(100), D("33.33")), (D(101), D(100), D("-1.00")), (D(80), None, None)],
)
def test_the_discount_is_counted_from_the_list_price(price, listed, percent):
    assert discount_percent(price, listed) == percent


@pytest.mark.parametrize(
    ("price", "cost", "profit", "percent", "is_loss"),
    [
        (D(100), D(80), D("20.00"), D("20.0"), False),
        (D(80), D(80), D("0.00"), D("0.0"), False),
        (D("79.99"), D(80), D("-0.01"), D("-0.0"), True),
    ],
)
def test_the_margin_is_what_the_price_leaves_over_the_cost(price, cost, profit, percent, is_loss):
    """PRC-01."""
    found = margin(price, cost)
    assert (found.profit, found.percent, found.is_loss) == (profit, percent, is_loss)


def test_a_margin_needs_price_and_cost():
    assert (margin(None, D(80)), margin(D(100), None)) == (None, None)


def test_net_and_tax_make_the_gross_in_every_line_and_in_total():
    lines = [(line_amount(D("3.33"), D("7")), D(13)), (D("0.01"), D(9)), (D("1000000.01"), D(13))]
    sums = totals(lines)
    assert sums.net + sums.tax == sums.gross == D("1000023.33")
    assert sum(part.tax for _rate, part in by_rate(lines)) == sums.tax


@pytest.mark.parametrize(
    ("price", "quantity", "amount"),
    [(D("0.335"), D(1), D("0.34")), (D("12.34"), D("2.5"), D("30.85")), (None, D(3), D("0.00"))],
)
def test_an_amount_is_rounded_once_half_up(price, quantity, amount):
    assert line_amount(price, quantity) == amount
