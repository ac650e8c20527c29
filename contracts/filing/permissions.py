from django.utils.translation import gettext_lazy as _

from contracts.contract.states import ContractStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

# Signed by both: its original exists.
SIGNED = (
    ContractStatus.SIGNED,
    ContractStatus.ACTIVE,
    ContractStatus.SUSPENDED,
    ContractStatus.COMPLETED,
    ContractStatus.TERMINATED,
)


@because(_("The original of a signed contract is filed by contract management."))
def can_file_original(user, contract):
    """合同管理部门 receives the original for filing (CON-13, matrix: file)."""
    return contract.status in SIGNED and may(user, "contract", "file", owner=contract.customer.owner)
