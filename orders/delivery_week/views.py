"""The delivery calendar, by week with its notes, by month in figures."""

import json
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from customers.visit_week.calendar import read_month, read_week, week_label
from orders.delivery_week.calendar import month_of, week_of
from orders.delivery_week.permissions import can_reschedule_delivery
from salesmgmt.core.calendar import iso_week, read_day, today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


def moves_of(user, note, days, back):
    """``{day: address of the dialog}``: the days of this week to which this person may move the note."""
    if not can_reschedule_delivery(user, note):
        return {}
    act = reverse("delivery-do", args=[note.pk, "reschedule"])
    return {
        f"{day.date}": f"{act}?{urlencode({'planned_date': day.date, 'next': back})}"
        for day in days
        if not day.is_past and day.date != note.planned_date
    }


@method_decorator(from_replica, name="get")
class DeliveryWeek(View):
    """``/deliveries/week/?week=2026-W11``: what goes out, what is expected, what was promised and is on no note, with
    ``&day=2026-03-10`` that day without end; ``?month=2026-03``: how much of it on which day."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        require(may_at_all(request.user, "delivery", "R"))
        shown = self._month(request) if "month" in request.GET else self._week(request)
        context = {
            "title": _("Delivery calendar"),
            "this_week": week_label(today()),
            "crumbs": [Crumb(_("Delivery notes"), reverse("delivery-list")), Crumb(_("Delivery calendar"))],
            **shown,
        }
        return render(request, f"orders/delivery_week/{shown['span'].kind}.html", context)

    @staticmethod
    def _week(request):
        monday = read_week(request.GET.get("week", ""), today())
        span, days = week_of(request.user, monday, today(), read_day(request.GET.get("day", "")))
        for note in (note for day in days for note in day.notes):
            note.moves = json.dumps(moves_of(request.user, note, days, request.get_full_path()))
        middle = days[len(days) // 2].date
        return {"span": span, "days": days, "week_number": iso_week(span.first)[1], "month": f"{middle:%Y-%m}"}

    @staticmethod
    def _month(request):
        first = read_month(request.GET["month"], today())
        span, weeks = month_of(request.user, first, today())
        is_now = first == today().replace(day=1)
        return {
            "span": span,
            "weeks": weeks,
            "first": first,
            "week": week_label(today() if is_now else first),
            "reads_orders": may_at_all(request.user, "order", "R"),
        }
