"""What the watch over the warning lines tells core."""

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.warning_line.models import LineAlert
from orders.warning_line.standing import merge_alerts, watch_warning_lines
from salesmgmt.core import registry


def register():
    registry.register_periodic(
        "warning-line",
        _("Customers near or over their warning line"),
        "20 6 * * *",
        watch_warning_lines,
        rules="SUP-07",
        in_batches=True,
    )
    registry.register_menu(
        "money", _("Near or over the warning line"), "line-alert-list", "gauge", can_see_receivables, 75
    )
    registry.register_merger("customer", "line-alerts", merge_alerts)
    registry.register_home_card(
        "over-warning-line",
        _("Over the warning line"),
        can_see_receivables,
        lambda user: LineAlert.objects.visible_to(user).open().filter(state=LineAlert.State.OVER),
        f"line-alert-list?open=true&state={LineAlert.State.OVER}",
        icon="gauge",
        tone="bad",
    )
    registry.register_home_card(
        "near-warning-line",
        _("Near the warning line"),
        can_see_receivables,
        lambda user: LineAlert.objects.visible_to(user).open().filter(state=LineAlert.State.NEAR),
        f"line-alert-list?open=true&state={LineAlert.State.NEAR}",
        icon="gauge",
        tone="warn",
    )
