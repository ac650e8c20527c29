"""The settings of the points of a complaint in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-23",
        "complaint_points_general",
        _("Points off for a general complaint"),
        1,
        "003 (四)1",
        group="customers",
        minimum=0,
        order=90,
    ),
    Setting(
        "SET-23",
        "complaint_points_serious",
        _("Points off for a serious complaint"),
        5,
        "003 (四)1",
        group="customers",
        minimum=0,
        order=100,
    ),
)
