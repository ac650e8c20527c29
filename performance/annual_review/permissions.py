"""Who may do what with the annual check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.annual_review.states import ReviewStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.annual_review.models import AnnualReview
    from salesmgmt.core.models import User


@because(right_of("annual_review", "R"))
def can_see_annual_review(user: User) -> bool:
    return may_at_all(user, "annual_review", "R")


@because(right_of("annual_review", "C"))
def can_compute_review(user: User) -> bool:
    return may_at_all(user, "annual_review", "C")


@because(_("The check is computed anew until it is confirmed."))
def can_recompute_review(user: User, review: AnnualReview) -> bool:
    return review.status == ReviewStatus.COMPUTED and can_compute_review(user)


@because(_("The annual check is confirmed by the general manager."))
def can_confirm_review(user: User, review: AnnualReview) -> bool:
    """KPI-13."""
    allowed = may(user, "annual_review", "A")
    return review.status == ReviewStatus.COMPUTED and decides_alone(user, review, Role.GM, allowed)
