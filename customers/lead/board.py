"""Leads as a board: a column a status, the newest of each, and what comes next on each card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.lead.following import unrated
from customers.lead.models import Lead, LeadAssessment
from salesmgmt.core import calendar

if TYPE_CHECKING:
    import datetime as dt

    from customers.lead.querysets import LeadQuerySet

# A technical limit: what a person looks through on a board; the rest is on the list.
SHOWN = 30


@dataclass
class BoardColumn:
    status: str
    label: Any
    total: int
    leads: list = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.total - len(self.leads)


def board_columns(leads: LeadQuerySet) -> list:
    """The columns of a queryset of leads, two queries however many there are; the public pool is a page of its own."""
    leads = leads.filter(pool_since__isnull=True).order_by()
    totals = dict(leads.values_list("status").annotate(Count("pk")))
    columns = {status: BoardColumn(status, label, totals.get(status, 0)) for status, label in Lead.Status.choices}
    place = Window(RowNumber(), partition_by=[F("status")], order_by=F("pk").desc())
    for lead in leads.annotate(place=place).filter(place__lte=SHOWN).select_related("assessment").order_by("-pk"):
        columns[lead.status].leads.append(lead)
    return list(columns.values())


def next_step(lead: Lead) -> str:
    """What its people have to do with the lead, in two words; "" where nothing is left; pure."""
    rated = len(LeadAssessment.ASPECTS) - len(unrated(getattr(lead, "assessment", None)))
    if lead.status == Lead.Status.CONTACTED and rated < len(LeadAssessment.ASPECTS):
        return _("Assess (%(n)d of %(all)d)") % {"n": rated, "all": len(LeadAssessment.ASPECTS)}
    steps: dict[str, str] = {
        Lead.Status.NEW: _("To assign"),
        Lead.Status.ASSIGNED: _("First contact"),
        Lead.Status.CONTACTED: _("Qualify"),
        Lead.Status.QUALIFIED: _("Convert to a customer"),
    }
    return steps.get(lead.status, "")


def quiet_days(lead: Lead, day: dt.date | None = None) -> int:
    """Days since the last sign of life, in Shanghai."""
    return ((day or calendar.today()) - lead.touched_at.astimezone(calendar.SHANGHAI).date()).days


def attention(lead: Lead, day: dt.date | None = None) -> list:
    """``[(tone, words)]`` of what presses: overdue, idle with the day of the pool, in the pool (LEAD-03, LEAD-04)."""
    found = []
    if lead.pool_since is not None:
        found.append(("warn", _("In the public pool")))
    if lead.first_contact_overdue:
        found.append(("bad", _("First contact overdue")))
    if lead.idle_since is not None:
        days = quiet_days(lead, day)
        found.append(("warn", ngettext("Idle for %(n)d day", "Idle for %(n)d days", days) % {"n": days}))
    return found
