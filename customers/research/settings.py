"""The settings of the research in the register (requirements/settings.md)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-52",
        "research_reports_per_quarter",
        _("Research reports a quarter"),
        3,
        "004 §5.2",
        group="customers",
        minimum=0,
        maximum=3,
        order=260,
    ),
)
