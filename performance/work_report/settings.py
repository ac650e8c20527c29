"""The settings of the work reports in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-51",
        "work_report_days",
        _("Work report every"),
        7,
        "†",
        unit=DAYS,
        group="performance",
        minimum=1,
        order=220,
    ),
)
