"""The settings of penalties."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-22a",
        "penalty_recovery_percent",
        _("Of the pay of a month, a penalty may take at most"),
        Decimal("20"),
        "工资支付暂行规定 art. 16 †",
        "decimal",
        unit=PERCENT,
        group="performance",
        minimum=0,
        maximum=100,
        order=115,
    ),
)
