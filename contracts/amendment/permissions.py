from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.amendment.states import AmendmentStatus
from contracts.contract.permissions import manages_contract, owns_contract
from contracts.contract.states import IN_PERFORMANCE
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from contracts.amendment.models import ContractAmendment
    from contracts.contract.models import Contract
    from salesmgmt.core.models import User


@because(_("An amendment is applied for by the sales representative in charge of the contract, or by production."))
def can_create_amendment(user: User, contract: Contract) -> bool:
    """Sales, or the department that causes the change, for a contract in force (AMD-01, AMD-04)."""
    return contract.status in IN_PERFORMANCE and may(
        user, "amendment", "C", owner=contract.customer.owner, document=contract
    )


@because(_("The draft of an amendment is edited by its author or the sales representative in charge of the contract."))
def can_edit_amendment(user: User, amendment: ContractAmendment) -> bool:
    if not amendment.is_editable:
        return False
    return user.pk == amendment.created_by_id or may(user, "amendment", "U", owner=amendment.responsible)


@because(
    _(
        "An amendment is submitted by the sales representative in charge of the contract, or by whoever applied for it in "
        "the department that causes the change."
    )
)
def can_submit_amendment(user: User, amendment: ContractAmendment) -> bool:
    """The sales side, or the department that causes the change and wrote it."""
    if user.pk == amendment.created_by_id and may(user, "amendment", "C", document=amendment.contract):
        return True
    return may(user, "amendment", "U", owner=amendment.responsible)


@because(_("The customer's answer is recorded by the sales representative in charge of the contract."))
def can_negotiate_amendment(user: User, amendment: ContractAmendment) -> bool:
    """The sales department settles it with the customer (AMD-04)."""
    return owns_contract(user, amendment.contract)


@because(_("An approved amendment is put in force by the sales representative in charge, or by a manager above him."))
def can_apply_amendment(user: User, amendment: ContractAmendment) -> bool:
    return owns_contract(user, amendment.contract) or manages_contract(user, amendment.contract)


@because(_("The signed amendment is filed by the sales representative in charge of the contract."))
def can_sign_amendment(user: User, amendment: ContractAmendment) -> bool:
    return amendment.status in (
        AmendmentStatus.APPROVED,
        AmendmentStatus.APPLIED,
        AmendmentStatus.CLOSED,
    ) and owns_contract(user, amendment.contract)
