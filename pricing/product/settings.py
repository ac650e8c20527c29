"""The settings of the product in the register (requirements/settings.md)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "tax_rate_default",
        _("Tax rate proposed"),
        Decimal("13"),
        "†",
        "decimal",
        unit=PERCENT,
        group="orders",
        minimum=0,
        maximum=100,
        order=210,
    ),
)
