"""What the results of assessments tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.assessment_result.permissions import can_export_payroll, can_see_runs
from performance.assessment_result.runs import FAILED, count_fails
from salesmgmt.core import registry


def register():
    registry.register_menu("performance", _("Results in a row"), "assessment-runs", "stairs-up", can_see_runs, 66)
    registry.register_menu("performance", _("Payroll basis"), "payroll-batch-list", "cash", can_export_payroll, 68)
    registry.register_command("assessment", "confirmed", "assessment_result", count_fails)
    registry.register_task_kind(FAILED, _("Change of post to be decided"), "user-exclamation")
