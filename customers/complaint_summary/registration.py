"""What the monthly summary of complaints tells core."""

from django.utils.translation import gettext_lazy as _

from customers.complaint_summary.exports import build_summary, count_summary
from customers.complaint_summary.permissions import can_export_summary
from salesmgmt.core.domain.exports import register_export


def register():
    register_export("complaint-summary", _("Complaints of the month"), build_summary, can_export_summary, count_summary)
