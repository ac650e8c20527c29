"""The page of the indicators (ANA-03)."""

import json

from django.shortcuts import get_object_or_404, render
from django.utils.translation import pgettext
from django.views import View

from performance.analysis.answer import Answer
from performance.analysis.chart import chart_of, unit_of
from performance.analysis.forms import PeriodForm, units_seen
from performance.analysis.indicators import indicators_of
from performance.analysis.permissions import reads_analysis
from performance.analysis.question import Question
from performance.metric.catalogue import PERSON_OF_THE_DAY
from performance.metric.period import period_from, period_of
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import today
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


class Indicators(View):
    """Sales amount, growth rate, profit margin, market share, satisfaction and new customers, as the assessment counts
    them; each leads to its rows."""

    @from_replica
    def get(self, request):
        user = request.user
        require(reads_analysis(user))
        period = period_from(request.GET.get("period")) or period_of(PeriodKind.MONTH, today())
        unit_pk = as_pk(request.GET.get("unit"))
        unit = get_object_or_404(units_seen(user), pk=unit_pk) if unit_pk else None
        months = Answer(Question(unit=unit.pk if unit else None), user)
        context = {
            "title": pgettext("analysis", "Indicators"),
            "form": PeriodForm(user=user, initial={"period": str(period), "unit": unit}),
            "period": period,
            "unit": unit,
            "indicators": indicators_of(user, period, unit),
            "chart": json.dumps(chart_of(months, months.lines)),
            "chart_unit": unit_of(months),
            "months": months.question.query,
            "note": PERSON_OF_THE_DAY,
            "crumbs": [Crumb(pgettext("analysis", "Indicators"))],
        }
        return render(request, "performance/analysis/indicators.html", context)
