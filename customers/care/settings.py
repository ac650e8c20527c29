"""The settings of the care in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "care_days_before",
        _("A greeting is drafted before the day"),
        3,
        "†",
        unit=DAYS,
        group="customers",
        minimum=0,
        maximum=30,
        order=280,
    ),
)
