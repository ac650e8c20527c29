from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.annex.states import ContractAnnexKind
from contracts.contract.permissions import owns_contract
from contracts.contract.states import ContractStatus
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from salesmgmt.core.models import User

# Annexes a department brings in itself; the sales side may add any of them.
ANNEX_DEPARTMENTS = {
    ContractAnnexKind.TECHNICAL_AGREEMENT: Role.TEC,
    ContractAnnexKind.QUALITY_AGREEMENT: Role.QA,
    ContractAnnexKind.INSPECTION_STANDARD: Role.QA,
}
ENDED = (ContractStatus.COMPLETED, ContractStatus.TERMINATED)


def annex_kinds_for(user: User, contract: Contract) -> list:
    """The kinds of annex this person may add: sales any, a department its own while the contract is routed to it."""
    if contract.status in ENDED:
        return []
    if owns_contract(user, contract):
        return [*ANNEX_DEPARTMENTS, ContractAnnexKind.OTHER]
    return [
        kind
        for kind, role in ANNEX_DEPARTMENTS.items()
        if user.has_role(role) and may(user, "contract", "A", document=contract)
    ]


def can_add_annex(user: User, contract: Contract) -> bool:
    return bool(annex_kinds_for(user, contract))


@because(
    _(
        "Which text a contract has is decided by the sales representative in charge of it, while it is a draft or not yet signed."
    )
)
def can_change_paper(user: User, contract: Contract) -> bool:
    """Not while its reviewers read the text: it is withdrawn first."""
    return contract.status in (ContractStatus.DRAFT, ContractStatus.APPROVED) and owns_contract(user, contract)


def can_return_to_own_text(user: User, contract: Contract) -> bool:
    return contract.customer_paper_id is not None and can_change_paper(user, contract)
