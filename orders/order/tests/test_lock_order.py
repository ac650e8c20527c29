"""Acts on the documents of one customer lock in one order: together they end well, or with a refusal in words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from contracts.tests.factories import template
from customers.customer.owner import reassign_customer
from customers.duplicate.merge import merge_customers
from customers.tests.factories import CustomerFactory, active_customer
from orders.account.check import differences
from orders.billing.entry import bill_delivery
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.order_change.execution import execute_change
from orders.order_change.tests.test_order_change import approved
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment
from orders.plan.release import cancel_plan
from orders.production.models import Production
from orders.production.run import report_progress, start_production
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import (
    production_of,
    released_plan,
    signed_delivery,
    submitted_plan,
)
from orders.tests.factories_money import draft_invoice, recorded_payment
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
    change = approved(order, people.manager, kind="cancel")
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


def start_and_report(people, plan):
    production = production_of(plan)
    return (
        lambda: start_production(production.pk, people.production),
        lambda: report_progress(production.pk, people.production, 1),
    )


def cancel_and_reassign_customer(people, plan):
    return (
        lambda: cancel_plan(plan.pk, people.director, "客户停产"),
        lambda: reassign_customer(plan.order.customer_id, people.director, people.rep2, "调岗"),
    )


def cancel_order_and_start(people, plan):
    change, production = approved(plan.order, people.manager, kind="cancel"), production_of(plan)
    return (
        lambda: execute_change(change.pk, people.rep1),
        lambda: start_production(production.pk, people.production),
    )


@pytest.mark.parametrize("acts", [start_and_report, cancel_and_reassign_customer, cancel_order_and_start])
def test_acts_on_one_order_never_wait_for_each_other(people, acts):
    results = meet(*acts(people, released_plan(people)))
    assert collisions(results) == []
    assert all(each in refusals(results) for each in results if isinstance(each, Exception)), results


def test_a_payment_is_confirmed_and_an_invoice_posted_while_their_customer_is_merged(people):
    customer = active_customer(people.rep1)
    kept = CustomerFactory(owner=people.rep1, status="active")
    payment, invoice = recorded_payment(customer, "100.00"), draft_invoice(customer, "100.00")
    results = meet(
        lambda: confirm_payment(payment.pk, people.finance),
        lambda: post_invoice(invoice.pk, people.finance),
        lambda: merge_customers(kept.pk, people.manager, customer.pk, "同一家公司"),
    )
    assert collisions(results) == []
    assert (Payment.objects.get().customer, Invoice.objects.get().customer) == (kept, kept)
    assert differences() == []
