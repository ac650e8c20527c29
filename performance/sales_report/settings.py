"""The settings of sales reports."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import Setting

SETTINGS = (
    Setting(
        "SET-54",
        "sales_report_days",
        _("A sales report is commented within"),
        5,
        "†",
        unit=_("working days"),
        group="performance",
        minimum=1,
        maximum=31,
        order=250,
    ),
)
