"""What complaints tell core."""

from django.utils.translation import gettext_lazy as _

from customers.domain.complaint_actions import MEASURE
from customers.domain.complaint_escalation import watch_complaints
from customers.domain.complaint_intake import HANDLE
from customers.domain.complaint_reading import open_complaints
from customers.exports.complaint import build_summary, count_summary
from customers.models import Complaint
from customers.permissions.complaint import can_read_summary
from customers.registration.shared import reads
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import (
    Tab,
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(Complaint, "CMP", _("Complaint"), _("Complaints"), "message-exclamation", "complaint-list")
    register_menu("customers", _("Complaints"), "complaint-list", "message-exclamation", reads("complaint"), order=50)
    register_tab("customer", Tab(
        "complaints", _("Complaints"), "customer-complaints", icon="message-exclamation", order=30,
        count=lambda customer, user: open_complaints(user).filter(customer=customer).count(),
        can=lambda user, customer: may_at_all(user, "complaint", "R"),
    ))  # fmt: skip
    register_task_kind(
        HANDLE, _("Handle a complaint"), "message-exclamation", by_hand=False,
        how=_("This is done when the solution is carried out and reported to the customer."),
    )  # fmt: skip
    register_task_kind(
        MEASURE, _("Corrective action"), "shield-check", by_hand=False,
        how=_("Report the corrective action as done on the page of the complaint."),
    )  # fmt: skip
    register_periodic(
        "complaint-sla", _("Time limits of complaints"), "*/15 * * * *", watch_complaints, rules="CMP-02, CMP-08"
    )
    register_export("complaint-summary", _("Complaints of the month"), build_summary, can_read_summary, count_summary)
    # A registered complaint waits for somebody.
    register_tones(warn="registered")
    _cards()


def _cards():
    register_home_card(
        "complaints-running", _("Complaints with a running clock"), reads("complaint"),
        lambda user: Complaint.objects.visible_to(user).unhandled().filter(sla_state="running"),
        "complaint-list?sla_state=running&open=true", icon="clock-hour-4", tone="warn", order=15,
    )  # fmt: skip
    register_home_card(
        "complaints-missed", _("Complaints past the deadline"), reads("complaint"),
        lambda user: Complaint.objects.visible_to(user).unhandled().filter(sla_state="missed"),
        "complaint-list?sla_state=missed&status=registered&status=investigating&status=solution_proposed",
        icon="clock-exclamation", tone="bad", order=15,
    )  # fmt: skip
