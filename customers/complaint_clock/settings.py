"""The settings of the clock of a complaint in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import HOURS, PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-15",
        "complaint_hours_local",
        _("Complaint of an in-city customer"),
        24,
        "004 §7.8",
        unit=HOURS,
        group="customers",
        minimum=1,
        order=60,
    ),
    Setting(
        "SET-15",
        "complaint_hours_remote",
        _("Complaint of an out-of-city customer"),
        48,
        "004 §7.8",
        unit=HOURS,
        group="customers",
        minimum=1,
        order=70,
    ),
    Setting(
        "SET-54",
        "complaint_escalation_percent",
        _("Supervisor is told at this part of the complaint time"),
        50,
        "†",
        unit=PERCENT,
        group="customers",
        minimum=1,
        maximum=99,
        order=80,
    ),
)
