"""When money falls due and how much: tables of examples, no database (REC-11)."""

import datetime as dt
from decimal import Decimal

import pytest

from contracts.payment_plan.rules import amounts_of, due_day, due_on, plan_problems, spread, state_of

D = dt.date


@pytest.mark.parametrize(
    ("terms", "invoice", "days", "day", "due"),
    [
        ("invoice", D(2026, 1, 15), 30, None, D(2026, 2, 14)),
        ("invoice", D(2026, 1, 15), None, None, D(2026, 1, 15)),
        ("monthly", D(2026, 1, 15), 30, None, D(2026, 3, 2)),
        ("monthly", D(2026, 1, 31), 0, None, D(2026, 1, 31)),
        ("fixed_day", D(2026, 1, 15), None, 25, D(2026, 1, 25)),
        ("fixed_day", D(2026, 1, 25), None, 25, D(2026, 2, 25)),
        ("fixed_day", D(2026, 1, 31), None, 31, D(2026, 2, 28)),
        ("fixed_day", D(2026, 12, 31), None, 10, D(2027, 1, 10)),
        ("rolling", D(2026, 1, 1), None, None, D(2026, 2, 28)),
        ("rolling", D(2026, 1, 31), None, None, D(2026, 2, 28)),
    ],
)
def test_an_invoice_falls_due_by_its_terms(terms, invoice, days, day, due):
    assert due_day(terms, invoice, days, day) == due


@pytest.mark.parametrize(
    ("total", "parts", "amounts"),
    [
        ("100.00", [("30", None), ("60", None), ("10", None)], ["30.00", "60.00", "10.00"]),
        ("100.01", [("33.33", None), ("33.33", None), ("33.34", None)], ["33.33", "33.33", "33.35"]),
        ("0.01", [("50", None), ("50", None)], ["0.01", "0.00"]),
        ("100.00", [("50", None), (None, "20.00")], ["50.00", "20.00"]),
        ("100.00", [], []),
    ],
)
def test_shares_of_the_whole_lose_no_cent(total, parts, amounts):
    parts = [(share and Decimal(share), amount and Decimal(amount)) for share, amount in parts]
    assert amounts_of(Decimal(total), parts) == [Decimal(amount) for amount in amounts]


def test_a_plan_never_exceeds_the_contract(english):
    parts = [(Decimal(90), None), (None, Decimal("10.01"))]
    (problem,) = plan_problems(Decimal(100), parts, set(), None)
    assert problem == "The instalments come to 100.01, the contract to 100.00 only."
    assert plan_problems(Decimal(100), [(Decimal(90), None), (None, Decimal(10))], set(), None) == []


def test_retention_needs_the_length_of_the_warranty(english):
    (problem,) = plan_problems(Decimal(100), [(Decimal(5), None)], {"warranty_end"}, None)
    assert "say how many months it lasts" in problem
    assert plan_problems(Decimal(100), [(Decimal(5), None)], {"warranty_end"}, 12) == []


@pytest.mark.parametrize(
    ("event", "days", "day", "events", "due"),
    [
        ("signature", 10, None, {"signature": D(2026, 1, 1)}, D(2026, 1, 11)),
        ("delivery", 0, None, {}, None),
        ("acceptance", 5, None, {"acceptance": D(2026, 3, 1)}, D(2026, 3, 6)),
        ("warranty_end", 0, None, {"acceptance": D(2026, 3, 1)}, D(2027, 3, 1)),
        ("warranty_end", 0, None, {"delivery": D(2026, 2, 1)}, None),
        ("day", 0, D(2026, 6, 30), {}, D(2026, 6, 30)),
    ],
)
def test_an_instalment_is_due_after_its_event_and_retention_after_the_warranty(event, days, day, events, due):
    assert due_on(event, days, day, events, 12) == due


@pytest.mark.parametrize(
    ("paid", "due", "state"),
    [
        ("100", None, "paid"),
        ("0", None, "waiting"),
        ("0", D(2026, 1, 2), "waiting"),
        ("99.99", D(2026, 1, 1), "due"),
        ("0", D(2025, 12, 31), "late"),
    ],
)
def test_how_an_instalment_stands(paid, due, state):
    assert state_of(Decimal(100), Decimal(paid), due, D(2026, 1, 1)) == state


def test_money_is_set_against_instalments_in_their_order():
    assert spread([Decimal(30), Decimal(60), Decimal(10)], Decimal(45)) == [30, 15, 0]
    assert spread([Decimal(30)], Decimal(-5)) == [0]
