"""What commission tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.commission.clock import close_month, take_up_runs
from performance.commission.exports import build_statements, count_statements
from performance.commission.models import CommissionStatement
from performance.commission.permissions import can_export_commission, can_see_commission
from performance.commission.states import CommissionStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        CommissionStatement, "COM", _("Commission statement"), _("Commission statements"), "coin", "commission-list"
    )
    registry.register_menu(
        "performance", _("Commission statements"), "commission-list", "report-money", can_see_commission, 52
    )
    registry.register_periodic(
        "commission-month",
        _("Commission statements of the past month"),
        "20 4 1 * *",
        close_month,
        rules="PAY-04, PAY-05, PAY-09",
        every_slot=True,
    )
    registry.register_periodic(
        "commission-runs", _("Computations of commission to take up"), "*/5 * * * *", take_up_runs
    )
    register_export(
        "commission-statements",
        _("Commission statements"),
        build_statements,
        can_export_commission,
        count_statements,
        financial=True,
    )
    register_tones(warn=[CommissionStatus.CALCULATED])
    _cards()


def _cards():
    for status, label, role, order in (
        (CommissionStatus.CALCULATED, _("Commission statements to review"), Role.DIR, 55),
        (CommissionStatus.REVIEWED, _("Commission statements to approve"), Role.GM, 56),
    ):
        registry.register_home_card(
            f"commission-{status}",
            label,
            has(role),
            lambda user, status=status: CommissionStatement.objects.visible_to(user).filter(status=status),
            f"commission-list?status={status}",
            icon="coin",
            tone="warn",
            order=order,
        )
    registry.register_home_card(
        "commission-to-pay",
        _("Commission statements to pay"),
        has(Role.FIN),
        lambda user: CommissionStatement.objects.visible_to(user).to_pay(),
        f"commission-list?status={CommissionStatus.APPROVED}",
        icon="cash",
        tone="warn",
        order=57,
    )
