"""Where ready views are found, and their export."""

from django.utils.translation import pgettext_lazy

from performance.analysis.permissions import can_export_analysis, reads_analysis
from performance.ready_view.afterwards import brought_on_page, sold_to_participants
from performance.ready_view.exports import build_view, count_view
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export


def register():
    registry.register_menu(
        "performance", pgettext_lazy("ready view", "Ready views"), "ready-views", "report-search", reads_analysis, 5
    )
    register_export(
        "ready-view", pgettext_lazy("ready view", "Ready view"), build_view, can_export_analysis, count_view
    )
    registry.register_fact("campaign", "sold_to_participants", sold_to_participants)
    registry.register_section(
        "campaign", registry.Section("brought", "performance/ready_view/_brought.html", brought_on_page, order=40)
    )
