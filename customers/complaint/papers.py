"""F-28, the complaint record (投诉记录; 000, 001, 004)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.complaint.states import ComplaintStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.complaint.models import Complaint


TEMPLATE = "customers/complaint/paper.html"


@pdf.in_chinese
def complaint_pdf(complaint: Complaint) -> bytes:
    """The record as it stands; final once the complaint is closed."""
    return pdf.render(TEMPLATE, {**paper_context(complaint), "draft": complaint.status != ComplaintStatus.CLOSED})


def paper_context(complaint: Complaint) -> dict:
    """Content, receipt, channel, contact, severity, place, deadline, investigation, cause, solution, progress, confirmation."""
    return {
        "complaint": complaint,
        "customer": complaint.customer,
        "investigations": complaint.investigations.select_related("found_by"),
        "notes": complaint.notes.select_related("by").order_by("at", "pk"),
        "measures": complaint.corrective_actions.select_related("person"),
        "number": complaint.number,
        "date": complaint.closed_at or today(),
        "signatures": [
            ("制表", complaint.created_by, complaint.created_at),
            ("业务负责人", complaint.rep, None),
            ("审核", None, None),
            ("批准", None, None),
            ("客户确认", complaint.confirmed_by, complaint.confirmed_at),
        ],
    }
