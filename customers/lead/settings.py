"""The settings of the lead in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, HOURS, Setting

SETTINGS = (
    Setting(
        "SET-30",
        "lead_assigners",
        _("Who assigns leads"),
        ["sup", "mgr"],
        "002-1 §7.2; 002-3 §3.1.3",
        "choices",
        group="customers",
        choices=(("sup", _("Sales supervisor")), ("mgr", _("Sales manager"))),
        order=130,
    ),
    Setting(
        "SET-30",
        "own_lead_at_once",
        _("A lead that a representative enters for himself is his at once"),
        False,
        "†",
        "bool",
        group="customers",
        help=_("Otherwise it waits for its assignment. Who assigns leads is told at once either way."),
        order=135,
    ),
    Setting(
        "SET-31",
        "first_contact_hours",
        _("First contact with an assigned lead"),
        24,
        "†",
        unit=HOURS,
        group="customers",
        minimum=1,
        order=140,
    ),
    Setting(
        "SET-32",
        "lead_idle_days",
        _("A lead without activity is idle after"),
        7,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=150,
    ),
    Setting(
        "SET-60",
        "lead_pool_notice_days",
        _("An idle lead is announced before it goes to the public pool"),
        3,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=160,
    ),
)
