"""F-10, the review sheet: four confirmations, every opinion with name and date, the gap of production."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.contract.papers import edition, internal_signatures
from contracts.review.comparison import deviations_of
from contracts.review.steps import CONFIRMATIONS, confirmations, gap_of
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from salesmgmt.core.models import User


SHEET_FORM = "F-10"
SHEET_TEMPLATE = "contracts/review/paper.html"


def sheet_context(contract: Contract) -> dict:
    """What the review sheet prints (F-10): four confirmations, every opinion with name and date, the gap."""
    round_ = approvals.last_round(contract)
    steps = round_.live_steps() if round_ else []
    given = confirmations(steps)
    return {
        "contract": contract,
        "customer": contract.customer,
        "round": round_,
        "steps": steps,
        "confirmations": [(label, given[name]) for name, label in CONFIRMATIONS.items()],
        "gap": gap_of(contract, steps),
        "deviations": deviations_of(contract, round_),
        "required_on": contract.first_due_date,
        "number": contract.number,
        "date": round_.opened_at if round_ else None,
        "signatures": internal_signatures(contract, round_),
    }


@pdf.in_chinese
def issue_sheet(contract: Contract, user: User) -> None:
    """Render it once, when the general manager has approved, and keep it with its SHA-256."""
    pdf.issue(
        contract,
        SHEET_FORM,
        SHEET_TEMPLATE,
        sheet_context(contract),
        user,
        edition=edition(contract),
        file_name=f"{contract.number}-R{contract.revision}-review.pdf",
        prices=True,
    )


@pdf.in_chinese
def review_sheet(contract: Contract, user: User) -> tuple:
    """``(bytes, file name)`` of the review sheet; it names the amount, so it needs the right to see prices."""
    require(sees_prices(user), _("Your role does not see prices."))
    issued = pdf.issued(contract, SHEET_FORM, edition(contract)) if contract.approved_on else None
    if issued is not None:
        return pdf.read(issued), issued.file_name
    context = {**sheet_context(contract), "draft": contract.approved_on is None}
    return pdf.render(SHEET_TEMPLATE, context), f"{contract.number}-review-draft.pdf"
