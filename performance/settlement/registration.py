"""What the annual settlement tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.settlement.models import AnnualSettlement
from performance.settlement.permissions import can_see_settlements
from performance.settlement.settling import settle_year
from performance.settlement.states import SettlementStatus
from salesmgmt.core import registry
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        AnnualSettlement,
        "STL",
        _("Annual settlement"),
        _("Annual settlements"),
        "scale",
        "settlement-list",
        search=False,
    )
    registry.register_menu("performance", _("Annual settlements"), "settlement-list", "scale", can_see_settlements, 72)
    registry.register_periodic(
        "annual-settlement",
        _("Settlement of the past year"),
        "20 5 1 1 *",
        settle_year,
        rules="PAY-01",
        every_slot=True,
    )
    register_tones(warn=[SettlementStatus.COMPUTED])
