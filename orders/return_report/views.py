"""The report of returns by the five categories (RET-01)."""

import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from orders.return_report.figures import (
    SHOWN,
    by_category,
    by_cause,
    by_customer,
    by_month,
    by_product,
    lines_of,
    total,
)
from orders.return_report.forms import MONTH, ReportForm
from orders.return_report.period import months
from orders.return_report.permissions import can_export_report, can_read_report
from orders.return_report.tables import GroupTable
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


class ReturnReport(View):
    """Quantity and amount by category, month, product, root cause and customer, of the months chosen."""

    @from_replica
    def get(self, request):
        user = request.user
        require(can_read_report(user))
        first, last = months(None, None)
        form = ReportForm(request.GET or None, user=user, initial={"since": first, "until": last})
        chosen = form.chosen()
        lines = lines_of(user, chosen)
        categories = by_category(lines)
        groups = [
            (_("By month"), by_month(lines)),
            (_("By product"), by_product(lines)),
            (_("By root cause"), by_cause(lines)),
            (_("By customer"), by_customer(lines)),
        ]
        context = {
            "title": _("Report of returns"),
            "form": form,
            "since": f"{chosen['since']:{MONTH}}",
            "until": f"{chosen['until']:{MONTH}}",
            "categories": GroupTable(categories, user=user),
            "total": total(categories),
            "shows_money": sees_prices(user),
            "chart": json.dumps(bars(categories)),
            "groups": [(label, GroupTable(rows[:SHOWN], user=user), len(rows)) for label, rows in groups if rows],
            "shown": SHOWN,
            "querystring": request.GET.urlencode(),
            "can_export": bool(can_export_report(user)),
            "crumbs": [Crumb(_("Returns"), reverse("return-list")), Crumb(_("Report of returns"))],
        }
        return render(request, "orders/return_report/page.html", context)


def bars(rows):
    """The quantity of each category, the first at the top."""
    shown = list(reversed(rows))
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 24, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [row.label for row in shown]},
        "color": ["#6b85c9"],
        "series": [{"name": _("Quantity"), "type": "bar", "data": [float(row.quantity) for row in shown]}],
    }
