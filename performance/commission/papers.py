"""F-37, the commission statement (提成计算表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.commission.states import CLOSED, CommissionStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.money import rmb_in_words
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
    lines = list(lines_of_statement(statement))
    return {
        "paper": "A4 landscape",
        "statement": statement,
        "lines": lines,
        "has_products": any(line.product_id for line in lines),
        "words": rmb_in_words(statement.payable),
        "number": statement.number,
        "date": statement.approved_on or today(),
        "draft": statement.status not in CLOSED,
        "signatures": [
            ("业务员", statement.person, None),
            ("销售部长审核", *_who(statement, CommissionStatus.REVIEWED)),
            ("总经理批准", statement.approved_by or "", statement.approved_on),
            ("财务发放", *_who(statement, CommissionStatus.PAID)),
        ],
    }


def _who(statement: CommissionStatement, status: CommissionStatus) -> tuple:
    """Who took the statement there, and when: as long as it has not gone back behind it."""
    step = audit.timeline(statement).filter(to_status=status).order_by("-pk").first()
    if step is None or statement.status == CommissionStatus.CALCULATED:
        return "", None
    return step.actor or "", day_of(step.at)
