"""Repair jobs beside production: work on goods that were delivered (003 (三)3)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.models import Order
from orders.order.progress import with_quantities
from orders.production.models import Production
from orders.production.permissions import can_open_repair
from orders.production.rules import repair_problem
from orders.production.run import READERS
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt

    from orders.order.models import OrderLine
    from salesmgmt.core.models import User


@transaction.atomic
def open_repair(
    order_pk: int, user: User, *, order_line: OrderLine, quantity: Decimal, requirement: str, planned_date: dt.date
) -> Production:
    """Production takes goods of a delivered line back for repair; the rep follows its progress (PRD-07)."""
    order = lock(Order, order_pk, "customer__owner")
    require(can_open_repair(user, order))
    if order_line.order_id != order.pk:
        raise BusinessError(_("A line belongs to another order."))
    if not requirement.strip():
        raise BusinessError(_("Say what is to be repaired."))
    if planned_date < today():
        raise BusinessError(_("The new date lies in the past."))
    (line,) = with_quantities(order.lines.filter(pk=order_line.pk))
    running = Production.objects.running().filter(order_line=line, kind=Production.Kind.REPAIR)
    in_repair = running.aggregate(sum=Sum("quantity"))["sum"] or Decimal(0)
    problem = repair_problem(quantity, line.delivered, in_repair)
    if problem:
        raise BusinessError(problem)
    repair = Production.objects.create(
        number=next_number("production"),
        created_by=user,
        kind=Production.Kind.REPAIR,
        order_line=line,
        order=order,
        quantity=quantity,
        planned_date=planned_date,
        requirement=requirement,
    )
    for role in READERS:
        route(repair, role=role)
    audit.record(repair, user, gettext_noop("Created"), to_status=repair.status, comment=requirement)
    notify(
        [order.customer.owner],
        lambda: _("Repair begun: %(repair)s %(order)s") % {"repair": repair, "order": order},
        url=repair.get_absolute_url(),
        body=requirement,
    )
    return repair
