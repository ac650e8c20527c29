"""Two people at the same moment, in real threads on PostgreSQL."""

import datetime as dt
from decimal import Decimal

import pytest

from customers.customer.models import Customer
from customers.tests.factories import active_customer
from orders.payment.tests.test_money_races import refused, together
from orders.tests.factories_money import confirmed_payment
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, review_statement
from performance.commission.models import CommissionLine, CommissionMonth, CommissionStatement
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.demo_clock import at as at_moment
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return company()


@pytest.fixture
def month(people):
    """Three payments of the month before."""
    first = add_months(today().replace(day=1), -1)
    customer = active_customer(people.rep1)
    Customer.objects.filter(pk=customer.pk).update(is_mature=True, mature_on=first)
    moment = dt.datetime.combine(first, dt.time(12), dt.UTC)
    with at_moment(moment):
        for _each in range(3):
            confirmed_payment(customer, "10000.00", date=first)
    return first


def test_a_month_computed_twice_at_once_pays_every_movement_once(people, month):
    results = together(lambda: compute_month(month, people.finance), lambda: compute_month(month, people.director))
    assert refused(results) == 0
    assert CommissionMonth.objects.count() == 1
    assert CommissionLine.objects.count() == 3
    statement = CommissionStatement.objects.get(person=people.rep1)
    assert (statement.total, statement.lines.count()) == (Decimal("90.00"), 3)


def test_two_approving_at_once_approve_once(people, month):
    compute_month(month, people.finance)
    statement = CommissionStatement.objects.get(person=people.rep1)
    review_statement(statement.pk, people.director)
    results = together(*(lambda: approve_statement(statement.pk, people.gm) for _each in range(2)))
    assert refused(results) == 1
    assert AuditEntry.objects.filter(object_id=statement.pk, to_status="approved").count() == 1


def test_computing_while_it_is_reviewed_changes_nothing_that_was_reviewed(people, month):
    compute_month(month, people.finance)
    statement = CommissionStatement.objects.get(person=people.rep1)
    results = together(
        lambda: compute_month(month, people.finance), lambda: review_statement(statement.pk, people.director)
    )
    assert refused(results) == 0
    statement.refresh_from_db()
    assert (statement.status, statement.total, statement.lines.count()) == ("reviewed", Decimal("90.00"), 3)
