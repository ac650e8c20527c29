"""What the month end tells core."""

from django.utils.translation import gettext_lazy as _

from orders.account.check import register_check
from orders.month_end.approval import REOPENING
from orders.month_end.check import FROZEN, TOTAL
from orders.month_end.closing import shut_until
from orders.month_end.models import MonthBalance, MonthEnd
from orders.month_end.permissions import reads_month_ends
from orders.month_end.states import MonthStatus
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        MonthEnd, "MON", _("Month end"), _("Month ends"), "calendar-check", "month-end-list", search=False
    )
    registry.register_menu("money", _("Month end"), "month-end", "calendar-check", reads_month_ends, 97)
    registry.register_fact("ledger", "shut_until", shut_until)
    registry.register_tab(
        "month_end",
        registry.Tab(
            "balances",
            _("Balances"),
            "month-end-balances",
            lambda month_end, user: MonthBalance.objects.visible_to(user).filter(
                month_end=month_end, run=month_end.closings
            ),
            lambda user, month_end: reads_month_ends(user),
            "scale",
            10,
        ),
    )
    approvals.register(REOPENING)
    register_tones(warn=[MonthStatus.REOPENED])
    register_check("month_balance", FROZEN)
    register_check("month_total", TOTAL)
