"""F-09, the contract as it is signed, and its print without prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.contract.terms import key_of, text_of
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require
from salesmgmt.core.states import ApprovalStepStatus

if TYPE_CHECKING:
    from typing import Any

    from contracts.contract.models import Contract
    from salesmgmt.core.models import ApprovalRound, User


CONTRACT_FORM = "F-09"
CONTRACT_TEMPLATE = "contracts/contract/paper.html"
# The original is filed; sales answers for the execution, finance watches the money (CON-14).
CONTRACT_COPIES = ("正本　存档", "副本　销售", "副本　财务")


def edition(contract: Contract, *, prices: bool = True) -> str:
    """What tells the issues of one contract apart: the approved revision, the version, and the print without prices."""
    version = f"-V{contract.version}" if contract.version > 1 else ""
    return f"R{contract.revision}{version}" + ("" if prices else "-no-prices")


def contract_context(contract: Contract, *, prices: bool = True) -> dict:
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
        "footer": key_of(contract, text_of(contract)),
        "signatures": internal_signatures(contract, approvals.last_round(contract)),
    }


def internal_signatures(contract: Any, round_: ApprovalRound | None) -> list:
    """制单 / 审核 / 批准 with names and dates, as on every paper: what has been decided so far."""
    decided = (
        {step.key: step for step in round_.live_steps() if step.status == ApprovalStepStatus.APPROVED} if round_ else {}
    )
    checked, approved = decided.get("director") or decided.get("manager"), decided.get("gm")
    return [
        ("制单", contract.created_by, contract.created_at),
        ("审核", checked.decided_by if checked else "", checked.decided_at if checked else None),
        ("批准", approved.decided_by if approved else "", approved.decided_at if approved else None),
    ]


@pdf.in_chinese
def issue_contract(contract: Contract, user: User) -> None:
    """Render it once with and once without prices, when the general manager has approved; kept with SHA-256."""
    for prices in (True, False):
        suffix = "" if prices else "-no-prices"
        pdf.issue(
            contract,
            CONTRACT_FORM,
            CONTRACT_TEMPLATE,
            contract_context(contract, prices=prices),
            user,
            edition=edition(contract, prices=prices),
            file_name=f"{contract.number}-{edition(contract)}{suffix}.pdf",
            prices=prices,
        )


@pdf.in_chinese
def contract_paper(contract: Contract, user: User, *, prices: bool = True) -> tuple:
    """``(bytes, file name)``: the paper as issued, before the approval a draft with its watermark."""
    require(not prices or sees_prices(user), _("Your role does not see prices."))
    issued = pdf.issued(contract, CONTRACT_FORM, edition(contract, prices=prices)) if contract.approved_on else None
    if issued is not None:
        return pdf.read(issued), issued.file_name
    context = {**contract_context(contract, prices=prices), "draft": contract.approved_on is None}
    return pdf.render(CONTRACT_TEMPLATE, context), f"{contract.number}-R{contract.revision}-draft.pdf"


@pdf.in_chinese
def contract_copies(contract: Contract, user: User) -> tuple:
    """``(bytes, file name)``: the approved contract as the original that is filed and a copy each for sales and finance, every page
    labelled (DOC-03)."""
    require(contract.approved_on is not None, _("Copies are printed of an approved contract."))
    paper, name = contract_paper(contract, user)
    return pdf.labelled(paper, CONTRACT_COPIES), name.removesuffix(".pdf") + "-copies.pdf"
