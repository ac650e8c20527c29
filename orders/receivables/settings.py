"""The settings of the receivables in the register (requirements/settings.md)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.settings_register import DAYS, Setting

SETTINGS = (
    Setting(
        "SET-54",
        "overdue_alert_days",
        _("Alert for receivables overdue for"),
        60,
        "†",
        unit=DAYS,
        group="orders",
        minimum=1,
        order=90,
    ),
    Setting(
        "SET-13a",
        "rolling_base",
        _("Base of the rolling payment"),
        "month_end_balance",
        "004 §2.2",
        "choice",
        group="orders",
        choices=(("month_end_balance", _("receivable balance at the end of the previous month")),),
        order=130,
    ),
    Setting(
        "SET-19",
        "loss_per_mille",
        _("Losses to dispatched value"),
        Decimal("5"),
        "004 §5.4.3",
        "decimal",
        unit="‰",
        group="orders",
        minimum=0,
        order=160,
    ),
    Setting(
        "SET-19",
        "bad_debt_per_mille",
        _("Doubtful and bad accounts to dispatched value"),
        Decimal("5"),
        "004 §5.4.4",
        "decimal",
        unit="‰",
        group="orders",
        minimum=0,
        order=170,
    ),
    Setting(
        "SET-47",
        "write_off_approvers",
        _("A write-off is approved by"),
        ["fin", "gm"],
        "†",
        "choices",
        group="orders",
        choices=(("fin", _("Finance")), ("gm", _("General manager"))),
        order=180,
    ),
    Setting(
        "SET-62",
        "go_live_on",
        _("Receivables are kept here from"),
        None,
        "†",
        "date",
        group="orders",
        optional=True,
        help=_(
            "Opening balances are taken over up to the day before. Empty: the day on which the first account was opened here."
        ),
        order=200,
    ),
)
