"""The settings of the outlook in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "dso_months",
        _("Days sales outstanding: billed in the last"),
        3,
        "†",
        unit=_("months"),
        group="orders",
        minimum=1,
        maximum=24,
        help=_("Open invoices at the end of a month ÷ what was billed in these months × their days."),
        order=420,
    ),
)
