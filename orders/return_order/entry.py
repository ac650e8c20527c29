"""The notice of a return and its list (RET-01, RET-02, RET-04)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.origin import billed_with, offers, require_returnable
from orders.return_order.permissions import can_create_return, can_edit_return, can_write_list
from orders.return_order.rules import list_totals, slices
from salesmgmt.core import audit
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import cents, plain
from salesmgmt.core.state import assign, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from pricing.product.models import Product
    from salesmgmt.core.models import User


def _check_times(notified_at: dt.datetime, required_by: dt.datetime | None) -> None:
    """RET-02: the time within which the customer asks us to come is mandatory (SET-37)."""
    if required_by is None and policy().return_arrival == "customer_demand":
        raise BusinessError(_("Enter the time by which the customer asks us to come."))
    if notified_at > timezone.now():
        raise BusinessError(_("The notice cannot lie in the future."))
    if required_by is not None and required_by < notified_at:
        raise BusinessError(_("The customer cannot ask us to come before he gave notice."))


@transaction.atomic
def create_return(
    user: User, *, customer: Customer, category: str, required_by: dt.datetime | None, **fields: Any
) -> ReturnOrder:
    """The customer gives notice that goods come back, in one of the five categories (RET-01, RET-02).

    Refused without category or without the time the customer asks for.
    """
    require(can_create_return(user, customer))
    if category not in ReturnOrder.Category.values:
        raise BusinessError(_("Choose one of the five return categories."))
    notified_at = fields.pop("notified_at", None) or timezone.now()
    _check_times(notified_at, required_by)
    ret = ReturnOrder(
        number=next_number(ReturnOrder.KIND),
        created_by=user,
        customer=customer,
        category=category,
        notified_at=notified_at,
        required_by=required_by,
        **fields,
    )
    ret.place = ret.place or customer.address
    ret.save()
    audit.record(ret, user, gettext_noop("Created"), to_status=ret.status)
    return ret


@transaction.atomic
def update_return(pk: int, user: User, **fields: Any) -> ReturnOrder:
    """Correct the notice until the list is confirmed; the time asked for only before we came (RET-02)."""
    ret = lock(ReturnOrder, pk, "customer__owner")
    require(can_edit_return(user, ret))
    fields.pop("customer", None)
    if ret.arrived_at and fields.get("required_by", ret.required_by) != ret.required_by:
        raise BusinessError(_("We have arrived already: the time the customer asked for stays as it was."))
    _check_times(fields.get("notified_at", ret.notified_at), fields.get("required_by", ret.required_by))
    with recorded(ret, user):
        assign(ret, fields)
        ret.save(update_fields=[*fields, *ret.touched_fields()])
        # Another category may give back less of a delivery.
        require_returnable(ret, dict(ret.lines.values_list("delivery_line", "quantity")))
    return ret


@transaction.atomic
def write_list(pk: int, user: User, *, lines: list, **fields: Any) -> ReturnOrder:
    """The return list as counted with the customer: quantities of signed delivery lines of his (RET-04).

    Never more of a line than was delivered less what other returns hold; decided under the lock of the customer, so that
    two lists at one moment follow one another.
    """
    ret = lock(ReturnOrder, pk, "customer__owner")
    require(can_write_list(user, ret))
    wanted = {row["delivery_line"].pk: row for row in lines}
    if len(wanted) != len(lines):
        raise BusinessError(_("Each delivered line stands once in the list."))
    with recorded(ret, user):
        _write(ret, {pk: (Decimal(row["quantity"]), row.get("remark", "")) for pk, row in wanted.items()})
    return ret


@transaction.atomic
def propose_lines(pk: int, user: User, *, product: Product, quantity: Decimal, first: str = "newest") -> ReturnOrder:
    """Product and quantity of a mixed box: the list gets the deliveries they can have come from, newest or oldest first,
    each slice with its own price and tax (RET-04)."""
    ret = lock(ReturnOrder, pk, "customer__owner")
    require(can_write_list(user, ret))
    if quantity <= 0:
        raise BusinessError(_("Enter a quantity."))
    present = {line.delivery_line_id: (line.quantity, line.remark) for line in ret.lines.all()}
    found = [
        (line, left - present.get(line.pk, (Decimal(0), ""))[0])
        for line, left in offers(ret.customer, ret.category, product, newest_first=first == "newest", besides=ret.pk)
    ]
    parts = slices(quantity, found)
    proposed = sum((part for _line, part in parts), Decimal(0))
    if proposed < quantity:
        raise BusinessError(
            _("Of %(product)s only %(left)s more can come back from this customer, not %(wanted)s.")
            % {"product": product, "left": plain(proposed), "wanted": plain(quantity)}
        )
    for line, part in parts:
        before, remark = present.get(line.pk, (Decimal(0), ""))
        present[line.pk] = (before + part, remark)
    with recorded(ret, user):
        _write(ret, present)
    return ret


def _write(ret: ReturnOrder, wanted: dict) -> None:
    """``{delivery line pk: (quantity, remark)}`` becomes the list, at the price and tax rate of each delivery."""
    quantities = {pk: quantity for pk, (quantity, _remark) in wanted.items()}
    if any(quantity <= 0 for quantity in quantities.values()):
        raise BusinessError(_("Enter a quantity."))
    found = require_returnable(ret, quantities)
    ret.lines.exclude(delivery_line__in=found).delete()
    present = {line.delivery_line_id: line for line in ret.lines.all()}
    for pk, (quantity, remark) in wanted.items():
        source = found[pk]
        billed = billed_with(source)
        values = {
            "product_id": source.product_id,
            "quantity": quantity,
            "price": billed.price,
            "tax_rate": billed.tax_rate,
            "amount": cents(quantity * billed.price),
            "remark": remark,
        }
        line = present.get(pk) or ReturnLine(return_order=ret, delivery_line=source)
        for name, value in values.items():
            setattr(line, name, value)
        line.save()
    ret.quantity, ret.amount = list_totals(ret.lines.values_list("quantity", "price"))
    ret.save(update_fields=["quantity", "amount", *ret.touched_fields()])
