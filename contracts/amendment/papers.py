"""F-12, the amendment application: what is changed and why, the state of production, opinions, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.amendment.models import ContractAmendment
from contracts.amendment.rules import differences
from contracts.amendment.states import UNDECIDED
from contracts.amendment.text import before_and_after, labels_of
from contracts.contract.papers import internal_signatures
from contracts.contract.terms import key_of
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


AMENDMENT_TEMPLATE = "contracts/amendment/paper.html"


def amendment_context(amendment: ContractAmendment) -> dict:
    """What F-12 prints: contract, origin, kinds of change, reason, before and after, production, opinions, GM."""
    before, after = before_and_after(amendment)
    round_ = approvals.last_round(amendment)
    changes = dict(ContractAmendment._meta.get_field("change_types").base_field.choices)
    return {
        "amendment": amendment,
        "contract": amendment.contract,
        "customer": amendment.contract.customer,
        "changes": [changes[each] for each in amendment.change_types],
        "differences": differences(before, after, labels_of(ContractAmendment), prices=True),
        "starts": registry.fact("contract", "production_starts", amendment.contract, default=[]),
        "steps": round_.live_steps() if round_ else [],
        "number": amendment.number,
        "date": round_.opened_at if round_ else amendment.created_at,
        "footer": key_of(amendment, after),
        "draft": amendment.status in UNDECIDED,
        "signatures": internal_signatures(amendment, round_),
    }


@pdf.in_chinese
def amendment_paper(amendment: ContractAmendment, user: User) -> tuple:
    """``(bytes, file name)``: it names amounts, so it needs the right to see prices."""
    require(sees_prices(user), _("Your role does not see prices."))
    return pdf.render(AMENDMENT_TEMPLATE, amendment_context(amendment)), f"{amendment.number}.pdf"
