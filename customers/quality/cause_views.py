"""Causes by product."""

import json

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.category.models import ProductCategory
from customers.quality.causes import can_read_causes, cause_report
from customers.quality.filters import category_from, quarter_from
from customers.quality.tables import CauseTable
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


class QualityCauses(View):
    """Which products and causes customers speak of, a quarter at a time (SVC-11)."""

    @from_replica
    def get(self, request):
        require(can_read_causes(request.user))
        quarter = quarter_from(request.GET.get("quarter", ""))
        category = category_from(request.GET.get("category", ""))
        rows = cause_report(request.user, quarter, category)
        context = {
            "title": _("Products and causes"),
            "quarter": quarter,
            "previous": quarter.preceding,
            "next": quarter.following if quarter.following.first_day <= today() else None,
            "category": category,
            "categories": ProductCategory.objects.all(),
            "rows": rows,
            "table": CauseTable(rows, user=request.user),
            "chart": json.dumps(cause_chart(rows)),
            "querystring": f"quarter={quarter}&category={category.pk if category else ''}",
            "crumbs": [Crumb(_("Quality opinions"), reverse("quality-opinion-list")), Crumb(_("Products and causes"))],
            "can_export": may_at_all(request.user, "quality_opinion", "E"),
        }
        return render(request, "customers/quality/causes.html", context)


def cause_chart(rows):
    shown = list(reversed(rows[:12]))
    names = [" · ".join(filter(None, [row.product, row.cause])) or "—" for row in shown]
    return {
        "legend": {},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": names, "axisLabel": {"width": 130, "overflow": "truncate"}},
        "series": [
            {
                "name": str(_("quality opinions")),
                "type": "bar",
                "stack": "all",
                "data": [row.opinions for row in shown],
            },
            {"name": str(_("complaints")), "type": "bar", "stack": "all", "data": [row.complaints for row in shown]},
        ],
    }
