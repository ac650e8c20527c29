"""How amounts are spread and compared, without a database."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from performance.plan.rules import differences, even_months, growth, season_months, split, unallocated

D = Decimal


def node(pk, parent, target):
    return SimpleNamespace(pk=pk, parent_id=parent, target=D(target))


def test_pln_02_a_line_that_those_below_do_not_take_over_is_a_difference():
    """PLN-02"""
    tree = [node(1, None, "10000000"), node(2, 1, "6000000"), node(3, 1, "3900000")]
    assert [(each.line.pk, each.amount) for each in differences(tree)] == [(1, D(100000))]
    assert differences([*tree, node(4, 1, "100000")]) == []


@pytest.mark.parametrize(("below", "amount"), [("9999999.99", "0.01"), ("10000000.01", "-0.01")])
def test_pln_02_a_cent_is_a_difference(below, amount):
    """PLN-02"""
    found = differences([node(1, None, "10000000"), node(2, 1, below)])
    assert [each.amount for each in found] == [D(amount)]


def test_pln_03_what_no_quota_has_taken():
    """PLN-03"""
    assert unallocated(D(10_000_000), D(0), D(4_000_000) + D(3_000_000) + D(2_900_000)) == D(100_000)
    assert unallocated(D(10_000_000), D(100_000), D(9_900_000)) == 0
    assert unallocated(D(10_000_000), D(0), D("10000000.01")) == D("-0.01")


def test_the_parts_add_up_to_the_cent():
    for amount in ("100", "0.05", "1000000.01", "0"):
        months = even_months(D(amount))
        assert (len(months), sum(months)) == (12, D(amount))
    assert split(D(100), [D(1), D(1), D(1)]) == [D("33.33"), D("33.34"), D("33.33")]


def test_the_months_follow_last_years_season_and_are_even_without_one():
    season = [D(0)] * 11 + [D(500)]
    assert season_months(D(1200), season) == [D(0)] * 11 + [D(1200)]
    assert season_months(D(1200), [D(0)] * 12) == [D(100)] * 12
    assert season_months(D(1200), [D(-5)] + [D(0)] * 11) == [D(100)] * 12


def test_growth_over_nothing_is_no_figure():
    assert growth(D(110), D(100)) == D("0.1")
    assert growth(D(110), D(0)) is None
