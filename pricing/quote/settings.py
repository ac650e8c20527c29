"""The settings of the quote in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, HOURS, Setting

SETTINGS = (
    Setting(
        "SET-35",
        "inquiry_reply_hours",
        _("Reply to an inquiry"),
        24,
        "†",
        unit=HOURS,
        group="pricing",
        minimum=1,
        order=20,
    ),
    Setting(
        "SET-54",
        "quote_validity_days",
        _("Validity proposed on a new quote"),
        30,
        "†",
        unit=DAYS,
        group="pricing",
        minimum=1,
        order=60,
    ),
    Setting(
        "SET-54",
        "quote_expiring_days",
        _("A quote is shown as about to expire before the last day"),
        7,
        "†",
        unit=DAYS,
        group="pricing",
        minimum=1,
        order=70,
    ),
)
