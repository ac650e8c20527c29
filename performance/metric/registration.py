"""What metrics tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.metric.permissions import can_enter_market_volume
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "performance", _("Market volumes"), "market-volume-list", "world", can_enter_market_volume, 90
    )
