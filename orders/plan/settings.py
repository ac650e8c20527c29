"""The settings of the plan in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import HOURS, Setting

SETTINGS = (
    Setting(
        "SET-13",
        "plan_form_hours",
        _("Plan release form after an oral notice"),
        24,
        "004 §4.3.2",
        unit=HOURS,
        group="orders",
        minimum=1,
        order=50,
    ),
)
