"""The demo company's early warning: what the morning found, some of it taken on, some of it closed."""

from django.utils import timezone

from performance.alert.clock import watch_risks
from performance.alert.handling import acknowledge_alert, close_alert
from performance.alert.models import Alert
from salesmgmt.core.domain.approvals.address import manager_above


def build(company):
    """The daily look, then of every other alert somebody says what he does, and of a few how it ended."""
    watch_risks(timezone.now())
    alerts = Alert.objects.running().select_related("customer__owner__superior__superior").order_by("pk")
    for place, alert in enumerate(alerts[:9]):
        owner = alert.customer.owner
        if owner is None:
            continue
        if place % 3 != 0:
            acknowledge_alert(alert.pk, owner, "已与客户约定本周五前答复，逐日跟进。")
        manager = manager_above(owner)
        if place % 3 == 1 and manager is not None:
            close_alert(alert.pk, manager, "已核实，属对账时间差，客户已书面确认。")
    # One closed by itself: its cause had gone by the next look.
    gone = Alert.objects.running().order_by("-pk").first()
    if gone is not None:
        rule = gone.rule
        rule.is_active = False
        rule.save(update_fields=["is_active"])
        watch_risks(timezone.now())
        rule.is_active = True
        rule.save(update_fields=["is_active"])
        watch_risks(timezone.now())
