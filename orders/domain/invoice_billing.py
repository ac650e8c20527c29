"""Billing: a signed delivery becomes an invoice, line by line at what was accepted (挂帐)."""

from django.db import transaction
from django.utils.translation import gettext as _

from orders.domain.account_posting import lock_account
from orders.domain.invoice_amounts import position
from orders.domain.invoice_drafting import draft
from orders.models.delivery import DeliveryNote
from orders.models.invoice import Invoice
from orders.permissions_money import can_bill
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import lock, require


@transaction.atomic
def bill_delivery(pk, user, date=None, **fields):
    """Draft the invoice of a signed delivery, the customer's receipt document being there (REC-13, DLV-06).

    What the customer accepted is billed at the order's prices; the due date comes from the contract's, else the
    customer's, else the usual term. A sample makes no receivable unless it is marked chargeable.
    """
    require(can_bill(user))
    note = lock(DeliveryNote, pk, "customer__owner", "order__contract")
    lock_account(note.customer_id)
    if not DeliveryNote.objects.billable().filter(pk=pk).exists():
        raise BusinessError(why_not_billable(note))
    positions = positions_of_delivery(note)
    if not positions:
        raise BusinessError(_("The customer accepted nothing of this delivery: there is nothing to bill."))
    return draft(
        user,
        note.customer,
        positions,
        source=Invoice.Source.DELIVERY,
        date=date or calendar.today(),
        contract=note.order.contract,
        delivery=note,
        **fields,
    )


def positions_of_delivery(note):
    """The lines to be billed: 100 accepted at 50 are 5,000.00 (REC-13)."""
    found = []
    for line in note.lines.select_related("product", "order_line"):
        quantity = line.quantity if line.accepted_quantity is None else line.accepted_quantity
        if quantity:
            found.append(
                position(
                    line.product.name,
                    quantity,
                    line.price,
                    line.tax_rate,
                    product=line.product,
                    spec=line.order_line.spec,
                    unit=line.order_line.unit,
                )
            )
    return found


def why_not_billable(note):
    """The reason in words, for the page of the delivery and for a refused post; "" where it can be billed."""
    if not note.chargeable:
        return _("This delivery is not chargeable.")
    if note.status not in (DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED):
        return _("Only a delivery signed by the customer is billed.")
    if not note.has_receipt:
        return _("The customer's receipt document is missing.")
    if note.invoices.filter(bills_delivery=True).exclude(status=Invoice.Status.CANCELLED).exists():
        return _("This delivery is on an invoice already.")
    return ""


def not_invoiced(customer):
    """What was delivered and signed but stands on no invoice yet: a line of the statement."""
    notes = DeliveryNote.objects.billable().filter(customer=customer)
    return sum((line.amount for note in notes for line in positions_of_delivery(note)), ZERO)
