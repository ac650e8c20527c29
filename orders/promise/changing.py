"""The promised date of an order line becomes another one, with the reason; the customer is to be told (ORD-06, ORD-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.models import Order, OrderLine
from orders.order.progress import with_quantities
from orders.promise.models import PromiseChange
from orders.promise.permissions import can_change_promise
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User


def open_lines(order: Order) -> list:
    """The lines of an order that were promised for a day and have not wholly arrived."""
    rows = with_quantities(order.lines.select_related("product"))
    return [line for line in rows if line.promised_date is not None and line.delivered < line.quantity]


def promise_problem(before: dt.date, after: dt.date, now: dt.date, reason: str) -> str:
    """Why this day cannot be promised; "" where it can (ORD-10): a promise changes only with a reason."""
    if not reason.strip():
        return _("A promised date changes only with a reason.")
    if after < now:
        return _("The day lies in the past.")
    if after == before:
        return _("This day is promised already.")
    return ""


@transaction.atomic
def change_promise(
    pk: int, user: User, *, line: int, promised_date: dt.date, reason: str, asked_by_customer: bool = False
) -> Order:
    """Promise another day for one line of an order; what was promised before, why, by whom and when stays (ORD-06).

    Refused without a reason, for a day in the past, and for a line that has wholly arrived.
    """
    order = lock(Order, pk, "customer__owner")
    require(can_change_promise(user, order))
    found = next((each for each in open_lines(order) if each.pk == line), None)
    if found is None:
        raise BusinessError(_("The line is of another order, has no promised date, or has arrived already."))
    problem = promise_problem(found.promised_date, promised_date, today(), reason)
    if problem:
        raise BusinessError(problem)
    before = found.promised_date
    keep_change(found, promised_date, user, reason=reason, asked_by_customer=asked_by_customer)
    audit.record(
        order,
        user,
        gettext_noop("Another date promised"),
        comment=reason.strip(),
        changes={str(found.product): [audit.as_text(before), audit.as_text(promised_date)]},
    )
    return order


def keep_change(
    line: OrderLine, after: dt.date, user: User | None, *, reason: str, asked_by_customer: bool
) -> PromiseChange | None:
    """Write the new promise and the row of its history, of a line whose order is locked; None where nothing differs.

    What the customer asked for himself is measured against the new day, everything else against the first promise.
    """
    before = line.promised_date
    if before is None or before == after:
        return None
    line.promised_date = after
    if asked_by_customer:
        line.promised_first = None
    elif line.promised_first is None:
        line.promised_first = before
    line.save(update_fields=["promised_date", "promised_first"])
    return PromiseChange.objects.create(
        line=line,
        before=before,
        after=after,
        reason=reason.strip()[:500],
        asked_by_customer=asked_by_customer,
        changed_by=user,
        changed_at=timezone.now(),
    )
