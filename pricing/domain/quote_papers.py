"""The quotation on paper (F-06): a draft with a watermark until it is approved, then one paper for ever."""

from pricing.domain.quote_standing import lines_of
from pricing.domain.quote_totals import by_rate
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf

FORM = "F-06"
TEMPLATE = "pricing/pdf/quote.html"
# Statuses in which the manager has approved: only now without the mark of a draft (QUO-03).
APPROVED = ("approved", "sent", "accepted", "declined", "expired", "superseded", "converted")


def paper_context(quote):
    """What the print shows (QUO-02): product, price, service content, payment terms, specification, lead time; never a
    cost or margin (SEC-03)."""
    lines = lines_of(quote)
    return {
        "quote": quote,
        "lines": lines,
        "taxes": by_rate([(line.amount, line.tax_rate) for line in lines]),
        "words": rmb_in_words(quote.amount, whole_after_jiao=policy().round_words_after_jiao),
        "approved_by": _approver(quote),
    }


def _approver(quote):
    round_ = approvals.last_round(quote)
    if round_ is None or quote.status not in APPROVED:
        return None
    return next((step for step in reversed(round_.live_steps()) if step.status == "approved"), None)


def issue_quote_paper(quote, user):
    """Render once, when the quote is approved, and keep with its SHA-256 (QUO-03)."""
    return pdf.issue(quote, FORM, TEMPLATE, paper_context(quote), user, file_name=f"{quote.number}.pdf")


def quote_paper(quote):
    """``(bytes, file name)``: the issued paper, or a draft with the watermark."""
    issued = pdf.issued(quote, FORM)
    if issued is not None:
        return pdf.read(issued), issued.file_name
    return pdf.render(TEMPLATE, {**paper_context(quote), "draft": True}), f"{quote.number}-draft.pdf"
