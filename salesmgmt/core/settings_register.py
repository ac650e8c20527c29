"""The settings register: every number of the policies and every value no source gives, as data (requirements/settings.md).

Core keeps the register and its own settings; a room's settings stand in its ``settings.py`` and are collected from there.

``†`` in ``source`` marks a value that is not in any source. A value changed by an administrator is in the database.
Tables (scoring scheme SET-01, grades SET-03, warning lines SET-08, commission and deduction tables) are versioned
tables of their own apps and are not listed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Setting:
    """One entry. ``kind``: int, decimal, bool, choice, choices, text, lines, date. None is allowed only where ``optional``;
    ``lines`` is a text of which every line is a choice of its own."""

    id: str
    name: str
    label: Any
    default: Any
    source: str
    kind: str = "int"
    unit: Any = ""
    group: str = "general"
    minimum: Any = None
    maximum: Any = None
    choices: tuple = ()
    optional: bool = False
    help: Any = ""
    order: int = 0  # the place on the page, within the group
    profiles: dict = field(default_factory=dict)  # {profile: what it sets instead of the default} (SET-50)


HOURS, DAYS, PERCENT, YUAN = _("hours"), _("days"), "%", _("yuan")

# The groups of the page, in its order.
GROUPS = {
    "platform": _("Platform and policy profile"),
    "customers": _("Customers"),
    "pricing": _("Prices and quotes"),
    "contracts": _("Contracts"),
    "orders": _("Orders, delivery, receivables"),
    "performance": _("Performance"),
}

PLATFORM = (
    Setting(
        "SET-50",
        "profile",
        _("Policy profile"),
        "generic",
        "000~004",
        "choice",
        group="platform",
        choices=(
            ("generic", _("Generic")),
            ("oem", _("OEM (000)")),
            ("prefab", _("Prefab houses (001)")),
            ("forging", _("Forging branch (003)")),
            ("cqxf", "CQXF (004)"),
        ),
        order=10,
    ),
    Setting(
        "SET-54",
        "unacknowledged_hours",
        _("A hand-over is acknowledged within"),
        24,
        "†",
        unit=HOURS,
        group="platform",
        minimum=1,
        order=20,
    ),
    Setting(
        "SET-54",
        "approval_reminder_hours",
        _("An approver is reminded after"),
        24,
        "†",
        unit=HOURS,
        group="platform",
        minimum=1,
        order=30,
    ),
    Setting(
        "SET-54",
        "approval_escalation_hours",
        _("His superior is told after"),
        48,
        "†",
        unit=HOURS,
        group="platform",
        minimum=1,
        order=40,
    ),
    Setting(
        "SET-54",
        "attachment_megabytes",
        _("Largest attachment"),
        20,
        "†",
        unit="MB",
        group="platform",
        minimum=1,
        maximum=200,
        order=50,
    ),
    Setting(
        "SET-54",
        "photo_megabytes",
        _("Largest photo taken in"),
        60,
        "†",
        unit="MB",
        group="platform",
        minimum=1,
        maximum=200,
        order=51,
    ),
    Setting(
        "SET-54",
        "photo_longest_side",
        _("A photo above the largest attachment is made smaller, to"),
        3000,
        "†",
        unit="px",
        group="platform",
        minimum=800,
        maximum=12000,
        order=52,
    ),
    Setting(
        "SET-54",
        "password_requests_per_hour",
        _("New passwords sent to one e-mail address in an hour, at most"),
        3,
        "†",
        group="platform",
        minimum=1,
        maximum=100,
        order=60,
    ),
    Setting(
        "SET-54",
        "accounts_per_address",
        _("Accounts that one network address may try in vain before it is locked"),
        10,
        "†",
        group="platform",
        minimum=2,
        maximum=1000,
        help=_(
            "Counted for the time of the lock-out, and for new passwords within an hour. Raise it where a whole office shares one address."
        ),
        order=70,
    ),
    Setting(
        "SET-54",
        "sign_in_log_days",
        _("The log of sign-ins is kept for"),
        180,
        "†",
        unit=DAYS,
        group="platform",
        minimum=30,
        maximum=3650,
        help=_("Who signed in and who tried in vain. Sessions that have ended go every night."),
        order=75,
    ),
    Setting(
        "SET-54",
        "file_days",
        _("Files of exports and imports are kept for"),
        7,
        "†",
        unit=DAYS,
        group="platform",
        minimum=1,
        maximum=365,
        help=_("Who exported what, and what was imported, stays written down."),
        order=76,
    ),
    Setting(
        "SET-54",
        "read_notice_days",
        _("Notices that were read are kept for"),
        180,
        "†",
        unit=DAYS,
        group="platform",
        minimum=30,
        maximum=3650,
        help=_("Counted from the day of the notice. What was not read stays."),
        order=77,
    ),
    Setting(
        "SET-54",
        "ended_work_days",
        _("What the program has finished is kept for"),
        30,
        "†",
        unit=DAYS,
        group="platform",
        minimum=7,
        maximum=3650,
        help=_("Letters that went out, the list of one's own exports, and the marks of forms that were sent once."),
        order=78,
    ),
    Setting(
        "SET-54",
        "round_words_after_jiao",
        _("大写: add 整 after 角"),
        True,
        "†",
        "bool",
        group="platform",
        order=80,
    ),
    Setting(
        "SET-54",
        "map_address",
        _("Map that an address opens"),
        "https://uri.amap.com/search?keyword=",
        "†",
        "text",
        group="platform",
        optional=True,
        help=_("What stands before the address searched for. Empty: addresses open no map."),
        order=85,
    ),
)

# What was collected, in the order of the page; by name; and ``{profile: {name: value}}``. CF-05: a profile may switch off
# every step but the last approver.
REGISTER: list[Setting] = []
BY_NAME: dict[str, Setting] = {}
PROFILES: dict[str, dict] = {}

# No rule reads these yet, so nobody is shown them and nobody changes them by hand; whoever writes the rule takes its
# name out of here. A test compares this list with the code.
NOT_READ_YET: frozenset[str] = frozenset()


def shown() -> tuple:
    """The settings that a rule reads, in the order of the page."""
    return tuple(setting for setting in REGISTER if setting.name not in NOT_READ_YET)


def add_settings(settings: tuple) -> None:
    """Take the settings of one room into the register; ValueError for a name, a group or a profile that does not fit."""
    for setting in settings:
        if setting.name in BY_NAME or setting.group not in GROUPS or set(setting.profiles) - set(PROFILES):
            raise ValueError(f"the setting {setting.name} is there twice, or its group or profile is unknown")
        BY_NAME[setting.name] = setting
        for profile, value in setting.profiles.items():
            PROFILES[profile][setting.name] = value
    groups = list(GROUPS)
    REGISTER[:] = sorted(BY_NAME.values(), key=lambda setting: (groups.index(setting.group), setting.order))


def _begin() -> None:
    profile = next(setting for setting in PLATFORM if setting.name == "profile")
    PROFILES.update({name: {} for name, _label in profile.choices})
    add_settings(PLATFORM)


_begin()
