"""What metrics tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.metric.by_person import count_people
from performance.metric.daily import count_days
from performance.metric.permissions import can_enter_market_volume
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "performance", _("Market volumes"), "market-volume-list", "world", can_enter_market_volume, 90
    )
    registry.register_periodic("sales-days", _("Sales counted by day"), "*/10 * * * *", count_days)
    registry.register_periodic(
        "person-months", _("Collections and orders counted by person and month"), "*/5 * * * *", count_people
    )
