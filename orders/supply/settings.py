"""The settings of the supply in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-09",
        "supply_balance",
        _("Balance compared with the warning line"),
        "outstanding",
        "004 §4.1.2",
        "choice",
        group="orders",
        choices=(("outstanding", _("total outstanding")), ("overdue", _("overdue only"))),
        order=10,
    ),
    Setting(
        "SET-10",
        "supply_adds_demand",
        _("The new demand is added to the balance"),
        False,
        "004 §4.1.2",
        "bool",
        group="orders",
        order=20,
    ),
    Setting(
        "SET-11",
        "monthly_quantity_rule",
        _("Average monthly quantity"),
        "warning",
        "004 §4.1.2",
        "choice",
        group="orders",
        choices=(("warning", _("information and warning")), ("cap", _("cap: refer to the general manager"))),
        order=30,
    ),
    Setting(
        "SET-12",
        "near_line_percent",
        _("Alert from this part of the warning line"),
        80,
        "†",
        unit=PERCENT,
        group="orders",
        minimum=1,
        maximum=100,
        order=40,
    ),
)
