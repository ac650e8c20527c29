"""What collection against quota tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.collection.result import totals
from performance.quota.permissions import can_see_quotas
from salesmgmt.core import calendar, registry
from salesmgmt.core.registry import MetricValue


def register():
    registry.register_menu(
        "performance", _("Collection against quota"), "performance-collection", "chart-histogram", can_see_quotas, 10
    )
    registry.register_metric(
        "collected-this-year", _("Collected this year"), can_see_quotas, _collected, "performance-collection", 40
    )


def _collected(user):
    """The year's collection of everybody in scope against their quotas."""
    collected, quota = totals(user, calendar.today().year)
    return MetricValue(collected, target=quota or None)
