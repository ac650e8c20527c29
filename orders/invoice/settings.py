"""The settings of the invoice in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "ageing_limits",
        _("Limits of the ageing buckets"),
        "30,60,90",
        "†",
        "text",
        unit=DAYS,
        group="orders",
        help=_("Days overdue, rising, separated by commas. 30,60,90 gives 1-30, 31-60, 61-90 and over 90."),
        order=110,
    ),
    Setting(
        "SET-54",
        "payment_term_days",
        _("Payment term proposed on an invoice"),
        30,
        "†",
        unit=DAYS,
        group="orders",
        minimum=0,
        order=120,
    ),
)
