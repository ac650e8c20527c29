"""The settings of expense claims; who approves them stands with the performance (SET-32a, SET-42)."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import PERCENT, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "expense_budget_span",
        _("A claim is held against"),
        "year",
        "†",
        "choice",
        group="performance",
        choices=(
            ("year", _("the budget of the year")),
            ("to_date", _("the budget up to the month of the expense")),
        ),
        order=155,
    ),
    Setting(
        "SET-54",
        "expense_warning_percent",
        _("The use of an expense budget is marked from"),
        80,
        "†",
        unit=PERCENT,
        group="performance",
        minimum=1,
        maximum=100,
        order=156,
    ),
)
