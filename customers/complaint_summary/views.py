"""The monthly summary of complaints (CMP-05)."""

import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from customers.complaint.models import Complaint
from customers.complaint.permissions import can_read_summary
from customers.complaint_summary.month import by_cause, by_product, by_severity, closed_in, month_of, trend
from customers.complaint_summary.permissions import can_export_summary
from customers.complaint_summary.tables import CountTable, TrendTable
from salesmgmt.core.calendar import add_months, month_bounds
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


class ComplaintSummary(View):
    """Closed complaints of a month by cause, product and severity, and the trend of twelve months."""

    @from_replica
    def get(self, request):
        require(can_read_summary(request.user))
        month, user = month_of(request.GET), request.user
        rows = closed_in(user, month)
        parts = [
            (_("By root cause"), by_cause(rows)),
            (_("By product"), by_product(rows)),
            (_("By severity"), by_severity(rows)),
        ]
        development = trend(user, month)
        first, last = month_bounds(month)
        context = {
            "title": _("Complaints of the month"),
            "month": f"{month:%Y-%m}",
            "parts": [
                (label, CountTable(counts, user=user), json.dumps(bars(counts))) for label, counts in parts if counts
            ],
            "total": sum(row.total for row in parts[2][1]),
            "serious": sum(row.serious for row in parts[2][1]),
            "late": sum(row.late for row in parts[2][1]),
            "trend": json.dumps(lines_of(development)),
            "trend_table": TrendTable(
                [dict(zip(("month", "general", "serious"), each, strict=True)) for each in reversed(development)],
                user=user,
            ),
            "before": f"{add_months(month, -1):%Y-%m}",
            "after": f"{add_months(month, 1):%Y-%m}",
            "list_query": f"status={Complaint.Status.CLOSED}&closed_at_after={first}&closed_at_before={last}",
            "querystring": f"month={month:%Y-%m}",
            "can_export": bool(can_export_summary(user)),
            "crumbs": [Crumb(_("Complaints"), reverse("complaint-list")), Crumb(_("Monthly summary"))],
        }
        return render(request, "customers/complaint_summary/page.html", context)


# General, serious: the colours of their tags.
COLOURS = ["#6b85c9", "#c5322d"]


def bars(rows):
    """General and serious ones side by side on one bar, most at the top."""
    shown = list(reversed(rows[:10]))
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"top": 0},
        "color": COLOURS,
        "grid": {"left": 8, "right": 24, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [row.label for row in shown]},
        "series": [
            {
                "name": _("General complaint"),
                "type": "bar",
                "stack": "n",
                "data": [row.total - row.serious for row in shown],
            },
            {"name": _("Serious complaint"), "type": "bar", "stack": "n", "data": [row.serious for row in shown]},
        ],
    }


def lines_of(development):
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"top": 0},
        "color": COLOURS,
        "grid": {"left": 8, "right": 24, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [month for month, _general, _serious in development]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": _("General complaint"), "type": "bar", "stack": "n", "data": [row[1] for row in development]},
            {"name": _("Serious complaint"), "type": "bar", "stack": "n", "data": [row[2] for row in development]},
        ],
    }
