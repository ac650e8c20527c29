"""An order that supply control holds at the plan or the delivery, and the general manager's word that lets it go (SUP-04)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.models import Order
from orders.supply.check import asked_check, check_order
from orders.supply.models import SupplyCheck
from orders.supply.moved import require_seen
from orders.supply.permissions import can_grant_exception
from orders.supply.words import refusal_text
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from orders.supply.states import SupplyCheckOccasion


def require_supply(
    order: Order, user: User, occasion: SupplyCheckOccasion, *, lines: list | None = None
) -> SupplyCheck:
    """check_order(), or BusinessError with every figure that led to it: for plan release and delivery.

    A block that comes only at the invoice comes too late, and one at the order alone is passed by waiting.
    """
    check = check_order(order, user, occasion, lines=lines)
    if not check.passes:
        link = order.demand.get_absolute_url() if order.demand_id else ""
        raise BusinessError(refusal_text(check), link=link, remains=partial(hold_order, check))
    if order.held_since is not None:
        change(order, user, gettext_noop("Supply hold lifted"), held_since=None)
    return check


def hold_order(check: SupplyCheck) -> None:
    """What remains of a refused release or delivery: the check with its figures, the hold with its time, and a notice
    to the rep and to those who decide. Nobody has to try again to learn why the goods stand still."""
    check.pk = None
    check.save(force_insert=True)
    order = lock(Order, check.order_id, "customer__owner")
    if order.held_since is None:
        change(order, check.checked_by, gettext_noop("Supply on hold"), held_since=timezone.now())
        deciders = User.objects.with_role(Role.GM) if check.result == SupplyCheck.Result.REFER else ()
        notify(
            [order.customer.owner, *deciders],
            lambda: _("Supply on hold: %(order)s") % {"order": order},
            url=order.get_absolute_url(),
            body=refusal_text(check),
        )


@transaction.atomic
def grant_exception(pk: int, user: User, comment: str, seen: str = "") -> Order:
    """The general manager lets an order go that supply control holds at the plan or the delivery; valid for this order
    only, with his reason (SUP-04, 004 §4.2). What is refused for want of payment stays refused (SUP-03). ``seen`` is what
    the page showed him: where that moved, he looks again."""
    order = lock(Order, pk, "customer__owner", "contract", "demand")
    require(can_grant_exception(user, order))
    if order.held_since is None:
        raise BusinessError(_("Supply control does not hold this order."))
    asked = asked_check(order, order.held_since)
    check = check_order(order, user, SupplyCheck.Occasion.EXCEPTION, exception_reason=comment.strip(), asked=asked)
    require_seen(seen, check)
    if not check.passes:
        raise BusinessError(refusal_text(check))
    change(order, user, gettext_noop("Supply hold lifted"), comment=comment, held_since=None)
    notify(
        [order.customer.owner],
        lambda: _("The general manager lets the goods go: %(order)s") % {"order": order},
        url=order.get_absolute_url(),
        body=comment,
    )
    return order
