"""What the copies of contracts tell core about themselves, and what they do when a contract takes effect."""

from django.utils.translation import gettext_lazy as _

from contracts.contract.permissions import is_sales, reads_contracts
from contracts.copy.forms import CopyForm
from contracts.copy.handing_out import acknowledge_my_copies, add_copy, hand_out_first_copies
from contracts.copy.models import ContractCopy
from contracts.copy.permissions import can_acknowledge_a_copy, can_add_copy
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def register():
    registry.register_menu("contracts", _("Contract copies"), "contract-copies", "copy", reads_contracts, 20)
    registry.register_command("contract", "in_effect", "copy", hand_out_first_copies)
    _actions()
    _cards()


def _actions():
    registry.register_action(
        "contract",
        Action(
            "acknowledge",
            _("Acknowledge my copy"),
            can_acknowledge_a_copy,
            acknowledge_my_copies,
            icon="checks",
            style="primary",
            beside_round=True,
            order=20,
        ),
    )
    registry.register_action(
        "contract",
        Action("copy", _("Hand out a copy"), can_add_copy, add_copy, form=CopyForm, icon="copy", order=40),
    )


def _cards():
    registry.register_home_card(
        "contract-copies-mine",
        _("Contract copies to acknowledge"),
        reads_contracts,
        lambda user: ContractCopy.objects.visible_to(user).waiting_for(user),
        "contract-copies?mine=true",
        icon="copy-check",
        tone="info",
        order=42,
    )
    registry.register_home_card(
        "contract-copies-waiting",
        _("Contract copies nobody acknowledged"),
        lambda user: is_sales(user) or user.has_role(Role.CMG),
        lambda user: ContractCopy.objects.visible_to(user).unacknowledged(),
        "contract-copies?waiting=true",
        icon="copy-x",
        tone="warn",
        order=43,
    )
