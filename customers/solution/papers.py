"""F-05 solution (方案书)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.solution.models import Solution
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Attachment
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from salesmgmt.core.models import User


FORM, TEMPLATE = "F-05", "customers/solution/paper.html"

# It has these whatever the family of products demands.
PRINTED_PARTS = ("设计方案", "配置清单", "施工方案")


@pdf.in_chinese
def solution_pdf(solution: Solution) -> bytes:
    found = pdf.issued(solution, FORM)
    return pdf.read(found) if found else pdf.render(TEMPLATE, solution_context(solution))


@pdf.in_chinese
def issue_solution(solution: Solution, user: User) -> None:
    """Print it when the version is complete; it shows no prices."""
    pdf.issue(
        solution,
        FORM,
        TEMPLATE,
        solution_context(solution),
        user,
        prices=False,
        file_name=f"{solution.number}.pdf",
    )


def solution_context(solution: Solution) -> dict:
    """The parts with the files that make them up: always design, configuration and construction (OPP-02, F-05)."""
    files = list(Attachment.objects.of(solution))
    names = list(dict.fromkeys([*PRINTED_PARTS, *solution.template.parts]))
    parts = [(part, [file for file in files if file.kind == part]) for part in names]
    more = [file for file in files if file.kind not in names]
    return {
        "solution": solution,
        "opportunity": solution.opportunity,
        "customer": solution.opportunity.customer,
        "parts": parts,
        "more": more,
        "number": f"{solution.number} V{solution.version}",
        "date": today(),
        "signatures": [("制表", solution.created_by, solution.created_at), ("审核", None, None), ("批准", None, None)],
        "is_draft": solution.status == Solution.Status.DRAFT,
    }
