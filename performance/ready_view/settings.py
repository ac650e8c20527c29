"""Where the classes of an ABC end (SET-54)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "abc_a_percent",
        _("ABC: class A makes so much of the sales"),
        80,
        "†",
        unit=PERCENT,
        group="performance",
        minimum=1,
        maximum=99,
        order=157,
    ),
    Setting(
        "SET-54",
        "abc_b_percent",
        _("ABC: classes A and B together"),
        95,
        "†",
        unit=PERCENT,
        group="performance",
        minimum=1,
        maximum=100,
        order=158,
    ),
)
