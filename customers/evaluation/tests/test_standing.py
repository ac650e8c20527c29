"""What the evaluation in force allows, day by day."""

import datetime as dt
from decimal import Decimal

import pytest

from customers.customer.models import Customer
from customers.evaluation.standing import (
    evaluation_valid_on,
    grade_on,
    is_valid,
    warning_line_on,
    why_no_business,
    why_no_sample,
    with_grade_and_line,
)
from customers.tests.factories import CustomerFactory, active_customer, approved_evaluation
from salesmgmt.core.tests.factories import company


@pytest.mark.parametrize(
    "approved_on, valid",
    [
        (dt.date(2026, 8, 10), True),
        (dt.date(2026, 7, 1), True),
        (dt.date(2026, 4, 1), True),
        (dt.date(2026, 3, 31), False),
        (dt.date(2025, 8, 10), False),
        (dt.date(2026, 10, 1), False),
        (None, False),
    ],
)
def test_an_evaluation_of_this_or_the_preceding_quarter_is_valid(approved_on, valid):
    """RAT-10"""
    assert is_valid(approved_on, dt.date(2026, 8, 10), 1) is valid


@pytest.mark.parametrize(
    "status, grade, may",
    [
        ("prospect", "", False),
        ("under_evaluation", "", False),
        ("active", "B", True),
        ("dormant", "C", True),
        ("active", "E", False),
        ("blocked", "E", False),
    ],
)
def test_business_needs_an_approved_evaluation_better_than_e(status, grade, may):
    """RAT-04, RAT-05, LEAD-06"""
    assert (why_no_business(Customer(name="重庆机械", status=status, grade=grade)) == "") is may


@pytest.mark.parametrize(
    "status, grade, may",
    [
        ("prospect", "", True),
        ("under_evaluation", "", True),
        ("active", "D", True),
        ("active", "E", False),
        ("blocked", "E", False),
    ],
)
def test_samples_go_to_prospects_and_not_to_a_customer_graded_e(status, grade, may):
    """RAT-04, LEAD-08"""
    assert (why_no_sample(Customer(name="重庆机械", status=status, grade=grade)) == "") is may


@pytest.mark.django_db
class TestByDate:
    def test_the_grade_and_the_line_change_on_the_day_of_approval(self):
        """RAT-07"""
        customer = active_customer(company().rep1, "B", dt.date(2026, 7, 1))
        approved_evaluation(customer, "A", dt.date(2026, 4, 1), status="superseded")
        june, july = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
        assert [grade_on(customer, day) for day in (dt.date(2026, 3, 31), june, july)] == ["", "A", "B"]
        assert [warning_line_on(customer, day).amount for day in (june, july)] == [Decimal(700000), Decimal(500000)]
        assert warning_line_on(customer, dt.date(2026, 3, 31)) is None

    def test_validity_follows_the_evaluation_in_force(self):
        """RAT-10"""
        customer = active_customer(company().rep1, "B", dt.date(2026, 6, 30))
        days = [dt.date(2026, 6, 29), dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 10, 1)]
        assert [evaluation_valid_on(customer, day) for day in days] == [False, True, True, False]

    def test_lists_read_grade_and_line_in_one_query(self, django_assert_num_queries):
        rep = company().rep1
        expected = []
        for grade in "ABCDE":
            customer = active_customer(rep, grade)
            line = warning_line_on(customer, dt.date(2999, 1, 1))
            expected.append((grade, line.amount if line else None))
        CustomerFactory(owner=rep)
        with django_assert_num_queries(1):
            found = list(with_grade_and_line(Customer.objects.order_by("pk")))
        assert [(each.grade_in_force, each.warning_line) for each in found] == [*expected, (None, None)]
