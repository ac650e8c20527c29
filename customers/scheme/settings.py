"""The settings of the scheme in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-02",
        "band_limit_rule",
        _("A value on the limit of a band"),
        "upper_inclusive",
        "004 §2.2",
        "choice",
        group="customers",
        choices=(
            ("upper_inclusive", _("belongs to the lower band")),
            ("lower_inclusive", _("belongs to the higher band")),
        ),
        order=10,
    ),
    Setting(
        "SET-04",
        "total_on_lowest_threshold",
        _("A total exactly on the threshold of grade D"),
        "D",
        "004 §2.3",
        "choice",
        group="customers",
        choices=(("D", _("grade D")), ("E", _("grade E"))),
        order=20,
    ),
    Setting(
        "SET-05",
        "points_below_band_d",
        _("Points of a value below band D"),
        0,
        "†",
        group="customers",
        minimum=0,
        maximum=2,
        order=30,
    ),
)
