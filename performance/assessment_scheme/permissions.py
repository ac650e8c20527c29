"""Who may do what with assessment schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.assessment_scheme.states import SchemeStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.assessment_scheme.models import AssessmentScheme
    from salesmgmt.core.models import User


@because(right_of("assessment_scheme", "R"))
def can_see_schemes(user: User) -> bool:
    return may_at_all(user, "assessment_scheme", "R")


@because(right_of("assessment_scheme", "C"))
def can_write_scheme(user: User) -> bool:
    return may_at_all(user, "assessment_scheme", "C")


@because(_("A scheme is edited while it is a draft, by those who may write schemes; afterwards make a new version."))
def can_edit_scheme(user: User, scheme: AssessmentScheme) -> bool:
    return scheme.is_editable and bool(can_write_scheme(user))


@because(_("A scheme is put in force by the general manager, and by nobody who wrote it."))
def can_activate_scheme(user: User, scheme: AssessmentScheme) -> bool:
    """KPI-01, SEC-04."""
    return scheme.status == SchemeStatus.DRAFT and decides_alone(
        user, scheme, Role.GM, may(user, "assessment_scheme", "A")
    )


@because(_("A new version is made of a scheme that is or was in force, by those who may write schemes."))
def can_renew_scheme(user: User, scheme: AssessmentScheme) -> bool:
    return scheme.status in (SchemeStatus.ACTIVE, SchemeStatus.SUPERSEDED) and bool(can_write_scheme(user))
