"""Acts on the documents of one customer lock in one order: together they end well, or with a refusal in words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from contracts.tests.factories import template
from customers.customer.entry import update_customer
from customers.duplicate.merge import merge_customers
from customers.tests.factories import CustomerFactory, active_customer
from orders.invoice.billing import bill_delivery
from orders.invoice.models import Invoice
from orders.order_change.execution import execute_change
from orders.plan.release import cancel_plan
from orders.production.models import Production
from orders.production.run import report_progress, start_production
from orders.tests.factories import confirmed_order, draft_change
from orders.tests.factories_fulfilment import (
    production_of,
    released_plan,
    signed_delivery,
    submitted_plan,
)
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    register.forget()
    template()
    yield company()
    register.forget()


def collisions(results):
    return [each for each in results if isinstance(each, DatabaseError)]


def refusals(results):
    return [each for each in results if isinstance(each, (BusinessError, PermissionDenied))]


def decision(document, user):
    (step,) = approvals.open_steps_of(document)
    return lambda: approvals.approve(step.pk, user)


def test_production_is_started_while_its_plan_is_cancelled(people):
    plan = released_plan(people)
    production = production_of(plan)
    results = meet(
        lambda: start_production(production.pk, people.production),
        lambda: cancel_plan(plan.pk, people.director, "客户停产"),
    )
    assert collisions(results) == []
    plan.refresh_from_db()
    production.refresh_from_db()
    assert (plan.status, production.status) in {("cancelled", "cancelled"), ("in_progress", "in_production")}, results
    assert len(refusals(results)) <= 1, results


def test_an_order_is_cancelled_by_a_change_while_its_plan_is_signed(people):
    order = confirmed_order(active_customer(people.rep1))
    plan = submitted_plan(people, order)
    change = draft_change(order, kind="cancel", status="approved")
    results = meet(lambda: execute_change(change.pk, people.rep1), decision(plan, people.director))
    assert collisions(results) == []
    order.refresh_from_db()
    plan.refresh_from_db()
    assert (order.status, plan.status) == ("cancelled", "cancelled"), results
    assert not Production.objects.exclude(status="cancelled").exists()


def test_a_delivery_is_billed_while_its_customer_is_merged(people):
    note = signed_delivery(people)
    kept = CustomerFactory(owner=people.rep1, status="active")
    results = meet(
        lambda: bill_delivery(note.pk, people.finance),
        lambda: merge_customers(kept.pk, people.manager, note.customer_id, "同一家公司"),
    )
    assert collisions(results) == []
    assert refusals(results) == []
    assert Invoice.objects.get().customer == kept
    assert not Invoice.objects.filter(customer__merged_into__isnull=False).exists()


PAIRS = {
    "two productions of one order": lambda people, plan: (
        lambda: start_production(production_of(plan).pk, people.production),
        lambda: report_progress(production_of(plan).pk, people.production, 1),
    ),
    "a plan and its customer": lambda people, plan: (
        lambda: cancel_plan(plan.pk, people.director, "停"),
        lambda: update_customer(plan.order.customer_id, people.rep1, name="改名", location_type="local"),
    ),
    "a change and its order's production": lambda people, plan: (
        lambda: execute_change(draft_change(plan.order, kind="cancel", status="approved").pk, people.rep1),
        lambda: start_production(production_of(plan).pk, people.production),
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_acts_on_one_order_never_wait_for_each_other(people, pair):
    acts = PAIRS[pair](people, released_plan(people))
    assert collisions(meet(*acts)) == []
