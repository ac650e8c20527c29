"""What the sheet of a sales plan tells core."""

from django.utils.translation import gettext_lazy as _

from performance.plan.permissions import reads_plans
from performance.plan_sheet.exports import build_plan
from performance.plan_sheet.imports import SALES_PLANS
from salesmgmt.core.domain import imports
from salesmgmt.core.domain.exports import register_export


def register():
    register_export("sales-plan", _("Sales plan"), build_plan, reads_plans)
    imports.register_import(SALES_PLANS)
