"""What the report of returns tells core."""

from django.utils.translation import gettext_lazy as _

from orders.return_report.exports import build_report, count_report
from orders.return_report.permissions import can_export_report, can_read_report
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export


def register():
    registry.register_menu(
        "orders", _("Report of returns"), "return-report", "chart-bar", can=can_read_report, order=72
    )
    register_export("return-report", _("Report of returns"), build_report, can_export_report, count_report)
