"""The funnel of opportunities, for superiors (OPP-05)."""

import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.opportunity.filters import FunnelFilters
from customers.opportunity.funnel import by_rep, funnel
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import sees_funnel
from customers.opportunity.tables import RepTable, StageTable
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

TEN_THOUSAND = 10_000


class OpportunityFunnel(View):
    """Stages by number and by expected amount, each with its table, and a line for every rep."""

    @from_replica
    def get(self, request):
        require(sees_funnel(request.user))
        rows = Opportunity.objects.visible_to(request.user)
        filterset = FunnelFilters(request.GET, rows, user=request.user)
        days = policy().opportunity_stale_days
        stages, reps = funnel(filterset.qs, days), by_rep(filterset.qs, days, today())
        context = {
            "title": _("Opportunity funnel"),
            "filterset": filterset,
            "stages": stages,
            "stale_days": days,
            "total": sum(stage.count for stage in stages),
            "stage_table": StageTable(stages, user=request.user),
            "rep_table": RepTable(reps, user=request.user),
            "count_chart": chart(stages, lambda stage: stage.count),
            "amount_chart": chart(stages, lambda stage: float(round(stage.amount / TEN_THOUSAND, 2))),
            "crumbs": [Crumb(_("Opportunities"), reverse("opportunity-list")), Crumb(_("Funnel"))],
        }
        return render(request, "customers/opportunity/funnel.html", context)


def chart(stages, value):
    """The stages as bars from the top down: a later stage may well hold more than an earlier one, so that no funnel
    would show it."""
    rows = stages[::-1]  # an axis begins below
    return json.dumps(
        {
            "xAxis": {"type": "value", "minInterval": 1},
            "yAxis": {"type": "category", "data": [str(stage.label) for stage in rows]},
            "series": [
                {
                    "type": "bar",
                    "label": {"show": True, "position": "right", "color": "inherit"},
                    "data": [value(stage) for stage in rows],
                }
            ],
        }
    )
