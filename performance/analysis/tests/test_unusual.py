"""Unusual months by the limits of the moving range."""

from decimal import Decimal

from performance.analysis.unusual import is_unusual, limits_of


def of(*numbers):
    return [Decimal(number) for number in numbers]


def test_the_limits_are_the_mean_and_the_mean_move():
    assert limits_of(of(*[10, 12] * 6)) == (Decimal("5.68"), Decimal("16.32"))
    assert limits_of(of(*[0, 10] * 5)) == (0, Decimal("31.6"))


def test_fewer_than_eight_months_say_nothing():
    assert limits_of(of(*[10] * 7)) is None
    assert not is_unusual(Decimal(1000), of(*[10] * 7))


def test_a_month_outside_is_unusual_and_one_inside_is_not():
    before = of(*[10, 12] * 6)
    assert [is_unusual(Decimal(value), before) for value in ("5.67", "5.68", "16.32", "16.33")] == [
        True,
        False,
        False,
        True,
    ]
