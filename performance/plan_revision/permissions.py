"""Who proposes revisions of the sales plan (PLN-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.plan.states import SalesPlanStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.plan.models import SalesPlan
    from performance.plan_revision.models import SalesPlanRevision
    from salesmgmt.core.models import User


@because(right_of("sales_plan_revision", "R"))
def reads_revisions(user: User) -> bool:
    return may_at_all(user, "sales_plan_revision", "R")


@because(_("A released plan is revised on the proposal of the sales director or a sales manager."))
def can_propose_revision(user: User, plan: SalesPlan) -> bool:
    """PLN-04: adjustment plans come from those who carry the plan out."""
    return plan.status == SalesPlanStatus.RELEASED and may_at_all(user, "sales_plan_revision", "C")


@because(_("A revision is edited by whoever proposes it and by the sales director, while it is a draft."))
def can_edit_revision(user: User, revision: SalesPlanRevision) -> bool:
    return revision.is_editable and may(user, "sales_plan_revision", "U", owner=revision.created_by)


def can_submit_revision(user: User, revision: SalesPlanRevision) -> bool:
    return can_edit_revision(user, revision)
