from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.nonconformity.states import NonconformityStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.nonconformity.models import Nonconformity
    from salesmgmt.core.models import User


@because(_("The corrective action is taken by the production department."))
def can_take_action(user: User, nonconformity: Nonconformity) -> bool:
    return user.has_role(Role.PROD) and may(user, "nonconformity", "U", document=nonconformity)


@because(_("Whether an action helped is verified by quality, and by nobody who took it himself."))
def can_verify_action(user: User, nonconformity: Nonconformity) -> bool:
    """QC-03, SEC-04: never the one who took the action."""
    allowed = may(user, "nonconformity", "A", document=nonconformity)
    return nonconformity.status == NonconformityStatus.ACTION and decides_alone(user, nonconformity, Role.QA, allowed)


@because(_("A nonconformity is closed by the quality department."))
def can_close_nonconformity(user: User, nonconformity: Nonconformity) -> bool:
    return may(user, "nonconformity", "A", document=nonconformity)
