from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.return_order.states import ReturnStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import MATRIX, Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.return_order.models import ReturnOrder
    from salesmgmt.core.models import User

MINE = _("A return is handled by the sales representative in charge of the customer.")


# While the goods wait for what becomes of them, and quality may still take its permit back.
WITHDRAWABLE = (ReturnStatus.PERMITTED, ReturnStatus.DISCREPANCY, ReturnStatus.RECEIVED, ReturnStatus.REPLACING)
AGREEING = (
    ReturnStatus.REASON_RECORDED,
    ReturnStatus.LIST_CONFIRMED,
    ReturnStatus.IN_TRANSIT_BACK,
    *WITHDRAWABLE,
    ReturnStatus.CREDITED,
)


@because(MINE)
def can_create_return(user: User, customer: Customer) -> bool:
    return may(user, "return", "C", owner=customer.owner)


@because(MINE)
def can_handle_return(user: User, ret: ReturnOrder) -> bool:
    """The formalities of a return are the representative's (004 §6.2)."""
    return may(user, "return", "U", owner=ret.customer.owner)


@because(MINE)
def can_edit_return(user: User, ret: ReturnOrder) -> bool:
    return ret.is_editable and can_handle_return(user, ret)


@because(MINE)
def can_arrive(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.NOTIFIED and can_handle_return(user, ret)


@because(MINE)
def can_record_reason(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.ON_SITE and can_handle_return(user, ret)


@because(
    _("The return list is written by the sales representative in charge, at the customer's, until it is confirmed.")
)
def can_write_list(user: User, ret: ReturnOrder) -> bool:
    return ret.status in (ReturnStatus.ON_SITE, ReturnStatus.REASON_RECORDED) and may(
        user, "return", "U", owner=ret.customer.owner
    )


@because(_("The customer's document is recorded by the sales representative in charge, once the list is confirmed."))
def can_record_customer_document(user: User, ret: ReturnOrder) -> bool:
    """Not later: a permit is taken back by quality alone (RET-06)."""
    return ret.status == ReturnStatus.LIST_CONFIRMED and may(user, "return", "U", owner=ret.customer.owner)


@because(MINE)
def can_reopen_list(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.LIST_CONFIRMED and can_handle_return(user, ret)


@because(MINE)
def can_submit_return(user: User, ret: ReturnOrder) -> bool:
    return can_handle_return(user, ret)


@because(MINE)
def can_cancel_return(user: User, ret: ReturnOrder) -> bool:
    return ret.can_become(ReturnStatus.CANCELLED) and can_handle_return(user, ret)


@because(MINE)
def can_send_back(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.REFUSED and can_handle_return(user, ret)


@because(
    _(
        "What the customer gets is agreed with him by the sales representative in charge, until it is credited or opened."
    )
)
def can_agree_outcome(user: User, ret: ReturnOrder) -> bool:
    """From the list on, but not while quality reads it: credit, replacement, or repair and return (004 §6.2)."""
    return ret.status in AGREEING and can_handle_return(user, ret)


@because(_("Only the quality department permits a return, and withdraws what it permitted."))
def can_withdraw_permit(user: User, ret: ReturnOrder) -> bool:
    """RET-06: quality alone, and nobody who wrote the return himself (SEC-04)."""
    if ret.status not in WITHDRAWABLE:
        return False
    return decides_alone(user, ret, Role.QA, may(user, "return", "A", document=ret))


def is_blind(user: User, ret: ReturnOrder) -> bool:
    """Who is about to count the goods does not see how many the list says: whoever reads returns as the store alone."""
    if ret.status != ReturnStatus.PERMITTED:
        return False
    reading = {Role(role) for role in user.roles if "R" in MATRIX["return"][Role(role)]}
    return reading == {Role.WH}
