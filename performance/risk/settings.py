"""The settings of risks."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-41",
        "risk_months",
        _("Risks are assessed again every"),
        3,
        "†",
        unit=_("months"),
        group="performance",
        minimum=1,
        order=160,
    ),
    Setting(
        "SET-54",
        "risk_high_level",
        _("A risk is high from"),
        15,
        "†",
        group="performance",
        minimum=1,
        maximum=25,
        order=240,
    ),
)
