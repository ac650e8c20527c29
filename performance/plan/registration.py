"""What sales plans tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.plan.allocation import waits_for_plan
from performance.plan.approval import SALES_PLAN
from performance.plan.clock import open_year
from performance.plan.models import SalesPlan
from performance.plan.permissions import can_edit_plan, reads_plans
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft


def register():
    approvals.register(SALES_PLAN)
    register_draft(SalesPlan, can_edit_plan)
    registry.register_document(
        SalesPlan, "SPL", _("Sales plan"), _("Sales plans"), "chart-treemap", "sales-plan-list", search=False
    )
    registry.register_menu("performance", _("Sales plans"), "sales-plan-list", "chart-treemap", reads_plans, 15)
    registry.register_fact("quota", "waits_for_plan", waits_for_plan)
    registry.register_periodic(
        "sales-plan-year",
        _("Drafts of the year's sales plan and quotas"),
        "20 0 1 1 *",
        open_year,
        "PLN-01",
        every_slot=True,
    )
