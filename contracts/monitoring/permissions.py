from django.utils.translation import gettext_lazy as _

from contracts.contract.permissions import manages_contract, owns_contract
from contracts.contract.states import IN_FORCE
from salesmgmt.core.refusal import because


@because(_("The performance of a contract in force is followed by its sales representative and those above him."))
def can_monitor_contract(user, contract):
    """Sales tracks performance (CON-15): the person in charge, or a manager above him."""
    return contract.status in IN_FORCE and (owns_contract(user, contract) or manages_contract(user, contract))


@because(_("A deviation is worked on by the sales representative of its contract and those above him."))
def can_edit_deviation(user, deviation):
    contract = deviation.contract
    return deviation.is_editable and (owns_contract(user, contract) or manages_contract(user, contract))
