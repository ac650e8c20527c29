"""Where returned goods come from: the customer's signed deliveries and how much of each can still come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.delivery.states import REPLACING
from orders.invoice.models import Invoice
from orders.return_order.models import ReturnLine
from orders.return_order.rules import NONE, returnable
from orders.return_order.states import ReturnCategory
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import plain

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from customers.customer.models import Customer
    from orders.return_order.models import ReturnOrder
    from pricing.product.models import Product

QUANTITY = DecimalField(max_digits=14, decimal_places=2)
SIGNED = (DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED)


def _taken(rows: Any) -> Any:
    sums = rows.filter(delivery_line=OuterRef("pk")).order_by().values("delivery_line").annotate(sum=Sum("taken"))
    return Coalesce(Subquery(sums.values("sum")), Value(NONE), output_field=QUANTITY)


def delivered_lines(customer_pk: int, besides: int | None = None) -> Any:
    """The lines of the customer's signed deliveries with what returns, but the one of pk ``besides``, hold of them."""
    others = ReturnLine.objects.live().exclude(return_order=besides)
    rejected = ReturnCategory.REJECTED
    rows = DeliveryNoteLine.objects.filter(note__customer=customer_pk, note__status__in=SIGNED)
    return rows.annotate(
        rejected_taken=_taken(others.filter(return_order__category=rejected)),
        other_taken=_taken(others.exclude(return_order__category=rejected)),
    )


def left_of(line: Any, category: str) -> Decimal:
    """What of an annotated delivery line can still come back in a return of this category (RET-04)."""
    accepted = line.quantity if line.accepted_quantity is None else line.accepted_quantity
    return returnable(category, line.quantity, accepted, line.rejected_taken, line.other_taken)


def offers(customer: Customer, category: str, product: Product, *, newest_first: bool, besides: int) -> list:
    """``[(delivery line, still returnable)]`` of one product, by the day of the signature."""
    order = ("-note__signed_at", "-pk") if newest_first else ("note__signed_at", "pk")
    rows = delivered_lines(customer.pk, besides).filter(product=product).select_related("note").order_by(*order)
    found = [(line, left_of(line, category)) for line in rows]
    return [(line, left) for line, left in found if left > 0]


def require_returnable(ret: ReturnOrder, quantities: dict) -> dict:
    """``{delivery line pk: line}`` of what a list names; BusinessError for goods of another customer, goods not signed
    for, and more than can still come back. The caller holds the lock of the return, and with it of its customer."""
    rows = delivered_lines(ret.customer_id, ret.pk).filter(pk__in=quantities)
    found = {line.pk: line for line in rows.select_related("note", "product")}
    if set(quantities) - set(found):
        raise BusinessError(_("A line is of no signed delivery of this customer."))
    problems = [
        _("%(line)s: at most %(left)s can still come back, not %(wanted)s.")
        % {
            "line": f"{line.note} {line.product}",
            "left": plain(left_of(line, ret.category)),
            "wanted": plain(quantities[pk]),
        }
        for pk, line in found.items()
        if quantities[pk] > left_of(line, ret.category)
    ]
    if problems:
        raise BusinessError(" ".join(problems))
    return found


def billed_with(line: Any) -> Any:
    """The delivery line by which the goods of this one were, or will be, billed: for what was delivered in the place of
    returned goods without charge, the delivery it stands for."""
    while line.note.kind in REPLACING and not line.note.chargeable:
        replaced = getattr(line.order_line, "replaces", None)
        if replaced is None:
            break
        line = replaced.line.delivery_line
    return line


def invoices_of_lines(lines: Any) -> dict:
    """``{delivery line pk: [invoice]}`` that bill these goods, drafts included; one query."""
    rows = (
        Invoice.objects.filter(lines__delivery_line__in=[line.delivery_line_id for line in lines], bills_delivery=True)
        .exclude(status=Invoice.Status.CANCELLED)
        .values_list("lines__delivery_line", "pk", "number")
        .order_by("pk")
    )
    found: dict = {}
    for line, pk, number in rows:
        found.setdefault(line, {})[pk] = number
    return found
