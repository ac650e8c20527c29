from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.contract.permissions import owns_contract
from contracts.contract.states import ContractStatus
from contracts.copy.states import ContractCopyHolder
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from contracts.copy.models import ContractCopy
    from salesmgmt.core.models import User


@because(_("Copies of a contract in force are handed out by its sales representative or by contract management."))
def can_add_copy(user: User, contract: Contract) -> bool:
    """Copies are handed out by the sales side and by contract management."""
    if contract.status not in (ContractStatus.ACTIVE, ContractStatus.SUSPENDED, ContractStatus.COMPLETED):
        return False
    return owns_contract(user, contract) or may(user, "contract", "file", owner=contract.customer.owner)


@because(_("A copy is acknowledged once, by the holder it was given to."))
def can_acknowledge_copy(user: User, copy: ContractCopy) -> bool:
    """The responsible rep for the sales copy, a member of the department for any other."""
    if copy.acknowledged_at is not None or copy.replaced_at is not None:
        return False
    if copy.holder == ContractCopyHolder.SALES:
        return owns_contract(user, copy.contract)
    return user.has_role(copy.role)


def can_acknowledge_a_copy(user: User, contract: Contract) -> bool:
    return any(can_acknowledge_copy(user, copy) for copy in contract.copies.all())
