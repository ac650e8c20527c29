"""Who counts, decides and credits what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.return_order.permissions import MINE, can_handle_return
from orders.return_order.states import ReturnStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.return_order.models import ReturnOrder
    from salesmgmt.core.models import User


@because(_("Returned goods are counted by the return store, once quality has permitted the return."))
def can_count_return(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.PERMITTED and may(user, "return", "receive", document=ret)


@because(_("Goods are counted anew by the return store, while a difference is open."))
def can_count_anew(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.DISCREPANCY and may(user, "return", "receive", document=ret)


@because(_("A difference of the count is resolved with the customer by the sales representative in charge."))
def can_resolve_count(user: User, ret: ReturnOrder) -> bool:
    return ret.status == ReturnStatus.DISCREPANCY and can_handle_return(user, ret)


@because(_("What becomes of returned goods is decided by the quality department, once the return store has them."))
def can_dispose(user: User, ret: ReturnOrder) -> bool:
    return ret.status in (ReturnStatus.RECEIVED, ReturnStatus.REPLACING, ReturnStatus.CREDITED) and decides_alone(
        user, ret, Role.QA, may(user, "return", "A", document=ret)
    )


@because(_("Whether reworked goods are good again is decided by the quality department."))
def can_finish_return_rework(user: User, ret: ReturnOrder) -> bool:
    return ret.status in ret.IN_STORE and decides_alone(user, ret, Role.QA, may(user, "return", "A", document=ret))


@because(_("Returned goods are credited by finance, and by nobody who wrote the return."))
def can_credit_return(user: User, ret: ReturnOrder) -> bool:
    return decides_alone(user, ret, Role.FIN, may(user, "return", "credit", document=ret))


@because(_("A replacement is opened by the sales manager, once the return store has the goods."))
def can_open_replacement(user: User, ret: ReturnOrder) -> bool:
    """What he confirms is an order (ORD-03)."""
    return ret.status in (ReturnStatus.RECEIVED, ReturnStatus.REPLACING, ReturnStatus.CREDITED) and decides_alone(
        user, ret, Role.MGR, may(user, "order", "A", owner=ret.customer.owner)
    )


@because(MINE)
def can_close_return(user: User, ret: ReturnOrder) -> bool:
    return ret.can_become(ReturnStatus.CLOSED) and can_handle_return(user, ret)
