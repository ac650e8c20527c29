"""The expense ratio (EXP-08)."""

import json

from django.shortcuts import render
from django.utils.translation import gettext as _

from performance.expense_claim.permissions import reads_claims
from performance.expense_claim.states import APPROVED
from performance.expense_ratio.ratio import by_month, by_person, by_unit, people_of, total_of
from performance.metric.period import period_from, period_of
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import today
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


@from_replica
def expense_ratio_page(request):
    """Claims by sales per person, per team and per month; scope by role (EXP-08)."""
    require(reads_claims(request.user))
    period = period_from(request.GET.get("period")) or period_of(PeriodKind.YEAR, today())
    people = list(people_of(request.user))
    rows = by_person(people, period)
    months = by_month(people, period.first.year)
    status = "&".join(f"status={each}" for each in APPROVED)
    context = {
        "title": _("Expense ratio"),
        "crumbs": [Crumb(_("Expense ratio"))],
        "period": period,
        "kinds": [
            (label, period_of(kind, today()))
            for kind, label in (
                (PeriodKind.MONTH, _("Month")),
                (PeriodKind.QUARTER, _("Quarter")),
                (PeriodKind.YEAR, _("Year")),
            )
        ],
        "rows": rows,
        "units": by_unit(rows, period),
        "months": months,
        "total": total_of(rows),
        "claims_of_the_period": f"{status}&spent_after={period.first}&spent_before={period.last}",
        "chart": json.dumps(_chart(months)),
    }
    return render(request, "performance/expense_ratio/report.html", context)


def _chart(months):
    """The ratio of each month in per cent."""
    values = [float(row.value * 100) if row.value is not None else None for row in months]
    return {
        "xAxis": {"type": "category", "data": [str(row.who) for row in months]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "{value} %"}},
        "series": [{"type": "bar", "name": _("Expense ratio"), "data": values}],
    }
