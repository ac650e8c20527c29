"""Who may do what with improvement proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.improvement.states import ImprovementStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.improvement.models import ImprovementProposal
    from performance.sales_report.models import SalesReport
    from salesmgmt.core.models import User


@because(right_of("improvement", "R"))
def reads_improvements(user: User) -> bool:
    return may_at_all(user, "improvement", "R")


@because(_("Improvements are proposed from a sales report by those in sales who read it."))
def can_propose(user: User, report: SalesReport | None = None) -> bool:
    return may_at_all(user, "improvement", "C")


@because(_("A proposal is changed by whoever made it, until it is decided."))
def can_edit_improvement(user: User, proposal: ImprovementProposal) -> bool:
    return proposal.is_editable and proposal.created_by_id == user.pk and can_propose(user)


@because(_("A proposal is decided by the manager of the region, and by nobody who wrote it."))
def can_decide_improvement(user: User, proposal: ImprovementProposal) -> bool:
    """ANA-05, SEC-04: accepted by the manager; of what he wrote himself his superior decides."""
    allowed = may(user, "improvement", "decide", owner=proposal.created_by)
    return proposal.status == ImprovementStatus.PROPOSED and decides_alone(user, proposal, Role.MGR, allowed)
