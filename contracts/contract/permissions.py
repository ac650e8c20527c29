from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.contract.states import IN_PERFORMANCE, ContractStatus
from customers.opportunity.states import OpportunityStatus
from salesmgmt.core.permissions import SALES_ROLES, Role, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from customers.opportunity.models import Opportunity
    from salesmgmt.core.models import User

MANAGEMENT = (Role.MGR, Role.DIR, Role.GM)


@because(_("A contract is drafted by the sales representative in charge of the customer."))
def can_create_contract(user: User, customer: Customer) -> bool:
    return may(user, "contract", "C", owner=customer.owner)


@because(
    _(
        "A contract is drafted from a won opportunity that has none yet, by the sales representative in charge of the customer."
    )
)
def can_contract_opportunity(user: User, opportunity: Opportunity) -> bool:
    """A won opportunity without a contract, for whoever sells to the customer (OPP-04)."""
    return (
        opportunity.status == OpportunityStatus.WON
        and can_create_contract(user, opportunity.customer)
        and not opportunity.contracts.exclude(status__in=[ContractStatus.TERMINATED, ContractStatus.DISCARDED]).exists()
    )


def owns_contract(user: User, contract: Contract) -> bool:
    """The sales side of this contract: the responsible rep (matrix: U own)."""
    return may(user, "contract", "U", owner=contract.customer.owner)


@because(
    _(
        "A contract is edited by the sales representative in charge of it, and only before its review and after it was sent back."
    )
)
def can_edit_contract(user: User, contract: Contract) -> bool:
    return contract.is_revisable and owns_contract(user, contract)


def can_submit_contract(user: User, contract: Contract) -> bool:
    return contract.status == ContractStatus.DRAFT and owns_contract(user, contract)


@because(
    _("The signature is recorded by the sales representative in charge of the contract, once it has been approved.")
)
def can_sign_contract(user: User, contract: Contract) -> bool:
    return contract.status == ContractStatus.APPROVED and owns_contract(user, contract)


@because(_("A contract is put into force by the sales representative in charge of it, once it has been approved."))
def can_activate_contract(user: User, contract: Contract) -> bool:
    return contract.status in (ContractStatus.APPROVED, ContractStatus.SIGNED) and owns_contract(user, contract)


def manages_contract(user: User, contract: Contract) -> bool:
    """A manager of the region, the director or the general manager."""
    return user.has_role(*MANAGEMENT) and may(user, "contract", "A", owner=contract.customer.owner)


@because(_("A contract in force is suspended by the sales management of its customer."))
def can_suspend_contract(user: User, contract: Contract) -> bool:
    return contract.status == ContractStatus.ACTIVE and manages_contract(user, contract)


@because(_("A suspended contract is resumed by the sales management of its customer."))
def can_resume_contract(user: User, contract: Contract) -> bool:
    return contract.status == ContractStatus.SUSPENDED and manages_contract(user, contract)


@because(
    _("A breach of a running contract is recorded by the sales management of its customer, unless one is open already.")
)
def can_report_breach(user: User, contract: Contract) -> bool:
    return contract.status in IN_PERFORMANCE and not contract.breach_open and manages_contract(user, contract)


@because(_("An open breach is settled by the sales management of the customer."))
def can_settle_breach(user: User, contract: Contract) -> bool:
    return contract.breach_open and manages_contract(user, contract)


@because(_("Supervision remarks on a contract are finance's."))
def can_remark_contract(user: User, contract: Contract) -> bool:
    """Finance supervises and does not edit (CON-16)."""
    return may(user, "contract", "remark", owner=contract.customer.owner)


def reads_contracts(user: User) -> bool:
    return may_at_all(user, "contract", "R")


def is_sales(user: User) -> bool:
    return bool(SALES_ROLES & set(user.roles))


def watches_contracts(user: User) -> bool:
    """Those who see to it that a contract is renewed or ends in order."""
    return is_sales(user) or user.has_role(Role.FIN, Role.LEG, Role.CMG)
