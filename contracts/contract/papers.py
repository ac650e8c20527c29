from django.utils.translation import gettext as _

from contracts.review.steps import CONFIRMATIONS, confirmations, gap_of
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require

CONTRACT_FORM, SHEET_FORM = "F-09", "F-10"


CONTRACT_TEMPLATE, SHEET_TEMPLATE = "contracts/contract/paper.html", "contracts/review/paper.html"


def edition(contract, *, prices=True):
    """What tells the issues of one contract apart: the approved revision, and the print without prices."""
    return f"R{contract.revision}" + ("" if prices else "-no-prices")


def contract_context(contract, *, prices=True):
    """What the contract prints: parties, products, clauses, annexes, signatures; without prices no amount at all."""
    return {
        "contract": contract,
        "customer": contract.customer,
        "contact": contract.customer.contacts.order_by("-is_primary", "pk").first(),
        "lines": list(contract.lines.select_related("product")),
        "clauses": contract.printed_clauses(),
        "annexes": list(contract.annexes.all()),
        "prices": prices,
        "number": contract.number,
        "date": contract.our_signed_on,
        "signatures": internal_signatures(contract, approvals.last_round(contract)),
    }


def internal_signatures(contract, round_):
    """制单 / 审核 / 批准 with names and dates, as on every paper: what has been decided so far."""
    decided = {step.key: step for step in round_.live_steps() if step.status == "approved"} if round_ else {}
    checked, approved = decided.get("director") or decided.get("manager"), decided.get("gm")
    return [
        ("制单", contract.created_by, contract.created_at),
        ("审核", checked.decided_by if checked else "", checked.decided_at if checked else None),
        ("批准", approved.decided_by if approved else "", approved.decided_at if approved else None),
    ]


def sheet_context(contract):
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
        "required_on": contract.first_due_date,
        "number": contract.number,
        "date": round_.opened_at if round_ else None,
        "signatures": internal_signatures(contract, round_),
    }


@pdf.in_chinese
def issue_contract_papers(contract, user):
    """Render all three once, when the general manager has approved, and keep them with their SHA-256."""
    names = {"name": contract.number, "revision": contract.revision}
    for prices in (True, False):
        suffix = "" if prices else "-no-prices"
        pdf.issue(
            contract,
            CONTRACT_FORM,
            CONTRACT_TEMPLATE,
            contract_context(contract, prices=prices),
            user,
            edition=edition(contract, prices=prices),
            file_name="{name}-R{revision}".format(**names) + f"{suffix}.pdf",
            prices=prices,
        )
    pdf.issue(
        contract,
        SHEET_FORM,
        SHEET_TEMPLATE,
        sheet_context(contract),
        user,
        edition=edition(contract),
        file_name="{name}-R{revision}-review.pdf".format(**names),
        prices=True,
    )


@pdf.in_chinese
def contract_paper(contract, user, *, prices=True):
    """``(bytes, file name)``: the paper as issued, before the approval a draft with its watermark."""
    require(not prices or sees_prices(user), _("Your role does not see prices."))
    issued = pdf.issued(contract, CONTRACT_FORM, edition(contract, prices=prices)) if contract.approved_on else None
    if issued is not None:
        return pdf.read(issued), issued.file_name
    context = {**contract_context(contract, prices=prices), "draft": contract.approved_on is None}
    return pdf.render(CONTRACT_TEMPLATE, context), f"{contract.number}-R{contract.revision}-draft.pdf"


@pdf.in_chinese
def review_sheet(contract, user):
    """``(bytes, file name)`` of the review sheet; it names the amount, so it needs the right to see prices."""
    require(sees_prices(user), _("Your role does not see prices."))
    issued = pdf.issued(contract, SHEET_FORM, edition(contract)) if contract.approved_on else None
    if issued is not None:
        return pdf.read(issued), issued.file_name
    context = {**sheet_context(contract), "draft": contract.approved_on is None}
    return pdf.render(SHEET_TEMPLATE, context), f"{contract.number}-review-draft.pdf"
