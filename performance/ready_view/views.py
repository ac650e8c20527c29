"""The ready views: one page each, the documents behind a line, and the list of all."""

import json

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views import View
from django.views.decorators.http import require_GET

from performance.analysis.forms import SpanForm
from performance.analysis.permissions import can_export_analysis, reads_analysis
from performance.metric.catalogue import PERSON_OF_THE_DAY
from performance.metric.tables import BehindTable
from performance.ready_view.answer import ViewAnswer, ViewQuestion
from performance.ready_view.catalogue import VIEWS, views_for
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.paging import PagedRows, Pages

ROWS_A_PAGE = 50


def _crumb():
    return Crumb(pgettext("ready view", "Ready views"), reverse("ready-views"))


def _asked(request, code):
    require(reads_analysis(request.user))
    view = VIEWS.get(code)
    if view is None or not view.may(request.user):
        raise Http404
    return ViewAnswer(ViewQuestion.read(code, request.GET), request.user)


@require_GET
def ready_views(request):
    """Every question that is asked often, with one sentence."""
    require(reads_analysis(request.user))
    context = {
        "title": pgettext("ready view", "Ready views"),
        "views": views_for(request.user),
        "crumbs": [Crumb(pgettext("ready view", "Ready views"))],
    }
    return render(request, "performance/ready_view/list.html", context)


class ReadyViewPage(View):
    """Number, table, chart or map of one question; each line leads to its documents."""

    @from_replica
    def get(self, request, code):
        answer = _asked(request, code)
        chart = answer.chart
        context = {
            "title": answer.view.name,
            "form": SpanForm(user=request.user, initial=vars(answer.question)),
            "answer": answer,
            "view": answer.view,
            "chart": json.dumps(chart) if chart and not answer.is_empty else "",
            "querystring": f"view={code}" + (f"&{answer.question.query}" if answer.question.query else ""),
            "can_export": bool(can_export_analysis(request.user)),
            "note": PERSON_OF_THE_DAY,
            "crumbs": [_crumb(), Crumb(answer.view.name)],
        }
        return render(request, "performance/ready_view/page.html", context)


class ReadyViewRows(View):
    """The documents that one line was counted from."""

    @from_replica
    def get(self, request, code):
        answer = _asked(request, code)
        documents = answer.documents(request.GET.get("at", "")[:40])
        if documents is None:
            raise Http404
        page = Pages(PagedRows(documents.rows.order_by(*documents.order)), ROWS_A_PAGE).get_page(
            request.GET.get("page")
        )
        shown = [vars(documents.show(row)) for row in page.object_list]
        table = BehindTable(shown, user=request.user)
        if all(row["amount"] is None for row in shown):
            table.columns.hide("amount")
        line = next(line for line in answer.lines if line.key == request.GET["at"])
        context = {
            "title": answer.view.name,
            "whose": line.cells[0],
            "period": answer.scope.span,
            "metric": None,
            "value": "",
            "note": answer.view.text,
            "table": table,
            "page": page,
            "crumbs": [_crumb(), Crumb(answer.view.name, answer.question.address), Crumb(str(line.cells[0]))],
        }
        template = "performance/metric/_rows.html" if request.htmx else "performance/ready_view/rows.html"
        return render(request, template, context)
