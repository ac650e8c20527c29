"""What makes an order and an order change right, as tables of examples without a database."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from orders.demand.entry import missing_evidence
from orders.demand.rules import kind_problems, price_problem
from orders.order.models import Order
from orders.order.rules import beyond_contract, beyond_notice, line_problems, needs_notice
from orders.order_change.models import OrderChange
from orders.order_change.rules import (
    added_value,
    contract_touches,
    line_problem,
    missing_fields,
    missing_impacts,
    order_problem,
)

pytestmark = pytest.mark.usefixtures("english")


class Product(SimpleNamespace):
    def __str__(self):
        return self.name


PUMP, DRUM = Product(pk=1, name="pump"), Product(pk=2, name="drum")


def line(**changes):
    values = {
        "product_id": 1,
        "product": PUMP,
        "quantity": Decimal(10),
        "price": Decimal(50),
        "due_date": "2026-01-31",
        "place": "Chongqing",
        "state": "",
        "delivery_place": "",
    }
    return SimpleNamespace(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, ""),
        ({"product_id": None}, "product"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"price": None}, "price"),
        ({"price": Decimal(0)}, "price"),
        ({"due_date": None}, "due date"),
        ({"place": ""}, "delivery place"),
        ({"price": None, "place": ""}, "price、delivery place"),
    ],
)
def test_ord_01_a_line_names_product_quantity_price_date_and_place(changes, lacks):
    """ORD-01"""
    expected = [f"Line 3 lacks: {lacks}."] if lacks else []
    assert line_problems(line(**changes), 3, "contract") == expected


def test_a_sample_line_may_be_free_of_charge():
    assert line_problems(line(price=Decimal(0)), 1, "sample") == []


@pytest.mark.parametrize(
    ("price", "agreed", "problem"),
    [
        ("50", "50", ""),
        (None, "50", ""),
        ("49", "50", "pump: the price ¥49.00 differs from the contract's ¥50.00."),
        ("51", "50", "pump: the price ¥51.00 differs from the contract's ¥50.00."),
        ("50", None, "pump is not in the contract."),
    ],
)
def test_ord_02_the_price_of_a_line_is_the_contracts(price, agreed, problem):
    """ORD-02"""
    assert price_problem(PUMP, price and Decimal(price), agreed and Decimal(agreed)) == problem


@pytest.mark.parametrize(
    ("kind", "contract", "count"),
    [
        ("contract", 7, 0),
        ("contract", None, 1),
        ("sporadic", None, 0),
        ("sample", None, 0),
        ("sporadic", 7, 1),
        ("contract", 8, 1),
    ],
)
def test_ord_02_without_contract_the_kind_is_sporadic_or_sample(kind, contract, count):
    """ORD-02"""
    found = contract and SimpleNamespace(customer_id=contract, status="active")
    assert len(kind_problems(kind, found, SimpleNamespace(pk=7))) == count


@pytest.mark.parametrize(("ordered", "wanted", "ok"), [(0, 100, True), (90, 10, True), (90, 11, False)])
def test_what_all_orders_hold_stays_within_the_contract(ordered, wanted, ok):
    assert (beyond_contract(PUMP, ordered, wanted, 100) == "") is ok


@pytest.mark.parametrize(
    ("changes", "count"),
    [({}, 0), ({"quantity": Decimal(11)}, 1), ({"price": Decimal(51)}, 1), ({"product_id": 2, "product": DRUM}, 1)],
)
def test_an_order_covers_what_its_notice_was_accepted_for_and_no_more(changes, count):
    accepted = {1: (PUMP, Decimal(10), Decimal(50))}
    assert len(beyond_notice([line(**changes)], accepted)) == count


@pytest.mark.parametrize(
    ("kind", "demand", "count"),
    [("sporadic", None, 1), ("sporadic", "DEM", 0), ("contract", None, 0), ("sample", None, 0)],
)
def test_sup_03_a_sporadic_order_without_a_notice_is_refused(kind, demand, count):
    """SUP-03"""
    assert len(needs_notice(kind, demand)) == count


@pytest.mark.parametrize(
    ("channel", "record", "scan", "complete"),
    [
        ("fax", {}, True, True),
        ("fax", {}, False, False),
        ("email", {}, False, False),
        ("email", {}, True, True),
        ("phone", {}, True, False),
        ("phone", {"caller": "W", "called_at": 1, "call_content": "100"}, False, True),
        ("phone", {"caller": "W", "called_at": 1}, False, False),
        ("phone", {"caller": "W", "call_content": "100"}, False, False),
        ("phone", {"called_at": 1, "call_content": "100"}, False, False),
    ],
)
def test_ord_04_a_written_notice_needs_its_scan_and_a_call_its_record(channel, record, scan, complete):
    """ORD-04"""
    assert (missing_evidence(channel, has_scan=scan, **record) == "") is complete


@pytest.mark.parametrize("empty", ["content", "reason", "expected_impact"])
def test_chg_01_none_of_the_four_fields_may_be_empty(empty):
    """CHG-01"""
    change = OrderChange(order_id=1, content="c", reason="r", expected_impact="e")
    assert missing_fields(change) == []
    setattr(change, empty, "  ")
    assert len(missing_fields(change)) == 1


def test_chg_02_each_of_the_three_impacts_is_asked_for():
    """CHG-02"""
    change = OrderChange(impact_production="p", impact_delivery=" ", impact_cost="")
    assert missing_impacts(change) == ["delivery", "cost"]


@pytest.mark.parametrize(
    ("status", "change", "cancel"),
    [
        ("draft", False, False),
        ("submitted", False, False),
        ("confirmed", True, True),
        ("planned", True, True),
        ("in_production", True, True),
        ("ready", True, True),
        ("partly_delivered", True, False),
        ("delivered", False, False),
        ("accepted", False, False),
        ("closed", False, False),
        ("cancelled", False, False),
    ],
)
def test_chg_07_what_is_delivered_in_full_or_closed_is_not_changed(status, change, cancel):
    """CHG-07"""
    order = Order(number="O", status=status)
    assert (order_problem(order, False) == "") is change
    assert (order_problem(order, True) == "") is cancel


def changed(**values):
    fields = {
        "order_line": line(),
        "product": None,
        "quantity": None,
        "price": None,
        "state": "",
        "due_date": None,
        "delivery_place": "",
    }
    return SimpleNamespace(**{**fields, **values})


@pytest.mark.parametrize(("quantity", "ok"), [(8, True), (7, False), (120, True), (10, False)])
def test_a_quantity_does_not_fall_below_what_is_delivered_and_something_must_change(quantity, ok):
    assert (line_problem(changed(quantity=Decimal(quantity)), Decimal(8), Decimal(8)) == "") is ok


def test_a_quantity_below_what_is_planned_for_delivery_is_refused_with_the_figures():
    refusal = line_problem(changed(quantity=Decimal(6)), Decimal(5), Decimal(9))
    assert "5 are delivered and 4 stand on issued delivery notes; the quantity cannot be less than 9, not 6" in refusal
    assert line_problem(changed(quantity=Decimal(9)), Decimal(5), Decimal(9)) == ""


@pytest.mark.parametrize(
    ("values", "touches"),
    [
        ({"delivery_place": "Chengdu"}, 0),
        ({"due_date": "2026-02-28"}, 0),
        ({"quantity": Decimal(20)}, 0),
        ({"quantity": Decimal(101)}, 1),
        ({"price": Decimal(49)}, 1),
        ({"state": "coated"}, 1),
        ({"price": Decimal(50)}, 0),
        ({"order_line": None, "product": DRUM, "quantity": Decimal(1)}, 1),
        ({"price": Decimal(49), "state": "coated"}, 2),
    ],
)
def test_chg_what_touches_the_contract_needs_an_amendment(values, touches):
    order = SimpleNamespace(kind="contract")
    found = contract_touches(order, [changed(**values)], {1: (Decimal(50), Decimal(100))}, {1: Decimal(10)})
    assert len(found) == touches


def test_what_a_change_adds_to_the_value_of_an_order():
    assert added_value([changed(quantity=Decimal(12))], None) == 100
    assert added_value([changed(quantity=Decimal(8))], None) == 0
    assert added_value([changed(delivery_place="x")], None) == 0
