"""What comes next with a lead, and what presses: the words of its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.lead.following import unrated
from customers.lead.models import Lead, LeadAssessment
from salesmgmt.core import calendar

if TYPE_CHECKING:
    import datetime as dt


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
