"""What one customer says of us, and causes by product."""

import json

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.category.models import ProductCategory
from customers.customer.views import CustomerDetail
from customers.feedback.filters import quarter_from
from customers.quality import voice as customer_voice
from customers.quality.causes import can_read_causes, cause_report
from customers.quality.filters import category_from
from customers.quality.permissions import can_record_voice
from customers.quality.tables import CauseTable, VoiceTable
from customers.quality.views import reads_opinions
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.replica import from_replica
from salesmgmt.core.web.crumbs import Crumb


class CustomerQuality(View):
    """The tab of a customer: quality, new products, supply, each with date and source document (CUS-09)."""

    parent = CustomerDetail

    def get(self, request, pk):
        customer = get_object_or_404(CustomerDetail.queryset(request.user), pk=pk)
        if not reads_opinions(request.user):
            raise PermissionDenied
        sections = [
            (_("Judgement of product quality"), "message-report", customer_voice.quality_of(customer, request.user),
             _("Nothing was said of product quality yet.")),
            (_("Demand for new products and improvements"), "bulb", customer_voice.demand_of(customer, request.user),
             _("No wish was recorded yet.")),
            (_("Satisfaction with supply and service"), "star",
             customer_voice.satisfaction_with_supply(customer, request.user), _("No feedback and no survey answer yet.")),
        ]  # fmt: skip
        page = CustomerDetail(request=request)
        context = {
            **page.shell(customer, active_tab="customer-quality"),
            "sections": [(label, mark, VoiceTable(rows, user=request.user), empty)
                         for label, mark, rows, empty in sections],
            "can_record": can_record_voice(request.user, customer),
        }  # fmt: skip
        return render(request, "customers/quality/tab.html", context)


class QualityCauses(View):
    """Which products and causes customers speak of, a quarter at a time (SVC-11)."""

    @from_replica
    def get(self, request):
        if not can_read_causes(request.user):
            raise PermissionDenied
        quarter = quarter_from(request.GET.get("quarter", ""))
        category = category_from(request.GET.get("category", ""))
        rows = cause_report(request.user, quarter, category)
        context = {
            "title": _("Products and causes"), "quarter": quarter, "previous": quarter.preceding,
            "next": quarter.following if quarter.following.first_day <= today() else None, "category": category,
            "categories": ProductCategory.objects.all(), "rows": rows, "table": CauseTable(rows, user=request.user),
            "chart": json.dumps(cause_chart(rows)), "querystring": f"quarter={quarter}&category={category.pk if category else ''}",
            "crumbs": [Crumb(_("Quality opinions"), reverse("quality-opinion-list")), Crumb(_("Products and causes"))],
            "can_export": may_at_all(request.user, "quality_opinion", "E"),
        }  # fmt: skip
        return render(request, "customers/quality/causes.html", context)


def cause_chart(rows):
    shown = list(reversed(rows[:12]))
    names = [" · ".join(filter(None, [row.product, row.cause])) or "—" for row in shown]
    return {
        "legend": {},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": names, "axisLabel": {"width": 130, "overflow": "truncate"}},
        "series": [
            {"name": str(_("quality opinions")), "type": "bar", "stack": "all", "data": [row.opinions for row in shown]},
            {"name": str(_("complaints")), "type": "bar", "stack": "all", "data": [row.complaints for row in shown]},
        ],
    }  # fmt: skip
