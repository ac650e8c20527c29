"""What the annual indicators tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "money", _("Annual indicators of receivables"), "receivable-indicators", "chart-line", can_see_receivables, 95
    )
