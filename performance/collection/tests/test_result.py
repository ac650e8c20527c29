"""One figure on every page: what was collected, for whoever was in charge on its day."""

import datetime as dt
from decimal import Decimal

import pytest

from customers.customer.models import CustomerOwnerHistory
from customers.customer.owner import reassign_customer
from customers.tests.factories import active_customer
from orders.tests.factories_money import confirmed_payment
from performance.collection.result import collected_between, collected_by_month, results, totals
from performance.metric.catalogue import METRICS
from performance.metric.period import Period
from salesmgmt.core import calendar

pytestmark = pytest.mark.django_db

YEAR = calendar.today().year - 1  # over, so that every day of it has passed
WHOLE = Period("year", dt.date(YEAR, 1, 1))


@pytest.fixture
def handed_over(people):
    """100 before and 40 after the customer went from rep1 to rep2 on 1 July; 7 of a customer who stayed."""
    customer = active_customer(people.rep1)
    confirmed_payment(customer, "100.00", dt.date(YEAR, 3, 15))
    confirmed_payment(customer, "40.00", dt.date(YEAR, 9, 15))
    confirmed_payment(active_customer(people.rep1), "7.00", dt.date(YEAR, 9, 20))
    reassign_customer(customer.pk, people.manager, people.rep2, "region")
    newest = CustomerOwnerHistory.objects.filter(customer=customer).latest("pk")
    CustomerOwnerHistory.objects.filter(pk=newest.pk).update(at=calendar.at(dt.date(YEAR, 7, 1)))
    return customer


def test_pages_and_metric_agree_after_a_hand_over(people, handed_over):
    expected = {people.rep1.pk: Decimal(107), people.rep2.pk: Decimal(40)}
    assert {each.rep.pk: each.collected for each in results(people.gm, YEAR)} == expected
    assert collected_between(people.manager, WHOLE.first, WHOLE.last) == expected
    assert {pk: sum(months) for pk, months in collected_by_month(YEAR).items()} == expected
    found = METRICS["collections"].values([people.rep1, people.rep2], WHOLE)
    assert {pk: figure.value for pk, figure in found.items()} == expected


def test_the_months_are_those_of_the_payments(people, handed_over):
    first, second = (collected_by_month(YEAR, [person.pk])[person.pk] for person in (people.rep1, people.rep2))
    assert (first[2], first[8], second[2], second[8]) == (100, 7, 0, 40)


@pytest.mark.parametrize(("account", "sum_of_all"), [("rep1", 107), ("rep2", 40), ("manager", 147), ("gm", 147)])
def test_the_home_page_sums_what_the_page_names(people, handed_over, account, sum_of_all):
    user = getattr(people, account)
    assert totals(user, YEAR)[0] == sum(each.collected for each in results(user, YEAR)) == sum_of_all
