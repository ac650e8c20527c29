"""The quotation on paper (F-06): a draft with a watermark until it is approved, then one paper for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.quote.models import QuoteLine
from pricing.quote.standing import lines_of
from pricing.quote.totals import bases, by_rate, sections
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf
from salesmgmt.core.states import ApprovalRoundStatus, ApprovalStepStatus

if TYPE_CHECKING:
    from pricing.quote.models import Quote
    from salesmgmt.core.models import ApprovalStep

FORM = "F-06"
TEMPLATE = "pricing/quote/paper.html"


def paper_context(quote: Quote) -> dict:
    """What the print shows (QUO-02): product, price, service content, payment terms, specification, lead time; never a
    cost or margin (SEC-03)."""
    lines = lines_of(quote)
    author = User.objects.filter(pk=quote.created_by_id).first()
    return {
        "quote": quote,
        "seller": author,
        **_parts(lines),
        "has_due": any(line.due_date for line in lines),
        "has_remark": any(line.remark for line in lines),
        "columns": 9 + any(line.due_date for line in lines) + any(line.remark for line in lines),
        "taxes": by_rate([(line.amount, line.tax_rate) for line in lines if line.counted]),
        "words": rmb_in_words(quote.amount, whole_after_jiao=policy().round_words_after_jiao),
        "number": quote.number,
        "date": quote.quote_date,
        "signatures": _signatures(quote, author),
    }


def _parts(lines: list[QuoteLine]) -> dict:
    """The offer in its sections; apart from it, and in no sum, the options and what would stand instead of a line. What
    the customer took is part of the offer."""
    instead = bases(lines)
    parts = sections([line for line in lines if line.counted])
    return {
        "sections": parts,
        "options": [line for line in lines if line.kind == QuoteLine.Kind.OPTION and not line.taken],
        "alternatives": [
            (line, instead[place])
            for place, line in enumerate(lines)
            if line.kind == QuoteLine.Kind.ALTERNATIVE and not line.taken
        ],
    }


def _signatures(quote: Quote, author: User) -> list:
    """Who wrote it and who approved it, with the day; on paper in Chinese."""
    step = _approval_of(quote)
    return [
        ("编制", author.name if author else "", quote.quote_date),
        ("审批", str(step.decided_by) if step else "", step.decided_at if step else None),
    ]


def _approval_of(quote: Quote) -> ApprovalStep | None:
    round_ = approvals.last_round(quote)
    if round_ is None or round_.status != ApprovalRoundStatus.APPROVED:
        return None
    return next((step for step in reversed(round_.live_steps()) if step.status == ApprovalStepStatus.APPROVED), None)


@pdf.in_chinese
def issue_quote_paper(quote: Quote, user: User) -> None:
    """Render once, when the quote is approved, and keep with its SHA-256: only now without the mark of a draft
    (QUO-03)."""
    pdf.issue(quote, FORM, TEMPLATE, paper_context(quote), user, file_name=f"报价单 {quote.number}.pdf")


@pdf.in_chinese
def quote_paper(quote: Quote) -> tuple:
    """``(bytes, file name)``: the issued paper, or a draft with the watermark."""
    issued = pdf.issued(quote, FORM)
    if issued is not None:
        return pdf.read(issued), issued.file_name
    return pdf.render(TEMPLATE, {**paper_context(quote), "draft": True}), f"报价单草稿 {quote.number}.pdf"
