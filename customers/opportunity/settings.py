"""The settings of the opportunity in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-61",
        "opportunity_stale_days",
        _("An opportunity stands still after this time in one stage"),
        30,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=230,
    ),
)
