from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.contract.permissions import manages_contract
from contracts.contract.states import IN_PERFORMANCE
from contracts.termination.states import TerminationStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from contracts.termination.models import ContractTermination
    from salesmgmt.core.models import User


@because(_("A termination is proposed by the sales representative in charge of a contract in force."))
def can_create_termination(user: User, contract: Contract) -> bool:
    return contract.status in IN_PERFORMANCE and may(user, "termination", "C", owner=contract.customer.owner)


@because(_("A termination is worked on by the sales representative in charge of the contract."))
def can_edit_termination(user: User, termination: ContractTermination) -> bool:
    return termination.is_editable and may(user, "termination", "U", owner=termination.responsible)


@because(_("A termination is confirmed by the sales representative in charge or by the sales manager above him."))
def can_confirm_termination(user: User, termination: ContractTermination) -> bool:
    """Sales confirms, and then it waits for the general manager (AMD-08)."""
    return may(user, "termination", "U", owner=termination.responsible) or manages_contract(user, termination.contract)


@because(_("A termination is settled by the sales representative in charge, his manager and finance."))
def can_settle_termination(user: User, termination: ContractTermination) -> bool:
    """Who knows why a thing is still open: sales and, about money, finance."""
    if termination.status != TerminationStatus.TERMINATED:
        return False
    return can_confirm_termination(user, termination) or user.has_role("fin")
