"""F-42, sample confirmation and letter of intent (样品确认 / 意向性协议, 004 §5.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document


TEMPLATE = "customers/potential/paper.html"


@pdf.in_chinese
def potential_pdf(document: Document) -> bytes:
    """The paper of a lead or an opportunity; a draft while one of the two milestones is missing (LEAD-08)."""
    return pdf.render(TEMPLATE, paper_context(document))


def paper_context(document: Any) -> dict:
    """Customer, sample, its state, dates and the intention."""
    customer, contact = document.parties
    return {
        "document": document,
        "customer": customer,
        "contact": contact,
        "draft": document.potential_on is None,
        "number": document.number,
        "date": document.potential_on or today(),
        "signatures": [
            ("填报人", document.responsible, document.potential_on),
            ("审核", None, None),
            ("批准", None, None),
            ("客户确认", None, None),
        ],
    }
