"""The report on channels: which of them bring customers (LEAD-07)."""

import datetime as dt
import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.channel.filters import ChannelFilters
from customers.channel.report import channel_report, total_of
from customers.channel.tables import ChannelTable
from customers.lead.models import Lead
from salesmgmt.core.calendar import month_bounds, quarter_of, today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.shell import address_of


class LeadChannels(View):
    """Which channel brings customers (LEAD-07)."""

    @from_replica
    def get(self, request):
        require(may_at_all(request.user, "lead", "R"))
        filterset = ChannelFilters(request.GET, Lead.objects.visible_to(request.user), user=request.user)
        by = "campaign" if request.GET.get("by") == "campaign" else "source"
        rows = channel_report(filterset.qs, by)
        total = total_of(rows, str(_("Total")))
        context = {
            "title": _("Channels"),
            "filterset": filterset,
            "by": by,
            "rows": rows,
            "total": total,
            "table": ChannelTable([*rows, total] if rows else [], user=request.user),
            "chart": json.dumps(chart_of(rows)),
            "crumbs": [Crumb(_("Leads"), reverse("lead-list")), Crumb(_("Channels"))],
            "periods": periods(today()),
            "export_url": address_of("export-create") if may_at_all(request.user, "lead", "E") else "",
            "querystring": request.GET.urlencode(),
        }
        return render(request, "customers/channel/report.html", context)


def periods(day):
    """``[(label, query)]`` of the periods people ask for most."""
    first, last = month_bounds(day)
    quarter = quarter_of(day)
    spans = [
        (_("This month"), first, last),
        (_("This quarter"), quarter.first_day, quarter.last_day),
        (_("This year"), dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)),
        (_("Last year"), dt.date(day.year - 1, 1, 1), dt.date(day.year - 1, 12, 31)),
    ]
    return [(label, f"created_at_after={start}&created_at_before={end}") for label, start, end in spans]


def chart_of(rows):
    """Bars of leads and converted leads, most leads at the top."""
    shown = list(reversed(rows[:12]))
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"top": 0},
        "grid": {"left": 8, "right": 24, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [row.label for row in shown]},
        "series": [
            {"name": str(_("leads")), "type": "bar", "data": [row.leads for row in shown]},
            {"name": str(_("converted")), "type": "bar", "data": [row.converted for row in shown]},
        ],
    }
