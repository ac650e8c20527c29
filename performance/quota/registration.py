"""What performance tells the shell about itself; called from apps.py."""

from django.utils.translation import gettext_lazy as _

from performance.collection.result import totals
from performance.quota.approval import QUOTA
from performance.quota.models import Quota
from performance.quota.permissions import can_edit_quota, can_see_quotas
from salesmgmt.core import calendar, registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.registry import MetricValue


def register():
    approvals.register(QUOTA)
    register_draft(Quota, can_edit_quota)
    registry.register_document(Quota, "QTA", _("Quota"), _("Quotas"), "target", "quota-list", search=False)
    registry.register_menu(
        "performance", _("Collection against quota"), "performance-collection", "chart-histogram", can_see_quotas, 10
    )
    registry.register_menu("performance", _("Quotas"), "quota-list", "target", can_see_quotas, 20)
    registry.register_metric(
        "collected-this-year", _("Collected this year"), can_see_quotas, _collected, "performance-collection", 40
    )


def _collected(user):
    """The year's collection of everybody in scope against their quotas."""
    collected, quota = totals(user, calendar.today().year)
    return MetricValue(collected, target=quota or None)
