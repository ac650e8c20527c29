"""Who may do what with annual settlements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.settlement.states import SettlementStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.settlement.models import AnnualSettlement
    from salesmgmt.core.models import User


@because(right_of("settlement", "R"))
def can_see_settlements(user: User) -> bool:
    return may_at_all(user, "settlement", "R")


@because(right_of("settlement", "C"))
def can_make_settlement(user: User) -> bool:
    return may_at_all(user, "settlement", "C")


@because(_("A settlement is computed anew until it is approved."))
def can_recompute_settlement(user: User, settlement: AnnualSettlement) -> bool:
    return settlement.status == SettlementStatus.COMPUTED and can_make_settlement(user)


@because(_("The annual settlement is approved by the general manager."))
def can_approve_settlement(user: User, settlement: AnnualSettlement) -> bool:
    """PAY-01."""
    allowed = may(user, "settlement", "A")
    return settlement.status == SettlementStatus.COMPUTED and decides_alone(user, settlement, Role.GM, allowed)


@because(_("An approved settlement is paid by finance."))
def can_pay_settlement(user: User, settlement: AnnualSettlement) -> bool:
    return settlement.status == SettlementStatus.APPROVED and may(user, "settlement", "pay")
