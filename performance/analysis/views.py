"""Analyses: a measure split and compared, the documents behind each figure, and the indicators on one page (ANA-03, ANA-04)."""

import json

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views import View

from performance.analysis.answer import SHOWN, Answer
from performance.analysis.chart import chart_of, unit_of
from performance.analysis.difference import difference_of
from performance.analysis.forms import AnalysisForm
from performance.analysis.permissions import can_export_analysis, may_measure, reads_analysis
from performance.analysis.question import Question
from performance.analysis.states import Split
from performance.analysis.tables import AnswerTable
from performance.analysis.unusual import unusual_month
from performance.metric.catalogue import PERSON_OF_THE_DAY
from performance.metric.once import counted_once
from performance.metric.tables import BehindTable
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.paging import PagedRows, Pages

ROWS_A_PAGE = 50


def _asked(request):
    """The question of the address; a measure of cost is not there for those who see none (SEC-03)."""
    require(reads_analysis(request.user))
    question = Question.read(request.GET)
    if not may_measure(request.user, question.what()):
        raise Http404
    return question


class Analysis(View):
    """Table, chart and workbook of one question; each figure leads to what it was added up from (ANA-04)."""

    @from_replica
    @counted_once()
    def get(self, request):
        user, question = request.user, _asked(request)
        answer = Answer(question, user)
        form = AnalysisForm(user=user, initial=vars(question))
        context = {
            "title": pgettext("analysis", "Analysis"),
            "form": form,
            "question": question,
            "answer": answer,
            "measure": answer.measure,
            "span": answer.span,
            "note": PERSON_OF_THE_DAY,
            "querystring": question.query,
            "can_export": bool(can_export_analysis(user)),
            "crumbs": [Crumb(pgettext("analysis", "Analysis"))],
            **(self._answered(answer) if answer.source is not None else {}),
        }
        return render(request, "performance/analysis/page.html", context)

    def _answered(self, answer):
        by_month = answer.question.split == Split.MONTH
        shown, others = answer.largest
        lines = [*shown, *([others] if others else [])]
        return {
            "table": AnswerTable([*lines, answer.total], measure=answer.measure, user=self.request.user),
            "total": answer.total,
            "is_empty": not lines,
            "chart": json.dumps(chart_of(answer, shown)),
            "shown": SHOWN,
            "chart_unit": unit_of(answer),
            "value": answer.measure.text(answer.total.value),
            **({"unusual": unusual_month(answer), "difference": difference_of(answer)} if by_month else {}),
        }


class AnalysisRows(View):
    """The documents that a figure of an analysis was added up from."""

    @from_replica
    def get(self, request):
        question = _asked(request)
        answer = Answer(question, request.user)
        if answer.source is None:
            raise Http404
        rows, (above, below) = answer.behind(request.GET.get("at", "")[:40])
        behind = answer.source.behind
        page = Pages(PagedRows(rows.order_by(behind.day, "pk")), ROWS_A_PAGE).get_page(request.GET.get("page"))
        shown = [vars(behind.show(row)) for row in page.object_list]
        table = BehindTable(shown, user=request.user)
        if all(row["amount"] is None for row in shown):
            table.columns.hide("amount")
        back = reverse("analysis") + (f"?{question.query}" if question.query else "")
        context = {
            "title": answer.measure.name,
            "whose": pgettext("analysis", "What the figure was added up from"),
            "period": answer.span,
            "metric": answer.measure,
            "value": answer.measure.text(answer.measure.value(above, below)),
            "note": PERSON_OF_THE_DAY,
            "table": table,
            "page": page,
            "crumbs": [Crumb(pgettext("analysis", "Analysis"), back), Crumb(answer.measure.name)],
        }
        template = "performance/metric/_rows.html" if request.htmx else "performance/metric/rows.html"
        return render(request, template, context)
