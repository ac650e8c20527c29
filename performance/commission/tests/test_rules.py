"""What a movement earns: pure functions (PAY-02 to PAY-05, PAY-09)."""

import datetime as dt
from decimal import Decimal

import pytest

from performance.commission.rules import (
    Change,
    as_of,
    average,
    collection_commission,
    is_qualified,
    new_product_commission,
    taken_back,
)
from performance.commission.states import LineStanding

DAY = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("mature", "base", "other", "amount", "standing"),
    [
        (True, "1000000", None, "3000.00", LineStanding.EARNED),
        (False, "500000", None, "0.00", LineStanding.PENDING_RATE),
        (False, "500000", "2", "1000.00", LineStanding.EARNED),
        (True, "0.17", None, "0.00", LineStanding.EARNED),
        (True, "166.67", None, "0.50", LineStanding.EARNED),
    ],
)
def test_pay_04_three_per_mille_of_mature_customers(mature, base, other, amount, standing):
    """PAY-04, SET-20a"""
    found = collection_commission(Decimal(base), mature, other and Decimal(other))
    assert (found[0], found[2]) == (Decimal(amount), standing)


@pytest.mark.parametrize(
    ("until", "amount"),
    [(DAY + dt.timedelta(days=1), "600.00"), (DAY, "600.00"), (DAY - dt.timedelta(days=1), "0.00"), (None, "0.00")],
)
def test_pay_05_three_per_mille_of_new_products(until, amount):
    """PAY-05"""
    assert new_product_commission(Decimal(200_000), DAY, until) == Decimal(amount)


def test_pay_02_the_average_of_the_reps_in_charge():
    """PAY-02"""
    assert average([Decimal(3000), Decimal(4500), Decimal(1500)]) == Decimal("3000.00")
    assert average([Decimal(3000), Decimal(0)]) == Decimal("1500.00")
    assert average([]) == Decimal("0.00")


def test_pay_03_who_has_no_quota_does_not_qualify():
    """PAY-03"""
    assert is_qualified(Decimal("100.00"), Decimal("100.00"))
    assert not is_qualified(Decimal("99.99"), Decimal("100.00"))
    assert not is_qualified(Decimal(100), None)


def test_pay_09_what_is_taken_back_in_parts_adds_up_to_the_cent():
    """PAY-09: a line of 0.50 on 166.67 is taken back in three parts and leaves nothing"""
    base, amount, taken, gone = Decimal("166.67"), Decimal("0.50"), Decimal(0), Decimal(0)
    parts = []
    for part in ("55.55", "55.55", "55.57"):
        gone += Decimal(part)
        back = taken_back(base, Decimal(3), gone, amount, taken)
        parts.append(back)
        taken -= back
    assert sum(parts) == -amount
    assert all(part <= 0 for part in parts)


def test_what_held_on_a_day_is_what_the_first_later_change_changed():
    changes = [Change(dt.date(2026, 3, 15), "a", "b"), Change(dt.date(2026, 5, 1), "b", "c")]
    found = [as_of(changes, "c", dt.date(2026, *day)) for day in ((3, 14), (3, 15), (4, 30), (5, 1))]
    assert found == ["a", "b", "b", "c"]
