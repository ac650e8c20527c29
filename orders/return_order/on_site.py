"""At the customer's: arrival, reason, the list confirmed, his own document (RET-02 to RET-05)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.return_order.models import ReturnOrder
from orders.return_order.origin import require_returnable
from orders.return_order.permissions import (
    can_arrive,
    can_cancel_return,
    can_handle_return,
    can_record_customer_document,
    can_record_reason,
    can_reopen_list,
    can_send_back,
)
from orders.return_order.rules import arrival_problem, document_problem, reason_problem
from orders.return_order.states import CUSTOMER_DOCUMENT, SIGNED_LIST, WRITTEN_REASON
from salesmgmt.core.calendar import is_late
from salesmgmt.core.domain.attachments import add as add_attachment
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


def locked_return(pk: int) -> ReturnOrder:
    """The return, locked, and before it its customer: two acts on one customer's goods follow one another."""
    return lock(ReturnOrder, pk, "customer__owner", "created_by")


@transaction.atomic
def arrive(pk: int, user: User, arrived_at: dt.datetime | None = None) -> ReturnOrder:
    """We are at the customer's; on time at the very minute he asked for, late afterwards (RET-02)."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.ON_SITE)
    require(can_arrive(user, ret))
    arrived_at = arrived_at or timezone.now()
    problem = arrival_problem(ret.notified_at, arrived_at, timezone.now())
    if problem:
        raise BusinessError(problem)
    words = _("Later than the customer asked.") if is_late(ret.required_by, arrived_at) else ""
    return move(ret, ReturnOrder.Status.ON_SITE, user, comment=words, arrived_at=arrived_at)


@transaction.atomic
def record_reason(
    pk: int,
    user: User,
    *,
    reason_kind: str,
    reason_department: str = "",
    informant: str = "",
    reason: str = "",
    file: Any = None,
) -> ReturnOrder:
    """The reason the customer's department gives in writing, or the record of what it said (RET-03, 004 §6.2.1)."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.REASON_RECORDED)
    require(can_record_reason(user, ret))
    if reason_kind not in ReturnOrder.ReasonKind.values:
        raise BusinessError(_("Say how the reason was given."))
    problem = reason_problem(reason_kind, informant, reason, file is not None)
    if problem:
        raise BusinessError(problem)
    if file is not None:
        add_attachment(ret, file, user, kind=WRITTEN_REASON[0])
    return move(
        ret,
        ReturnOrder.Status.REASON_RECORDED,
        user,
        reason_kind=reason_kind,
        reason_department=reason_department.strip(),
        informant=informant.strip(),
        reason=reason.strip(),
        reason_at=timezone.now(),
        reason_by=user,
    )


@transaction.atomic
def confirm_list(pk: int, user: User, *, confirmed_by: str, file: Any = None) -> ReturnOrder:
    """The customer agrees with items and quantities; without his confirmation it does not go on (RET-04)."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.LIST_CONFIRMED)
    require(can_handle_return(user, ret))
    quantities = dict(ret.lines.values_list("delivery_line", "quantity"))
    if not quantities:
        raise BusinessError(_("The return list is empty."))
    require_returnable(ret, quantities)
    if not confirmed_by.strip():
        raise BusinessError(_("Enter who confirmed the list for the customer."))
    if file is not None:
        add_attachment(ret, file, user, kind=SIGNED_LIST[0])
    return move(
        ret,
        ReturnOrder.Status.LIST_CONFIRMED,
        user,
        comment=confirmed_by,
        list_confirmed_by=confirmed_by.strip(),
        list_confirmed_at=timezone.now(),
    )


@transaction.atomic
def reopen_list(pk: int, user: User, comment: str) -> ReturnOrder:
    """The list turns out to be wrong: it is written anew and confirmed anew, with the reason (RET-04)."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.REASON_RECORDED)
    require(can_reopen_list(user, ret))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(
        ret,
        ReturnOrder.Status.REASON_RECORDED,
        user,
        comment=comment,
        action=gettext_noop("List opened again"),
        list_confirmed_by="",
        list_confirmed_at=None,
    )


@transaction.atomic
def record_customer_document(
    pk: int, user: User, *, number: str, quantity: Decimal, amount: Decimal, file: Any = None
) -> ReturnOrder:
    """The customer's store has done its formalities: its document agrees with our list to the cent (RET-05).

    A difference is said with both figures, and nothing is stored. Afterwards the goods are on their way back.
    """
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.IN_TRANSIT_BACK)
    require(can_record_customer_document(user, ret))
    if not number.strip():
        raise BusinessError(_("Enter the number of the customer's document."))
    problem = document_problem((ret.quantity, ret.amount), (quantity, amount))
    if problem:
        raise BusinessError(problem)
    if file is not None:
        add_attachment(ret, file, user, kind=CUSTOMER_DOCUMENT[0])
    return move(
        ret,
        ReturnOrder.Status.IN_TRANSIT_BACK,
        user,
        comment=number,
        customer_document=number.strip(),
        customer_quantity=quantity,
        customer_amount=amount,
    )


@transaction.atomic
def cancel_return(pk: int, user: User, comment: str) -> ReturnOrder:
    """The customer keeps his goods after all; what the list held can be returned again."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.CANCELLED)
    require(can_cancel_return(user, ret))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(ret, ReturnOrder.Status.CANCELLED, user, comment=comment)


@transaction.atomic
def send_back(pk: int, user: User, *, taken_by: str, sent_back_at: dt.datetime | None = None) -> ReturnOrder:
    """Quality refused: the goods are with the customer again, taken back by a person of his (RET-06)."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.SENT_BACK)
    require(can_send_back(user, ret))
    if not taken_by.strip():
        raise BusinessError(_("Enter who took the goods back for the customer."))
    at = sent_back_at or timezone.now()
    if at > timezone.now():
        raise BusinessError(_("The goods cannot be handed back in the future."))
    return move(
        ret,
        ReturnOrder.Status.SENT_BACK,
        user,
        comment=taken_by,
        sent_back_to=taken_by.strip(),
        sent_back_at=at,
    )
