"""Two people at one moment: real threads on PostgreSQL."""

import pytest

from customers.tests.factories import active_customer
from pricing.adjustment.clock import run_daily
from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.proposal import submit_adjustment, update_adjustment
from pricing.announcement.telling import explain_prices
from pricing.price_list.models import PriceList
from pricing.quote.entry import submit_quote
from pricing.quote.models import Quote
from pricing.tests.actions import EFFECTS, adjusted, proposal, step_for
from pricing.tests.factories import ProductFactory, price, quote
from salesmgmt.core import audit
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    return company()


@pytest.fixture
def product(people):
    return price(ProductFactory(), 100)


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def agree(made, person):
    step = step_for(made, person)
    return lambda: approvals.approve(step, person, "同意", data=EFFECTS)


def test_a_list_put_in_force_while_a_quote_is_submitted_leaves_one_truth(people, product):
    """PRC-09: the quote went in at the price of its moment, or is refused for the new one; never half of both."""
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    offer = quote(active_customer(people.rep1), [(product, 5, 100)])
    results = run_together(agree(made, people.manager), lambda: submit_quote(offer.pk, people.rep1))
    offer, made = Quote.objects.get(pk=offer.pk), PriceAdjustment.objects.get(pk=made.pk)
    assert made.status == "implemented", results
    refused = failures(results)
    assert all(isinstance(each, BusinessError) for each in refused), results
    assert (offer.status, offer.lines.get().price) == ("draft" if refused else "submitted", 100)
    assert PriceList.objects.filter(status="in_force").count() == 1


def test_two_adjustments_of_one_day_agreed_to_at_once_leave_one_list(people, product):
    """PRC-09"""
    steps = []
    for rep in (people.rep1, people.rep2):
        made = proposal(rep, {product: 110}, days=3)
        submit_adjustment(made.pk, rep)
        steps.append(agree(made, people.manager))
    results = run_together(*steps)
    assert len(failures(results)) == 1, results
    assert PriceList.objects.filter(status="scheduled").count() == 1
    assert PriceAdjustment.objects.filter(status="approved").count() == 1


def test_a_withdrawal_and_a_departments_answer_at_once_do_not_part_document_and_round(people, product):
    """PRC-08"""
    from pricing.adjustment.review import ask_departments

    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    ask_departments(made.pk, people.manager, departments=["fin", "marketing"])
    made = PriceAdjustment.objects.get(pk=made.pk)
    opinion = step_for(made, people.finance)
    results = run_together(
        lambda: approvals.withdraw(PriceAdjustment.objects.get(pk=made.pk), people.rep1),
        lambda: approvals.approve(opinion, people.finance, "同意"),
    )
    assert all(isinstance(each, BusinessError) for each in failures(results)), results
    made, round_ = PriceAdjustment.objects.get(pk=made.pk), approvals.current_round(made)
    assert len(failures(results)) == 1, results
    assert (made.status, round_ is None) in {("draft", True), ("joint_review", False)}


def test_two_runs_of_the_job_at_once_implement_once(people, product):
    """J11"""
    made = adjusted(people.rep1, people.manager, {product: 110}, days=1)
    day = at(made.effective_on)
    assert failures(run_together(*[lambda: run_daily(day)] * 2)) == []
    assert audit.timeline(made).filter(to_status="implemented").count() == 1
    assert PriceList.objects.filter(status="in_force").count() == 1


def test_a_customer_is_told_once_by_two_clicks(people, product):
    """PRC-10"""
    quote(active_customer(people.rep1), [(product, 1, 100)], status="sent", sent_on=today())
    notice = adjusted(people.rep1, people.manager, {product: 110}).notices.get()
    results = run_together(*[lambda: explain_prices(notice.pk, people.rep1, "已说明")] * 2)
    assert len(failures(results)) == 1, results
    assert audit.timeline(notice).filter(to_status="explained").count() == 1


def test_an_edit_and_a_submission_at_once_never_approve_what_was_not_read(people, product):
    """SEC-05"""
    made = proposal(people.rep1, {product: 110})
    said = {"title": "改", "effective_on": today(), "extent": "own", "scope": "products", "reason": "r"}
    lines = [{"product": product, "price": 120}]
    results = run_together(
        lambda: submit_adjustment(made.pk, people.rep1),
        lambda: update_adjustment(made.pk, people.rep1, lines, **said, expected_impact="x"),
    )
    made = PriceAdjustment.objects.get(pk=made.pk)
    assert made.status == "submitted", results
    line = approvals.current_round(made).snapshot["lines"][product.code]["price"]
    assert float(line) == float(made.picks.get().price)
