"""What was overdue is kept by day and person, so that the first page says whether it rises (REC-01)."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from customers.tests.factories import active_customer
from orders.invoice.models import Invoice
from orders.payment.figures import overdue_of
from orders.receivables.models import OverdueOnDay
from orders.receivables.overdue_days import keep_overdue, overdue_a_month_ago
from orders.receivables.registration import _overdue
from orders.tests.factories_money import posted_invoice
from salesmgmt.core import registry
from salesmgmt.core.calendar import add_months, at, today

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture
def overdue(people):
    """900 of the first representative's and 100 of the second's are past their day since long, 50 since a week."""
    old = today() - dt.timedelta(days=90)
    for person, amount, due in (
        (people.rep1, "900.00", today() - dt.timedelta(days=60)),
        (people.rep2, "100.00", today() - dt.timedelta(days=60)),
        (people.rep1, "50.00", today() - dt.timedelta(days=7)),
    ):
        posted_invoice(active_customer(person), amount, date=old, due_date=due)


def test_what_is_kept_of_a_day_is_what_the_figure_of_that_day_says(people, overdue):
    assert keep_overdue(today()) == 2
    kept = dict(OverdueOnDay.objects.values_list("owner", "amount"))
    assert kept == {people.rep1.pk: D("950.00"), people.rep2.pk: D("100.00")}
    assert sum(kept.values()) == overdue_of(Invoice.objects.all())[0]
    assert keep_overdue(today()) == 2
    assert OverdueOnDay.objects.count() == 2


def test_a_day_that_has_passed_is_kept_as_it_was(people, overdue):
    before = add_months(today(), -1)
    keep_overdue(before)
    assert overdue_a_month_ago(people.rep1) == D("900.00")
    assert overdue_a_month_ago(people.rep2) == D("100.00")
    assert overdue_a_month_ago(people.gm) == overdue_a_month_ago(people.finance) == D("1000.00")


def test_the_first_page_says_whether_the_overdue_rises(people, overdue):
    keep_overdue(add_months(today(), -1))
    figure = _overdue(people.rep1)
    assert (figure.value, figure.before, figure.less_is_good) == (D("950.00"), D("900.00"), True)
    assert _overdue(people.rep2).before == D("100.00")


def test_a_day_that_was_not_kept_shows_no_trend_and_who_had_nothing_overdue_a_zero(people, overdue):
    assert _overdue(people.rep1).before is None
    keep_overdue(add_months(today(), -1))
    OverdueOnDay.objects.filter(owner=people.rep1).delete()
    assert _overdue(people.rep1).before == D("0.00")


def test_the_clock_keeps_every_day(people, overdue):
    job = registry.periodic_job("overdue-kept")
    with time_machine.travel(at(today(), dt.time(0, 35)), tick=False):
        job.run(at(today(), dt.time(0, 35)))
    assert OverdueOnDay.objects.filter(day=today()).count() == 2
