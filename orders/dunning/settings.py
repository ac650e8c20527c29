"""The settings of the dunning in the register (requirements/settings.md)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, YUAN, Setting

AMOUNTS = (
    ("dunning_least_reminder", _("A reminder from a sum overdue of")),
    ("dunning_least_demand", _("A demand for payment from a sum overdue of")),
    ("dunning_least_last", _("A last notice from a sum overdue of")),
)

SETTINGS = (
    *(
        Setting(
            "SET-54", name, label, Decimal(0), "†", "decimal", unit=YUAN, group="orders", minimum=0, order=104 + place
        )
        for place, (name, label) in enumerate(AMOUNTS)
    ),
    Setting(
        "SET-54",
        "overdue_without_action_days",
        _("Overdue without collection action"),
        7,
        "†",
        unit=DAYS,
        group="orders",
        minimum=1,
        order=100,
    ),
    Setting(
        "SET-54",
        "dunning_steps",
        _("Dunning letters from"),
        "1,30,60",
        "†",
        "text",
        unit=DAYS,
        group="orders",
        help=_("Days overdue, rising, separated by commas: one level each, the last is the last notice."),
        order=101,
    ),
    Setting(
        "SET-54",
        "dunning_gap_days",
        _("At the earliest after a dunning letter, the next"),
        14,
        "†",
        unit=DAYS,
        group="orders",
        minimum=1,
        order=102,
    ),
    Setting(
        "SET-54",
        "dunning_deadline_days",
        _("Deadline in a dunning letter"),
        7,
        "†",
        unit=DAYS,
        group="orders",
        minimum=1,
        order=103,
    ),
)
