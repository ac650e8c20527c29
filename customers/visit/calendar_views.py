"""The calendar of visits, and the weekly grid of reps."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from customers.customer.models import Customer
from customers.visit.calendar import fill, month_span, read_month, read_week, week_label, week_span
from customers.visit.compliance import bounds, compliance_of_all
from customers.visit.models import Visit
from customers.visit.tables import CustomerWeekTable
from salesmgmt.core.calendar import iso_week, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, may_at_all, scopes
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

WEEKS = 8


def people_of(user):
    """Whose visits this person may look at: himself, his team, his region, all."""
    granted = scopes(user, "visit", "R")
    people = User.objects.with_role(Role.REP, Role.MGR, Role.DIR).order_by("name")
    if "a" in granted:
        return people
    return people.filter(pk__in=set().union({user.pk}, *(user.owner_ids(scope) for scope in granted & set("otg"))))


def chosen_person(request, people):
    """``?person=7``; without it a rep sees himself, and a superior everybody."""
    asked = request.GET.get("person", "")
    if asked.isdecimal():
        return get_object_or_404(people, pk=as_pk(asked))
    return request.user if asked != "all" and request.user.has_role(Role.REP) else None


class VisitCalendar(View):
    """``/visits/calendar/?week=2026-W11`` or ``?month=2026-03``, with ``&person=7`` for one person."""

    def get(self, request):
        require(may_at_all(request.user, "visit", "R"))
        people = people_of(request.user)
        person, span = chosen_person(request, people), self._span(request)
        rows = Visit.objects.visible_to(request.user).between(span.first, span.last).exclude(status="cancelled")
        rows = rows.filter(visitor=person) if person else rows
        fill(span, rows.select_related("customer", "visitor"))
        return render(request, "customers/visit/calendar.html", self._context(request, span, person, people))

    @staticmethod
    def _span(request):
        if "month" in request.GET:
            return month_span(read_month(request.GET["month"], today()), today())
        return week_span(read_week(request.GET.get("week", ""), today()), today())

    @staticmethod
    def _context(request, span, person, people):
        middle = span.days[len(span.days) // 2].date
        return {
            "title": _("Visit calendar"),
            "span": span,
            "person": person,
            "middle": middle,
            "today": today(),
            "people": list(people) if not people.query.is_empty() else [],
            "this_week": week_label(today()),
            "week_of": week_label(middle if span.kind == "month" else span.first),
            "month_of": f"{middle:%Y-%m}",
            "may_plan": may_at_all(request.user, "visit", "C"),
            "week_number": iso_week(span.first)[1],
            "crumbs": [Crumb(_("Visits"), reverse("visit-list")), Crumb(_("Calendar"))],
        }


class VisitCompliance(View):
    """Reps by weeks; ``?rep=7&week=2026-W11`` opens the customers of one cell (VIS-05)."""

    @from_replica
    def get(self, request):
        require(may_at_all(request.user, "visit", "R"))
        last = read_week(request.GET.get("week", ""), today())
        weeks = [iso_week(last.fromordinal(last.toordinal() - 7 * number)) for number in reversed(range(WEEKS))]
        reps = list(people_of(request.user).filter(customers__isnull=False).distinct())
        found = compliance_of_all(reps, weeks)
        context = {
            "title": _("Visits a week"),
            "weeks": [_week(week) for week in weeks],
            "policy": policy(),
            "rows": [(rep, [found[rep.pk, week] for week in weeks]) for rep in reps],
            "this_week": iso_week(today()),
            "chosen": self._chosen(request, reps, found, iso_week(last)),
            "before": week_label(last.fromordinal(last.toordinal() - 7 * WEEKS)),
            "after": week_label(last.fromordinal(last.toordinal() + 7 * WEEKS)) if last < today() else "",
            "crumbs": [Crumb(_("Visits"), reverse("visit-list")), Crumb(_("Visits a week"))],
        }
        return render(request, "customers/visit/compliance.html", context)

    @staticmethod
    def _chosen(request, reps, found, week):
        """The drill-down: customers of one rep and week, those with missing visits first."""
        asked = request.GET.get("rep", "")
        rep = next((rep for rep in reps if str(rep.pk) == asked), None)
        if rep is None:
            return None
        one = found[rep.pk, week]
        known = set(
            Customer.objects.visible_to(request.user)
            .filter(pk__in=[row.customer.pk for row in one.rows])
            .values_list("pk", flat=True)
        )
        rows = sorted((row for row in one.rows if row.customer.pk in known), key=lambda row: -row.missing)
        return {"week": one, "label": _week(week), "table": CustomerWeekTable(rows, user=request.user)}


def _week(week):
    first, last = bounds(week)
    return {"key": f"{week[0]}-W{week[1]:02d}", "number": week[1], "first": first, "last": last}
