"""Quality verifies the reason and permits the return, or refuses it; a permit can be withdrawn (RET-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.return_order.evidence import category_paper, has_category_paper
from orders.return_order.models import ReturnOrder, ReturnPermit
from orders.return_order.on_site import locked_return
from orders.return_order.origin import require_returnable
from orders.return_order.permissions import can_withdraw_permit
from salesmgmt.core import registry
from salesmgmt.core.domain.notices import notify, notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import guard, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User


def check_submit(ret: ReturnOrder, user: User) -> None:
    """The goods are on their way back, and the paper the category rests on is there (RET-06)."""
    if not has_category_paper(ret):
        raise BusinessError(_("Still missing: %(paper)s. Attach it first.") % {"paper": category_paper(ret)[1]})
    require_returnable(ret, dict(ret.lines.values_list("delivery_line", "quantity")))


def check_decision(ret: ReturnOrder, step: ApprovalStep, user: User, data: dict) -> None:
    if not str(data.get("verified", "")).strip():
        raise BusinessError(_("Say what was verified."))


def on_submitted(ret: ReturnOrder, round_: ApprovalRound, user: User) -> None:
    """One copy of the reason goes to the quality department (RET-03)."""
    notify_department(
        ret, Role.QA, lambda: _("Reason of a return: %(return)s") % {"return": ret}, sent_by=user, body=ret.reason
    )


def on_permitted(ret: ReturnOrder, round_: ApprovalRound, user: User) -> None:
    """The notice of permitted return, with number, date and name; the return store is asked to count (RET-06)."""
    step = round_.steps.order_by("pk").last()
    ReturnPermit.objects.create(
        number=next_number("rtp"),
        return_order=ret,
        verified=step.data.get("verified", ""),
        issued_by=user,
        issued_at=timezone.now(),
    )
    notify_department(ret, Role.WH, lambda: _("Returned goods to count: %(return)s") % {"return": ret}, sent_by=user)


def on_refused(ret: ReturnOrder, round_: ApprovalRound, user: User) -> None:
    notify(
        [ret.customer.owner],
        lambda: _("Return refused, the goods go back to the customer: %(return)s") % {"return": ret},
        url=ret.get_absolute_url(),
    )


def permits_of(ret: ReturnOrder) -> list[ReturnPermit]:
    """The permits of a return, the newest first; withdrawn ones too."""
    return read_once(ret, "_permits", lambda: list(ret.permits.select_related("issued_by")))


def valid_permit(ret: ReturnOrder) -> ReturnPermit | None:
    return next((permit for permit in permits_of(ret) if permit.withdrawn_at is None), None)


@transaction.atomic
def withdraw_permit(pk: int, user: User, comment: str) -> ReturnOrder:
    """Quality takes its permit back until the return is credited; what the store received by it is void (RET-06).

    The goods wait for quality again. Refused without a reason, and while what became of the goods stands recorded.
    """
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.IN_TRANSIT_BACK)
    require(can_withdraw_permit(user, ret))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    permit = valid_permit(ret)
    registry.tell("return", "permit_withdrawn", ret, user=user, reason=comment)
    permit.withdrawn_by, permit.withdrawn_at, permit.withdrawn_reason = user, timezone.now(), comment.strip()
    permit.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    move(
        ret,
        ReturnOrder.Status.IN_TRANSIT_BACK,
        user,
        comment=f"{permit}: {comment}",
        action=gettext_noop("Permit withdrawn"),
    )
    notify(
        [ret.customer.owner],
        lambda: _("Return permit withdrawn: %(return)s") % {"return": ret},
        url=ret.get_absolute_url(),
        body=comment,
    )
    return ret
