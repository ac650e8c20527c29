"""The settings of the task plan in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "task_plans_used",
        _("The planner consolidates intake plans into task plans"),
        True,
        "003 (三)2; CF-10",
        "bool",
        group="orders",
        order=265,
    ),
)
