from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.contract.permissions import manages_contract, owns_contract
from contracts.contract.states import IN_FORCE
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from contracts.monitoring.models import Deviation
    from salesmgmt.core.models import User


@because(_("The performance of a contract in force is followed by its sales representative and those above him."))
def can_monitor_contract(user: User, contract: Contract) -> bool:
    """Sales tracks performance (CON-15): the person in charge, or a manager above him."""
    return contract.status in IN_FORCE and (owns_contract(user, contract) or manages_contract(user, contract))


@because(_("A deviation is worked on by the sales representative of its contract and those above him."))
def can_edit_deviation(user: User, deviation: Deviation) -> bool:
    contract = deviation.contract
    return deviation.is_editable and (owns_contract(user, contract) or manages_contract(user, contract))
