"""The annual indicators of receivables (REC-08), and what is shown beside them of losses and bad accounts."""

import json

from django.shortcuts import render
from django.utils.translation import gettext as _

from orders.account.permissions import can_see_receivables
from orders.indicator.figures import receivable_ratio
from orders.indicator.states import Band
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import unit_price
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

YEARS_BACK = 3
TONES = {Band.TARGET: "good", Band.WITHIN: "warn", Band.EXCEEDED: "bad"}


@from_replica
def indicators(request):
    """Receivables against the goods dispatched in the year, month by month, as a line and as a table."""
    require(can_see_receivables(request.user))
    this_year = today().year
    years = [this_year - back for back in range(YEARS_BACK)]
    asked = as_pk(request.GET.get("year"))
    year = asked if asked in years else this_year
    months = receivable_ratio(request.user, year)
    rows = [(month, TONES.get(month.band, "")) for month in months]
    context = {
        "title": _("Annual indicators of receivables"),
        "crumbs": [Crumb(_("Annual indicators of receivables"))],
        "rows": rows,
        "last": rows[-1] if rows else None,
        "year": year,
        "years": years,
        "target": policy().receivable_ratio_target,
        "maximum": policy().receivable_ratio_maximum,
        "chart": json.dumps(_chart(months)),
        "losses": registry.fact("user", "loss_indicators", request.user, year=year) if months else [],
        "last_day": months[-1].day if months else None,
        "goods": f"dispatched=true&departed_at_after={year}-01-01&departed_at_before=",
    }
    return render(request, "orders/indicator/page.html", context)


def _chart(months):
    """The ratio in per cent beside its two limits; a month without goods dispatched has no point."""
    shares = [None if month.share is None else float(unit_price(month.share * 100)) for month in months]
    limits = ((_("Target"), policy().receivable_ratio_target), (_("Maximum"), policy().receivable_ratio_maximum))
    return {
        "legend": {},
        "xAxis": {"type": "category", "data": [f"{month.day:%Y-%m}" for month in months]},
        # In the first months of a year the ratio is many times its limits, which a plain axis would press to the ground.
        "yAxis": {"type": "log" if max(filter(None, shares), default=0) > 5 * limits[1][1] else "value"},
        "series": [
            {"type": "line", "name": _("Ratio in per cent"), "data": shares},
            *({"type": "line", "name": name, "data": [float(limit)] * len(months)} for name, limit in limits),
        ],
    }
