"""What the weeks of visits tell core."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from customers.visit.models import Visit
from customers.visit_week.compliance import close_week, recount
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, has, reads
from salesmgmt.core.registry import (
    register_command,
    register_home_card,
    register_menu,
    register_periodic,
    register_task_kind,
)


def register():
    register_menu("visits", _("Visit calendar"), "visit-calendar", "calendar", reads("visit"), order=51)
    register_menu("visits", _("Visits a week"), "visit-compliance", "table", reads("visit"), order=52)
    register_command("visit", "held", "visit_week", recount)
    register_task_kind("weekly_visits", _("Visits missing in the week"), "table")
    register_periodic(
        "weekly_visits",
        _("Visits of the past week"),
        "20 6 * * 1",
        close_week,
        "VIS-05",
        every_slot=True,
        in_batches=True,
    )
    register_home_card(
        "visits-of-the-team",
        _("Visits this week"),
        has(Role.SUP, Role.MGR, Role.DIR),
        lambda user: Visit.objects.visible_to(user).held().filter(day__gte=_monday(), day__lte=today()),
        "visit-compliance",
        icon="table",
        tone="info",
        order=30,
    )


def _monday():
    return today() - dt.timedelta(days=today().weekday())
