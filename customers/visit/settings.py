"""The settings of the visit in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, HOURS, Setting

SETTINGS = (
    Setting(
        "SET-33",
        "visit_report_hours",
        _("Visit report after the visit"),
        24,
        "†",
        unit=HOURS,
        group="customers",
        minimum=1,
        order=180,
    ),
    Setting(
        "SET-38",
        "key_visit_days",
        _("Key customers are visited every"),
        30,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=200,
    ),
)
