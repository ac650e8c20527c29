"""What complaints tell core."""

from django.utils.translation import gettext_lazy as _

from customers.complaint.corrective_action import MEASURE
from customers.complaint.escalation import watch_complaints
from customers.complaint.handover import hand_over_complaints
from customers.complaint.intake import HANDLE
from customers.complaint.models import Complaint
from customers.complaint.permissions import investigates
from customers.complaint.reading import complaints_tile, open_complaints
from customers.complaint.states import ComplaintStatus
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import may_at_all, reads
from salesmgmt.core.registry import (
    Tab,
    Tile,
    register_command,
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
    register_tile,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(Complaint, "CMP", _("Complaint"), _("Complaints"), "message-exclamation", "complaint-list")
    register_menu("service", _("Complaints"), "complaint-list", "message-exclamation", reads("complaint"), order=50)
    register_tab(
        "customer",
        Tab(
            "complaints",
            _("Complaints"),
            "customer-complaints",
            icon="message-exclamation",
            order=30,
            count=lambda customer, user: open_complaints(user).filter(customer=customer),
            can=lambda user, customer: may_at_all(user, "complaint", "R"),
        ),
    )
    register_tile(
        "customer",
        Tile(
            "complaints",
            _("Complaints"),
            complaints_tile,
            "customer-complaints",
            icon="message-exclamation",
            order=30,
            can=lambda user, customer: may_at_all(user, "complaint", "R"),
        ),
    )
    register_evidence(Complaint, also=investigates)
    register_command("customer", "hand_over", "complaint", hand_over_complaints, order=20)
    register_task_kind(
        HANDLE,
        _("Handle a complaint"),
        "message-exclamation",
        by_hand=False,
        how=_("This is done when the solution is carried out and reported to the customer."),
    )
    register_task_kind(
        MEASURE,
        _("Corrective action"),
        "shield-check",
        by_hand=False,
        how=_("Report the corrective action as done on the page of the complaint."),
    )
    register_periodic(
        "complaint-sla",
        _("Time limits of complaints"),
        "*/15 * * * *",
        watch_complaints,
        rules="CMP-02, CMP-08",
        in_batches=True,
    )
    # A registered complaint waits for somebody.
    register_tones(warn=[ComplaintStatus.REGISTERED])
    _cards()


def _cards():
    register_home_card(
        "complaints-running",
        _("Complaints with a running clock"),
        reads("complaint"),
        lambda user: Complaint.objects.visible_to(user).unhandled().filter(sla_state=Complaint.SLA.RUNNING),
        "complaint-list?sla_state=running&open=true",
        icon="clock-hour-4",
        tone="warn",
        order=15,
    )
    register_home_card(
        "complaints-missed",
        _("Complaints past the deadline"),
        reads("complaint"),
        lambda user: Complaint.objects.visible_to(user).unhandled().filter(sla_state=Complaint.SLA.MISSED),
        f"complaint-list?sla_state=missed&status={Complaint.Status.REGISTERED}&status={Complaint.Status.INVESTIGATING}&status={Complaint.Status.SOLUTION_PROPOSED}",
        icon="clock-exclamation",
        tone="bad",
        order=15,
    )
