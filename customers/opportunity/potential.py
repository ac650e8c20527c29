"""How many potential customers a rep has dug in a year, among leads and opportunities (LEAD-08, 004 §5.5.3)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Greatest

from customers.lead.models import Lead
from customers.opportunity.models import Opportunity

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def potential_counts(year: int) -> dict:
    """``{rep's pk: potential customers of that year}``: both milestones reached, the later one in the year. A lead that
    was converted counts with its opportunity, which carries its milestones on (LEAD-08)."""
    days = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    found: Counter = Counter()
    for documents in (Lead.objects.exclude(status=Lead.Status.CONVERTED), Opportunity.objects.all()):
        reached = documents.filter(sample_confirmed_on__isnull=False, intent_agreed_on__isnull=False).order_by()
        reached = reached.annotate(on=Greatest("sample_confirmed_on", "intent_agreed_on"), rep=F(documents.model.REP))
        found.update(reached.filter(on__range=days, rep__isnull=False).values_list("rep", flat=True))
    return dict(found)


def potential_count(rep: User, year: int) -> int:
    """How many potential customers a rep has dug in a year (LEAD-08); read by the yearly assessment (KPI-11)."""
    return potential_counts(year).get(rep.pk, 0)
