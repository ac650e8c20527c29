"""The setting of questions about commission lines."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "commission_answer_days",
        _("A disputed commission line is decided within"),
        5,
        "†",
        unit=_("working days"),
        group="performance",
        minimum=1,
        maximum=31,
        order=95,
    ),
)
