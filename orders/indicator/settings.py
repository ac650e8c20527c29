"""The settings of the annual indicators."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-18",
        "receivable_ratio_target",
        _("Receivable to dispatched value: target"),
        Decimal("10"),
        "004 §5.4.2",
        "decimal",
        unit=PERCENT,
        group="orders",
        minimum=0,
        order=140,
    ),
    Setting(
        "SET-18",
        "receivable_ratio_maximum",
        _("Receivable to dispatched value: maximum"),
        Decimal("15"),
        "004 §5.4.2",
        "decimal",
        unit=PERCENT,
        group="orders",
        minimum=0,
        order=150,
    ),
)
