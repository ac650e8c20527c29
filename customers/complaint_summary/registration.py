"""What the monthly summary of complaints tells core."""

from django.utils.translation import gettext_lazy as _

from customers.complaint.states import ComplaintStatus
from customers.complaint_summary.exports import build_summary, count_summary
from customers.complaint_summary.permissions import can_export_summary
from customers.complaint_summary.points import deduction_of, handled_in_time
from salesmgmt.core.calendar import month_bounds, today
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import Role, has, scopes
from salesmgmt.core.registry import MetricValue, register_metric


def register():
    register_export("complaint-summary", _("Complaints of the month"), build_summary, can_export_summary, count_summary)
    register_metric(
        "complaint-points",
        _("Complaint points this month"),
        has(Role.REP, Role.SUP, Role.MGR),
        _points,
        f"complaint-list?status={ComplaintStatus.CUSTOMER_CONFIRMED}&status={ComplaintStatus.CLOSED}",
        order=75,
    )


def _points(user):
    """Points off for the complaints of one's own customers, or of one's people's, confirmed this month (CMP-07)."""
    month = month_bounds(today())
    reps = set().union(*(user.owner_ids(scope) for scope in scopes(user, "complaint", "R") & set("otg")))
    found, (met, due) = deduction_of(reps, *month), handled_in_time(*month, reps)
    note = _("general %(general)d, serious %(serious)d; handled in time %(met)d of %(due)d")
    return MetricValue(
        found.points, "int", note=note % {"general": found.general, "serious": found.serious, "met": met, "due": due}
    )
