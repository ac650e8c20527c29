"""Customers with whom nothing happens any more (REL-03)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, DateTimeField, Exists, F, OuterRef, Subquery
from django.db.models.functions import Cast, Greatest

from customers.campaign.models import CampaignInvitation
from customers.care.models import CareTask
from customers.customer.models import Customer
from customers.follow_up.models import FollowUpCall
from customers.lead.models import LeadActivity
from customers.negotiation.models import NegotiationRecord
from customers.opportunity.models import Opportunity
from customers.solution.models import Solution
from customers.visit.models import Visit
from salesmgmt.core import calendar
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.registry import document_kinds

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from customers.customer.querysets import CustomerQuerySet


@dataclass(frozen=True)
class Sign:
    """Rows that tell of something that happened with a customer: where he is named, and when it was."""

    model: Any
    customer: str
    moment: str
    only: dict = field(default_factory=dict)

    @property
    def rows(self) -> QuerySet:
        """Those of the customer of the outer query."""
        return self.model._base_manager.filter(**{self.customer: OuterRef("pk")}, **self.only).order_by()

    @property
    def has_day(self) -> bool:
        """It is known by its day, not by its minute."""
        *path, name = self.moment.split("__")
        model = self.model
        for step in path:
            model = model._meta.get_field(step).related_model
        kind = model._meta.get_field(name)
        return isinstance(kind, DateField) and not isinstance(kind, DateTimeField)

    def since(self, day: dt.date) -> QuerySet:
        limit = day if self.has_day else calendar.at(day)
        return self.rows.filter(**{f"{self.moment}__gte": limit})

    def latest(self) -> Any:
        moment = Cast(self.moment, DateTimeField()) if self.has_day else F(self.moment)
        newest = self.rows.filter(**{f"{self.moment}__isnull": False}).order_by(f"-{self.moment}")
        return Subquery(newest.annotate(happened=moment).values("happened")[:1], output_field=DateTimeField())


# Whose own moment counts, not the one at which they were typed.
OWN = (
    Sign(Visit, "customer", "visited_at"),
    Sign(FollowUpCall, "customer", "called_at"),
    Sign(CareTask, "customer", "done_at"),
    Sign(LeadActivity, "lead__customer", "at"),
    Sign(Opportunity, "customer", "contacted_at"),
    Sign(NegotiationRecord, "opportunity__customer", "held_on"),
    Sign(Solution, "opportunity__customer", "presented_on"),
    Sign(CampaignInvitation, "customer", "campaign__starts_on", {"status": CampaignInvitation.Status.ATTENDED}),
)
# That an opportunity was opened counts beside what was said about it.
OPENED = (Sign(Opportunity, "customer", "created_at"),)
# Documents drawn up by the round of a month or a quarter: no sign of life of the customer.
ROUTINE = ("evaluation", "statement")


def activities() -> list:
    """Every Sign there is: own rows, and every registered document with a customer (REL-03)."""
    own = {sign.model for sign in OWN}
    others = [
        Sign(kind.model, "customer", "created_at")
        for kind in document_kinds()
        if kind.key not in ROUTINE and kind.model not in own and _has_customer(kind.model)
    ]
    return [*OWN, *OPENED, *others]


def _has_customer(model: type[Any]) -> bool:
    field = next((each for each in model._meta.concrete_fields if each.name == "customer"), None)
    return field is not None and field.related_model is Customer


def dormant_customers(customers: CustomerQuerySet, day: dt.date | None = None, days: Any = None) -> CustomerQuerySet:
    """Those without any activity for SET days, one query whatever their number; a file opened since is no sleeper (REL-03)."""
    first = (day or calendar.today()) - dt.timedelta(days=days or policy().dormant_days)
    rows = customers.live().filter(created_at__lt=calendar.at(first)).exclude(status=Customer.Status.BLOCKED)
    for sign in activities():
        rows = rows.filter(~Exists(sign.since(first)))
    return rows


def with_last_activity(customers: CustomerQuerySet) -> CustomerQuerySet:
    """Annotate the moment of the last activity of any kind; null where there never was one."""
    return customers.annotate(last_activity=Greatest(*(sign.latest() for sign in activities())))
