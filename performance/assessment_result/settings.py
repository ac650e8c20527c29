"""The settings of what assessments lead to."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "excellent_mark",
        _("A result is excellent from"),
        90,
        "†",
        group="performance",
        minimum=1,
        order=195,
    ),
)
