"""Billing: several deliveries on one invoice, a delivery in parts, never more than accepted; who is billed what."""

from decimal import Decimal

import pytest

from orders.domain.invoice_billing import (
    bill_delivery,
    bill_lines,
    bill_together,
    billed_deliveries,
    invoices_of,
    not_invoiced,
    why_not_billable,
)
from orders.domain.invoice_posting import cancel_invoice, credit_invoice, post_invoice
from orders.domain.order_closing import closing_gaps, notes_of
from orders.domain.order_fulfilment import billed_by_order
from orders.models import DeliveryNote, Invoice
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


@pytest.fixture
def two_notes(people):
    """Two signed deliveries of two orders of one customer."""
    first = signed_delivery(people)
    order = confirmed_order(first.customer, owner=people.rep1)
    return first, signed_delivery(people, stocked_order(people, order))


def test_one_invoice_bills_several_deliveries_of_a_customer(people, two_notes):
    first, second = two_notes
    (invoice,) = bill_together([first.pk, second.pk], people.finance)
    assert invoice.amount == sum(note.lines.get().amount for note in two_notes)
    assert billed_deliveries(invoice) == [first, second]
    assert list(invoices_of(second)) == [invoice]
    assert not DeliveryNote.objects.billable().exists()
    post_invoice(invoice.pk, people.finance)
    amounts = billed_by_order([first.order_id, second.order_id])
    assert amounts == {note.order_id: note.lines.get().amount for note in two_notes}


def test_deliveries_of_two_customers_become_two_invoices_and_never_one(people):
    first, other = signed_delivery(people), signed_delivery(people)
    with pytest.raises(BusinessError, match="one customer"):
        bill_lines(people.finance, {first.lines.get().pk: 1, other.lines.get().pk: 1})
    assert Invoice.objects.count() == 0
    made = bill_together([first.pk, other.pk], people.finance)
    assert {invoice.customer for invoice in made} == {first.customer, other.customer}


def test_together_is_all_or_none(people, two_notes):
    first, second = two_notes
    bill_delivery(second.pk, people.finance)
    with pytest.raises(BusinessError, match="on an invoice already"):
        bill_together([first.pk, second.pk], people.finance)
    assert Invoice.objects.count() == 1


def test_a_delivery_is_billed_in_parts_and_the_last_part_takes_the_rest(people):
    note = signed_delivery(people)
    line = note.lines.get()
    part = bill_lines(people.finance, {line.pk: D("0.5")})
    note.refresh_from_db()
    assert (note.billed, why_not_billable(note)) == (False, "")
    assert not_invoiced(note.customer) == line.amount - part.amount
    rest = bill_delivery(note.pk, people.finance)
    note.refresh_from_db()
    assert (part.lines.get().quantity, rest.lines.get().quantity) == (D("0.5"), line.accepted_quantity - D("0.5"))
    assert part.amount + rest.amount == line.amount
    assert note.billed
    assert list(invoices_of(note)) == [rest, part]


def test_never_more_is_billed_than_was_accepted(people):
    note = signed_delivery(people)
    line = note.lines.get()
    bill_lines(people.finance, {line.pk: 1})
    for quantity in (line.quantity, line.quantity + 1, -1):
        with pytest.raises(BusinessError, match="can still be billed"):
            bill_lines(people.finance, {line.pk: quantity})
    bill_delivery(note.pk, people.finance)
    with pytest.raises(BusinessError, match="on an invoice already"):
        bill_lines(people.finance, {line.pk: 1})
    with pytest.raises(BusinessError, match="at least one line"):
        bill_lines(people.finance, {line.pk: 0})
    assert Invoice.objects.count() == 2


def test_nobody_but_finance_bills_lines_or_several(people, two_notes):
    first, second = two_notes
    for name in ("rep1", "manager", "gm", "warehouse", "admin"):
        user = getattr(people, name)
        with pytest.raises(PermissionDenied):
            bill_lines(user, {first.lines.get().pk: 1})
        with pytest.raises(PermissionDenied):
            bill_together([first.pk, second.pk], user)
    assert Invoice.objects.count() == 0


def test_a_cancelled_draft_and_an_invoice_in_error_free_all_deliveries_they_billed(people, two_notes):
    pks = [note.pk for note in two_notes]
    (draft,) = bill_together(pks, people.finance)
    cancel_invoice(draft.pk, people.finance, "wrong buyer")
    assert DeliveryNote.objects.billable().count() == 2
    (invoice,) = bill_together(pks, people.finance)
    post_invoice(invoice.pk, people.finance)
    post_invoice(credit_invoice(invoice.pk, people.finance, red_reason="1").pk, people.finance)
    assert DeliveryNote.objects.billable().count() == 2
    assert billed_by_order([note.order_id for note in two_notes]) == {}


def test_goods_that_came_back_are_not_billed_again(people):
    note = signed_delivery(people)
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    credit = credit_invoice(invoice.pk, people.finance, red_reason="2", lines={invoice.lines.get().pk: D(1)})
    post_invoice(credit.pk, people.finance)
    assert not DeliveryNote.objects.billable().exists()


def test_a_delivery_billed_in_part_or_by_a_draft_keeps_its_order_open(people):
    note = signed_delivery(people)
    line = note.lines.get()
    part = post_invoice(bill_lines(people.finance, {line.pk: 1}).pk, people.finance)
    assert f"{note} is not on an invoice yet." in closing_gaps(notes_of(note.order))
    rest = bill_delivery(note.pk, people.finance)
    assert f"{note} is not on an invoice yet." in closing_gaps(notes_of(note.order))
    post_invoice(rest.pk, people.finance)
    assert f"{note} is not paid in full." in closing_gaps(notes_of(note.order))
    assert notes_of(note.order)[0].open == part.amount + rest.amount
