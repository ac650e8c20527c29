"""What the early warning tells core about itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.alert.clock import watch_risks
from performance.alert.handling import TASK
from performance.alert.models import Alert
from performance.alert.permissions import reads_alerts
from performance.alert.states import AlertStatus
from salesmgmt.core import registry


def register():
    registry.register_document(
        Alert,
        "ALR",
        pgettext_lazy("early warning", "Alert"),
        pgettext_lazy("early warning", "Alerts"),
        "alert-triangle",
        "alert-list",
    )
    registry.register_menu(
        "performance", pgettext_lazy("early warning", "Alerts"), "alert-list", "alert-triangle", reads_alerts, 42
    )
    registry.register_task_kind(
        TASK,
        pgettext_lazy("early warning", "Alert to be taken on"),
        "alert-triangle",
        by_hand=False,
        how=_("Take the alert on and say what you do: the to-do closes itself."),
    )
    registry.register_periodic(
        "alert", _("Early warning of risks"), "50 6 * * *", watch_risks, rules="RSK-03", in_batches=True
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "alerts",
            pgettext_lazy("early warning", "Alerts"),
            "customer-alerts",
            count=lambda customer, user: Alert.objects.visible_to(user).running().filter(customer=customer),
            can=lambda user, customer: reads_alerts(user),
            icon="alert-triangle",
            order=96,
        ),
    )
    registry.register_home_card(
        "alerts-open",
        pgettext_lazy("early warning", "Alerts not taken on yet"),
        reads_alerts,
        lambda user: Alert.objects.visible_to(user).filter(status=AlertStatus.OPEN),
        f"alert-list?status={AlertStatus.OPEN}",
        icon="alert-triangle",
        tone="bad",
        order=48,
    )
