"""Who may do what with alerts and their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.alert.states import RUNNING, AlertStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.alert.models import Alert
    from salesmgmt.core.models import User


@because(right_of("alert", "R"))
def reads_alerts(user: User) -> bool:
    return may_at_all(user, "alert", "R")


@because(right_of("alert_rule", "R"))
def reads_rules(user: User) -> bool:
    return may_at_all(user, "alert_rule", "R")


@because(_("The rules of the early warning are set by the administrator and the sales director."))
def can_edit_rule(user: User) -> bool:
    return may_at_all(user, "alert_rule", "U")


@because(_("An alert is taken on by whoever is responsible for the customer, or by somebody above him."))
def can_acknowledge_alert(user: User, alert: Alert) -> bool:
    return alert.status == AlertStatus.OPEN and may(user, "alert", "acknowledge", owner=alert.customer.owner)


@because(_("An alert is closed with a reason by the manager of the region, and by nobody who is responsible himself."))
def can_close_alert(user: User, alert: Alert) -> bool:
    """RSK-03: whoever is responsible for the customer does not close the warning about him."""
    others = alert.customer.owner_id != user.pk
    return alert.status in RUNNING and others and may(user, "alert", "close", owner=alert.customer.owner)
