"""Results in a row, and the payroll basis."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View
from django.views.decorators.http import require_POST

from performance.assessment.models import Assessment
from performance.assessment.states import AssessmentStatus
from performance.assessment_result.models import PayrollBatch
from performance.assessment_result.payroll import export_payroll, write_file
from performance.assessment_result.permissions import can_export_payroll, can_see_runs
from performance.assessment_result.runs import runs
from performance.assessment_result.tables import PayrollBatchTable, RunTable
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lists import ListPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Runs(View):
    """KPI-07 and KPI-08 on one page: who is excellent, and who fails, how many periods in a row."""

    @from_replica
    def get(self, request):
        require(can_see_runs(request.user))
        limits = policy()
        rows = runs(request.user)
        table = RunTable(rows, user=request.user)
        if limits.excellent_periods is None:
            table.columns.hide("is_candidate")
        context = {
            "title": _("Results in a row"),
            "crumbs": [
                Crumb(pgettext("assessment", "Assessments"), reverse("assessment-list")),
                Crumb(_("Results in a row")),
            ],
            "table": table,
            "rows": rows,
            "excellent_mark": limits.excellent_mark,
            "excellent_periods": limits.excellent_periods,
            "failed_periods": limits.failed_periods,
        }
        return render(request, "performance/assessment_result/runs.html", context)


class PayrollBatchList(ListPage):
    model = PayrollBatch
    key = "payroll-batches"
    matrix_key = "assessment"
    title = gettext_lazy("Payroll basis")
    template_name = "performance/assessment_result/payroll.html"
    table_class = PayrollBatchTable
    filterset_class = None
    empty_title = gettext_lazy("Nothing exported yet")
    empty_text = gettext_lazy("Each confirmed assessment goes to the payroll once; afterwards it is applied.")

    @classmethod
    def base_queryset(cls, user):
        rows = PayrollBatch.objects.select_related("made_by").annotate(count=Count("entries"))
        return rows if can_export_payroll(user) else rows.none()

    @classmethod
    def may_open(cls, user):
        return can_export_payroll(user)

    def get_context_data(self, **extra):
        waiting = Assessment.objects.visible_to(self.request.user).filter(status=AssessmentStatus.CONFIRMED).count()
        return super().get_context_data(waiting=waiting, **extra)


@require_POST
def export(request):
    """Everything confirmed that waits, as one batch."""
    try:
        batch = export_payroll(request.user)
    except BusinessError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Payroll basis %(number)s is made.") % {"number": batch.number})
    return HttpResponseRedirect(reverse("payroll-batch-list"))


class PayrollBatchFile(View):
    def get(self, request, pk):
        require(can_export_payroll(request.user))
        batch = get_object_or_404(PayrollBatch, pk=pk)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "payroll.xlsx"
            write_file(batch, request.user, path)
            data = path.read_bytes()
        answer = HttpResponse(data, content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="{batch.number}.xlsx"'
        return answer
