"""The first page of performance: collection against the annual quota."""

import json

from django.shortcuts import render
from django.utils.translation import gettext as _

from performance.collection.result import completion, results
from performance.quota.permissions import can_see_quotas
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

YEARS_BACK = 3


@from_replica
def collection(request):
    """Confirmed collection per representative against his quota, as bars and as a table; scope by role (PLN-05)."""
    require(can_see_quotas(request.user))
    this_year = calendar.today().year
    years = [this_year - back for back in range(YEARS_BACK)]
    asked = as_pk(request.GET.get("year"))
    year = asked if asked in years else this_year
    rows = results(request.user, year)
    quota = sum((row.quota or ZERO for row in rows), ZERO)
    collected = sum((row.collected for row in rows), ZERO)
    context = {
        "title": _("Collection against quota"),
        "crumbs": [Crumb(_("Collection against quota"))],
        "rows": rows,
        "year": year,
        "years": years,
        "quota": quota,
        "collected": collected,
        "ratio": completion(collected, quota),
        "chart": json.dumps(_chart(rows)),
    }
    return render(request, "performance/collection/report.html", context)


def _chart(rows):
    """Bars in 万元, one pair a representative."""
    return {
        "legend": {},
        "xAxis": {"type": "category", "data": [str(row.rep) for row in rows]},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "name": _("Quota"), "data": [float((row.quota or ZERO) / 10000) for row in rows]},
            {"type": "bar", "name": _("Collected"), "data": [float(row.collected / 10000) for row in rows]},
        ],
    }
