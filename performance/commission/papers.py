"""F-37, the commission statement (提成计算表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.commission.states import CLOSED
from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from typing import Any

    from performance.commission.models import CommissionStatement

TEMPLATE = "performance/commission/paper.html"


def lines_of_statement(statement: CommissionStatement) -> Any:
    lines = statement.lines.select_related("customer", "product", "entry", "counter_of").order_by("kind", "day", "pk")
    return lines.prefetch_related("questions")


@pdf.in_chinese
def statement_pdf(statement: CommissionStatement) -> bytes:
    """Representative, month, customer, payment, rate, amount, lines of new products, status; marked as a draft until approved."""
    return pdf.render(TEMPLATE, paper_context(statement))


def paper_context(statement: CommissionStatement) -> dict:
    return {
        "statement": statement,
        "lines": list(lines_of_statement(statement)),
        "number": statement.number,
        "date": statement.approved_on or today(),
        "draft": statement.status not in CLOSED,
        "signatures": [
            ("业务员", statement.person, None),
            ("销售部长审核", "", None),
            ("总经理批准", statement.approved_by or "", statement.approved_on),
            ("财务发放", "", statement.paid_on),
        ],
    }
