"""What analyses tell core about themselves."""

from django.utils.translation import pgettext_lazy

from performance.analysis.exports import build_analysis, count_analysis
from performance.analysis.permissions import can_export_analysis, reads_analysis
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export


def register():
    registry.register_menu(
        "performance", pgettext_lazy("analysis", "Indicators"), "indicators", "gauge", reads_analysis, 4
    )
    registry.register_menu(
        "performance", pgettext_lazy("analysis", "Analysis"), "analysis", "chart-dots", reads_analysis, 5
    )
    register_export(
        "analysis", pgettext_lazy("analysis", "Analysis"), build_analysis, can_export_analysis, count_analysis
    )
