"""What the customer's page says of visits and calls in one look."""

from django.urls import reverse
from django.utils.translation import gettext as _

from customers.follow_up.call import last_call_of
from customers.follow_up.permissions import can_log_follow_up
from customers.preference.keeping import preferences_of
from customers.visit.models import VisitReport
from customers.visit.permissions import can_create_visit
from customers.visit.planning import last_visit_of
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import TileValue

SHOWN = 5


def gate_of(customer, user):
    """Last visit and next step, preferences, and the two reports one writes at the gate, as far as this person may."""
    reads = may_at_all(user, "visit", "R")
    visit = last_visit_of(customer) if reads else None
    report = _last_report(customer, visit) if reads else None
    links = []
    if can_create_visit(user, customer):
        links.append((_("Write a visit report"), reverse("visit-log") + f"?customer={customer.pk}", "writing"))
    if can_log_follow_up(user, customer):
        links.append((_("Log a follow-up call"), reverse("follow-up-create") + f"?customer={customer.pk}", "headset"))
    return {
        "last_visit": f"{visit.day} {visit.visitor}" if visit else "",
        "next_step": f"{report.next_on} {report.next_step}" if report else "",
        "preferences": [f"{each.topic}: {each.content}" for each in preferences_of(customer)[:SHOWN]],
        "gate_links": links,
    }


def _last_report(customer, last_visit):
    """Of the last visit, or of the last one before it of which a report was written."""
    found = getattr(last_visit, "report", None)
    return found or VisitReport.objects.filter(visit__customer=customer).order_by("-visit__day", "-pk").first()


def last_call_tile(customer, user):
    """The date of the last follow-up call and how satisfied they were (VIS-06)."""
    call = last_call_of(customer)
    if call is None:
        return None
    day = call.called_at.astimezone(SHANGHAI).date()
    tone = {1: "bad", 2: "bad", 3: "warn"}.get(call.satisfaction, "good")
    return TileValue(str(day), kind="text", tone=tone, note=call.get_satisfaction_display())


def next_visit_tile(customer, user):
    """The next visit that is planned or agreed."""
    visit = customer.visits.filter(status__in=["planned", "appointed"], day__gte=today()).order_by("day").first()
    if visit is None:
        return None
    when = f"{visit.day:%m-%d}" + (f" {visit.time:%H:%M}" if visit.time else "")
    return TileValue(when, kind="text", tone="info", note=str(visit.visitor), address=visit.get_absolute_url())
