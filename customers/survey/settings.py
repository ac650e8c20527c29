"""The settings of the survey in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-40",
        "survey_months",
        _("Satisfaction survey every"),
        6,
        "†",
        unit=_("months"),
        group="customers",
        minimum=1,
        order=220,
    ),
    Setting(
        "SET-54",
        "survey_open_days",
        _("A satisfaction survey is open for"),
        30,
        "†",
        unit=DAYS,
        group="customers",
        minimum=1,
        order=240,
    ),
)
