"""Who may do what with the weekly quality form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may, may_at_all, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.quality_report.models import QualityFeedbackReport
    from salesmgmt.core.models import User


def _in_department(user: User, report: QualityFeedbackReport, verb: str) -> bool:
    """The matrix gives the verb, on the form of his own sales department or on all."""
    granted = scopes(user, "quality_report", verb)
    if "a" in granted:
        return True
    if not granted & set("otg"):
        return False
    own = user.unit is not None and report.unit_id in user.unit.ancestor_ids
    return own or may(user, "quality_report", verb, owner=report.owner)


@because(_("The weekly quality form is filled in by the sales departments and the service centre."))
def can_open_report(user: User) -> bool:
    """Whoever fills in forms; the head, too, whose matrix row has no C because the clock opens them for him."""
    return may_at_all(user, "quality_report", "U")


@because(_("A quality form is filled in by the people of its department, while it is a draft."))
def can_edit_report(user: User, report: QualityFeedbackReport) -> bool:
    """Everybody of the department adds what he heard."""
    return report.is_editable and _in_department(user, report, "U")


@because(_("A quality form is submitted by the head or a supervisor of its department, or by the service centre."))
def can_submit_report(user: User, report: QualityFeedbackReport) -> bool:
    """The head of the department, or a supervisor of it; the service centre where it keeps the form (SVC-10)."""
    return _in_department(user, report, "U") and user.has_role(Role.SUP, Role.MGR, Role.SVC)


@because(_("A quality form is passed on by the head or a supervisor of its department, or by the service centre."))
def can_forward_report(user: User, report: QualityFeedbackReport) -> bool:
    return can_submit_report(user, report)


def can_print_report(user: User, report: QualityFeedbackReport) -> bool:
    return _in_department(user, report, "R")
