"""The settings of the quality in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "quality_opinion_days",
        _("A department answers a quality opinion within"),
        7,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=250,
    ),
)
