"""accepted → closed: paid, and the formalities done (states.md, Order)."""

from decimal import Decimal

import pgtrigger
import pytest

from orders.acceptance.course import record_acceptance
from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.handover import receiving as delivery_handover
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.order.closing import Note, closing_gaps
from orders.order.models import Order
from orders.order_closing.closing import accept_settled_orders, close_settled_orders
from orders.payment import allocation as payment_allocation
from orders.tests import factories_fulfilment as make
from orders.tests.factories_money import confirmed_payment
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("closed", "chargeable", "billed", "left", "gaps"),
    [
        (True, True, True, "0.00", 0),
        (True, False, False, "0.00", 0),  # a sample free of charge has no invoice
        (False, True, True, "0.00", 1),
        (True, True, False, "0.00", 1),
        (True, True, True, "0.01", 1),
        (False, True, False, "0.00", 2),
    ],
)
def test_an_order_closes_when_each_note_is_closed_billed_and_paid(closed, chargeable, billed, left, gaps):
    assert len(closing_gaps([Note("DN-1", closed, chargeable, billed, Decimal(left))])) == gaps


def test_one_note_that_lacks_something_holds_the_whole_order():
    done, open_ = Note("DN-1", True, True, True, Decimal(0)), Note("DN-2", True, True, True, Decimal(5))
    assert ["DN-2" in gap for gap in closing_gaps([done, open_])] == [True]


@pytest.fixture
def people():
    return company()


def finish_note(note, people):
    delivery_handover.complete_formalities(note.pk, people.rep1)
    delivery_handover.return_copy(note.pk, people.warehouse)
    return delivery_handover.close_delivery(note.pk, people.rep1)


def bill(note, people):
    invoice = bill_delivery(note.pk, people.finance, invoice_no="26502000000012345678")
    return post_invoice(invoice.pk, people.finance)


def pay(invoice, people, amount=None):
    payment = confirmed_payment(invoice.customer, amount or invoice.amount)
    payment_allocation.allocate(payment.pk, people.finance, [(invoice.pk, amount or invoice.amount)])
    return payment


def status_of(note):
    return Order.objects.get(pk=note.order_id).status


def test_the_payment_that_settles_the_last_invoice_closes_the_order(people, django_capture_on_commit_callbacks):
    note = make.signed_delivery(people)
    finish_note(note, people)
    invoice = bill(note, people)
    with django_capture_on_commit_callbacks(execute=True):
        pay(invoice, people, invoice.amount - 1)
    assert status_of(note) == "accepted"
    with django_capture_on_commit_callbacks(execute=True):
        pay(invoice, people, Decimal(1))
    assert status_of(note) == "closed"
    entry = AuditEntry.objects.get(object_id=note.order_id, content_type__model="order", to_status="closed")
    assert entry.actor == people.finance


def test_the_last_formalities_close_an_order_that_is_paid(people, django_capture_on_commit_callbacks):
    note = make.signed_delivery(people)
    with django_capture_on_commit_callbacks(execute=True):
        pay(bill(note, people), people)
    assert status_of(note) == "accepted"
    with django_capture_on_commit_callbacks(execute=True):
        finish_note(note, people)
    assert status_of(note) == "closed"


def test_the_job_closes_what_was_left_and_nothing_else(people):
    note = make.signed_delivery(people)
    invoice = bill(note, people)
    finish_note(note, people)
    assert close_settled_orders() == 0
    pay(invoice, people)  # the callback after the commit is not run here, as if the process had died
    assert status_of(note) == "accepted"
    assert close_settled_orders() == 1
    assert status_of(note) == "closed"
    assert close_settled_orders() == 0


def test_an_invoice_issued_in_error_and_credited_leaves_the_order_open(people):
    note = make.signed_delivery(people)
    finish_note(note, people)
    invoice = bill(note, people)
    credit = credit_invoice(invoice.pk, people.finance, red_reason=Invoice.RedReason.WRONG)
    post_invoice(credit.pk, people.finance)
    assert close_settled_orders() == 0
    assert status_of(note) == "accepted"


def test_the_page_of_an_accepted_order_says_what_is_missing(client, people):
    note = make.signed_delivery(people)
    client.force_login(people.rep1)
    shown = client.get(note.order.get_absolute_url()).context["gaps"]
    assert len(shown) == 2
    assert all(note.number in gap for gap in shown)


@pytest.mark.parametrize("accepted", [8, 0])
def test_what_was_accepted_and_a_settled_difference_bring_the_order_to_its_end(
    people, django_capture_on_commit_callbacks, accepted
):
    """DLV-03, DLV-08: 8 of 10 accepted, the rest settled; or nothing accepted at all."""
    note = make.signed_delivery(people, accepted=accepted)
    assert status_of(note) == "delivered"
    delivery_handover.settle_difference(note.pk, people.rep1, "两件不再补，按实收结算")
    assert status_of(note) == "accepted"
    if accepted:
        with django_capture_on_commit_callbacks(execute=True):
            pay(bill(note, people), people)
    with django_capture_on_commit_callbacks(execute=True):
        finish_note(note, people)
    assert status_of(note) == "closed"


def test_a_settled_difference_waits_for_the_acceptance_of_the_rest(people):
    """DLV-08"""
    note = make.signed_delivery(people, accepted=8, at_once=False)
    delivery_handover.settle_difference(note.pk, people.rep1, "两件不再补，按实收结算")
    assert status_of(note) == "delivered"
    assert accept_settled_orders() == 0
    record_acceptance(note.pk, people.rep1, lines=[note.lines.get().acceptance.pk], accepted_for="王工")
    assert status_of(note) == "accepted"


def test_the_job_accepts_what_was_settled_before_it_counted(people):
    """DLV-08"""
    note = make.signed_delivery(people, accepted=8)
    delivery_handover.settle_difference(note.pk, people.rep1, "两件不再补，按实收结算")
    with pgtrigger.ignore():
        Order.objects.filter(pk=note.order_id).update(status="delivered")
    assert accept_settled_orders() == 1
    assert status_of(note) == "accepted"
