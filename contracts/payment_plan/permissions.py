from django.utils.translation import gettext_lazy as _

from contracts.contract.permissions import owns_contract
from contracts.contract.states import IN_FORCE, ContractStatus
from salesmgmt.core.refusal import because


@because(
    _(
        "A payment plan is a term of the contract: its sales representative writes it in the draft, once for a contract in "
        "force that has none, and again after an amendment."
    )
)
def can_plan_payments(user, contract):
    if not owns_contract(user, contract):
        return False
    if contract.status == ContractStatus.DRAFT:
        return True
    plan = getattr(contract, "payment_plan", None)
    written = plan is not None and plan.version >= contract.version
    return contract.status in IN_FORCE and not written
