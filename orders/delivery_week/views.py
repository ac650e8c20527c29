"""The delivery calendar, week by week."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from customers.visit_week.calendar import read_week, week_label
from orders.delivery_week.calendar import week_of
from salesmgmt.core.calendar import iso_week, today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


@method_decorator(from_replica, name="get")
class DeliveryWeek(View):
    """``/deliveries/week/?week=2026-W11``: what goes out, what is expected, what was promised and is on no note."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        require(may_at_all(request.user, "delivery", "R"))
        span, days = week_of(request.user, read_week(request.GET.get("week", ""), today()), today())
        context = {
            "title": _("Delivery calendar"),
            "span": span,
            "days": days,
            "this_week": week_label(today()),
            "week_number": iso_week(span.first)[1],
            "crumbs": [Crumb(_("Delivery notes"), reverse("delivery-list")), Crumb(_("Delivery calendar"))],
        }
        return render(request, "orders/delivery_week/calendar.html", context)
