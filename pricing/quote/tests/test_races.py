"""Two people at one moment: real threads on PostgreSQL."""

from datetime import timedelta

import pytest

from customers.tests.factories import active_customer
from pricing.discount.models import SpecialDiscount
from pricing.discount.request import request_discount
from pricing.price_list.models import PriceList
from pricing.price_list.release import put_due_lists_in_force
from pricing.quote.entry import revise_quote
from pricing.quote.models import Quote
from pricing.quote_answer.conversion import mark_converted
from pricing.quote_answer.sending import expire_quotes
from pricing.tests.actions import adjusted
from pricing.tests.factories import ProductFactory, accepted_quote, price, quote
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    return company()


def refusals(results):
    return [result for result in results if isinstance(result, BusinessError)]


def test_a_quote_converted_twice_at_once_is_converted_once(people):
    """QUO-07."""
    made = accepted_quote(active_customer(people.rep1))
    results = run_together(*[lambda: mark_converted(made.pk, people.rep1)] * 2)
    assert len(refusals(results)) == 1, results
    assert audit.timeline(made).filter(to_status="converted").count() == 1


def test_two_clicks_on_new_version_make_one(people):
    """QUO-06."""
    made = quote(active_customer(people.rep1), status="sent", sent_on=today())
    results = run_together(*[lambda: revise_quote(made.pk, people.rep1)] * 2)
    assert len(refusals(results)) == 1, results
    assert Quote.objects.filter(family=made.family).count() == 2


def test_two_clicks_on_the_special_discount_make_one_request(people):
    """QUO-04."""
    made = quote(active_customer(people.rep1), [(price(ProductFactory(), "100"), 10, "80")])
    results = run_together(*[lambda: request_discount(made.pk, people.rep1, "竞争")] * 2)
    assert len(refusals(results)) == 1, results
    assert SpecialDiscount.objects.count() == 1


def test_two_runs_of_the_night_job_at_once_do_the_work_once(people):
    """J11."""
    product = price(ProductFactory(), "100")
    tomorrow = today() + timedelta(days=1)
    made = adjusted(people.manager, people.director, {product: 110}, days=1).price_list
    old = quote(active_customer(people.rep1), status="sent", valid_until=today())
    results = run_together(
        *[lambda: (expire_quotes(tomorrow), put_due_lists_in_force(tomorrow))] * 2,
    )
    assert refusals(results) == []
    assert audit.timeline(old).filter(to_status="expired").count() == 1
    assert audit.timeline(made).filter(to_status="in_force").count() == 1
    assert PriceList.objects.filter(status="in_force").count() == 1
