"""What known payers tell core."""

from django.utils.translation import gettext_lazy as _

from orders.known_payer.permissions import can_keep_payers
from salesmgmt.core import registry


def register():
    registry.register_menu("money", _("Known payers"), "known-payer-list", "user-dollar", can_keep_payers, 37)
