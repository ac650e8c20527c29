"""The general manager's exception: a step asked in advance, and a word on an order that is held later."""

from django.db import transaction
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
from salesmgmt.core.models import ApprovalStep
from salesmgmt.core.state import change, lock, require


@transaction.atomic
def grant_exception(pk, user, comment, seen=""):
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
        [order.customer.owner], lambda: _("The general manager lets the goods go: %(order)s") % {"order": order},
        url=order.get_absolute_url(), body=comment,
    )  # fmt: skip
    return order


def give_up_exception_step(round_):
    """Supply control lets the goods pass: the step kept for an exception is not asked (SUP-04)."""
    waiting = ApprovalStep.objects.filter(round=round_, key="exception", status=ApprovalStep.Status.WAITING)
    return waiting.update(status=ApprovalStep.Status.CANCELLED)


def grant_of(check):
    """The check in which the general manager granted the exception that this one carries; None without one (F-15).

    A release or a delivery under an exception is checked by whoever acts; the word was the general manager's, then.
    """
    if check.result != SupplyCheck.Result.EXCEPTION:
        return None
    if check.occasion == SupplyCheck.Occasion.EXCEPTION:
        return check
    given = SupplyCheck.objects.filter(
        result=SupplyCheck.Result.EXCEPTION, occasion=SupplyCheck.Occasion.EXCEPTION, pk__lt=check.pk
    ).select_related("checked_by")
    own = given.filter(order=check.order_id).first() if check.order_id else None
    return own or (given.filter(demand=check.demand_id).first() if check.demand_id else None)
