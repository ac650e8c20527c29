"""The scoring table as examples, without a database: T1 to T3 and worked examples W1 to W8 of the requirements."""

from decimal import Decimal

import pytest

from customers.scheme.scoring import band_for, grade_of, points_of, result_of
from customers.scheme.version_one import SCHEME_ONE

CRITERIA = {criterion.key: criterion for criterion in SCHEME_ONE.criteria}
ORDER = tuple(CRITERIA)


def points(key, value, rule="upper_inclusive", below=0):
    """A letter stands for a choice (or an unranked firm), "" for below D; a figure finds its band."""
    criterion = CRITERIA[key]
    band = criterion.band(value) if isinstance(value, str) else band_for(criterion, Decimal(str(value)), rule)
    return points_of(band, below)


@pytest.mark.parametrize("letter, total", [("A", 45), ("B", 36), ("C", 27), ("D", 18)])
def test_nine_lines_of_one_band_give_its_points_nine_times(letter, total):
    """RAT-01"""
    assert result_of(SCHEME_ONE, {key: points(key, letter) for key in ORDER}).total == total


def test_a_missing_criterion_is_named_and_there_is_no_grade():
    """RAT-01"""
    found = result_of(SCHEME_ONE, {key: points(key, "A") for key in ORDER if key != "brand"})
    assert (found.missing, found.grade, found.is_complete) == (("品牌知名度",), "", False)


@pytest.mark.parametrize(
    "key, value, upper_inclusive, lower_inclusive",
    [
        ("capacity", 100_001, 5, 5),
        ("capacity", 100_000, 4, 5),
        ("capacity", 50_001, 4, 4),
        ("capacity", 50_000, 3, 4),
        ("capacity", 10_001, 3, 3),
        ("capacity", 10_000, 2, 3),
        ("capacity", 0, 2, 2),
        ("capital", "80000000.01", 5, 5),
        ("capital", 80_000_000, 4, 5),
        ("capital", 30_000_000, 3, 4),
        ("capital", 10_000_000, 2, 3),
        ("years", 6, 5, 5),
        ("years", 5, 4, 5),
        ("years", 3, 3, 4),
        ("years", 1, 2, 3),
        ("rank", 1, 5, 5),
        ("rank", 20, 5, 5),
        ("rank", 21, 4, 4),
        ("rank", 40, 4, 4),
        ("rank", 41, 3, 3),
        ("rank", 60, 3, 3),
        ("rank", 61, 2, 2),
        ("payment", 90, 5, 5),
        ("payment", "89.99", 4, 4),
        ("payment", 80, 4, 4),
        ("payment", 70, 3, 3),
        ("payment", 60, 2, 2),
        ("payment", "59.99", 0, 0),
    ],
)
def test_a_value_on_a_limit_belongs_to_the_band_the_setting_says(key, value, upper_inclusive, lower_inclusive):
    """RAT-02"""
    number = Decimal(str(value))
    assert points_of(band_for(CRITERIA[key], number, "upper_inclusive")) == upper_inclusive
    assert points_of(band_for(CRITERIA[key], number, "lower_inclusive")) == lower_inclusive


@pytest.mark.parametrize("key, value", [("capacity", -1), ("rank", 0), ("payment", -5)])
def test_a_value_outside_the_table_has_no_band(key, value):
    assert band_for(CRITERIA[key], Decimal(value)) is None


@pytest.mark.parametrize(
    "total, grade",
    [(45, "A"), (40, "A"), (39, "B"), (33, "B"), (32, "C"), (26, "C"), (25, "D"), (18, "D"), (17, "E"), (0, "E")],
)
def test_totals_give_grades_with_inclusive_thresholds(total, grade):
    """RAT-03"""
    assert grade_of(total, SCHEME_ONE.thresholds) == grade


def test_a_total_on_the_lowest_threshold_can_be_set_to_e():
    assert [grade_of(total, SCHEME_ONE.thresholds, "E") for total in (19, 18, 17)] == ["D", "E", "E"]


# capacity, rank, brand, ownership, capital, assets, years, reputation, payment
W = {
    "W1": ((120_000, 15, "A", "A", 90_000_000, "A", 8, "A", 90), 45, "A"),
    "W2": ((60_000, 18, "A", "B", 85_000_000, "A", 10, "B", 70), 40, "A"),
    "W3": ((60_000, 18, "A", "B", 85_000_000, "A", 10, "B", 60), 39, "B"),
    "W4": ((100_000, 20, "B", "B", 80_000_000, "B", 5, "B", 80), 37, "B"),
    "W5": ((10_000, "D", "D", "D", 10_000_000, "D", 1, "D", 60), 18, "D"),
    "W6": ((10_000, "D", "D", "D", 10_000_000, "D", 1, "D", 50), 16, "E"),
    "W7": ((70_000, 30, "B", "B", 20_000_000, "B", 4, "C", 70), 33, "B"),
    "W8": ((70_000, 30, "B", "B", 5_000_000, "B", 4, "C", 70), 32, "C"),
}


@pytest.mark.parametrize("values, total, grade", W.values(), ids=W)
def test_worked_examples(values, total, grade):
    """RAT-01, RAT-02, RAT-03, RAT-11 (W6: 50 % scores nothing, so that grade E can be reached)"""
    found = result_of(SCHEME_ONE, {key: points(key, value) for key, value in zip(ORDER, values, strict=True)})
    assert (found.total, found.grade) == (total, grade)


def test_worked_example_w4_with_the_lower_limit_included_is_an_a():
    """RAT-02"""
    values = zip(ORDER, W["W4"][0], strict=True)
    found = result_of(SCHEME_ONE, {key: points(key, value, "lower_inclusive") for key, value in values})
    assert (found.total, found.grade) == (40, "A")


@pytest.mark.parametrize(
    "grade, amount, quantity",
    [("A", 700_000, 10_000), ("B", 500_000, 7_000), ("C", 300_000, 4_000), ("D", 150_000, 2_000)],
)
def test_each_grade_has_its_warning_line(grade, amount, quantity):
    line = SCHEME_ONE.line(grade)
    assert (line.amount, line.avg_monthly_qty) == (Decimal(amount), quantity)


def test_grade_e_has_no_warning_line():
    assert SCHEME_ONE.line("E") is None


def test_points_below_the_printed_bands_are_a_setting():
    """RAT-11"""
    assert [points("payment", 50, below=below) for below in (0, 1)] == [0, 1]
