"""Counting the new and potential customers of representatives in a year, with the rows behind the count (PLN-06, KPI-11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from customers.customer.maturity import first_supplied_in
from customers.customer.models import Customer
from customers.lead.models import Lead
from customers.opportunity.models import Opportunity
from customers.opportunity.potential import potential_counts
from orders.delivery.supplied import supplied_until
from performance.metric.once import kept
from performance.new_customer.models import NewCustomerCount
from performance.new_customer.rules import Demand, Standing, average, counts, missing, months_of_supply
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from salesmgmt.core.models import User


def demand_now() -> Demand:
    """What a year asks for by the settings of today (SET-17)."""
    rules = policy()
    return Demand(
        new_minimum=rules.new_customers_minimum,
        new_target=rules.new_customers_target,
        monthly_minimum=rules.new_customer_monthly_quantity,
        monthly_target=rules.new_customer_monthly_quantity_target,
        potential_minimum=rules.potential_customers_minimum,
        potential_target=rules.potential_customers_target,
    )


@dataclass(frozen=True)
class NewRow:
    """A customer whose first delivery lies in the year, with his supply until its end or today."""

    customer: Customer
    months: int
    quantity: Decimal
    demand: Demand

    @property
    def average(self) -> Decimal:
        return average(self.quantity, self.months)

    @property
    def counts(self) -> bool:
        return counts(self.quantity, self.months, self.demand.monthly_minimum)

    @property
    def at_target(self) -> bool:
        return counts(self.quantity, self.months, self.demand.monthly_target)

    @property
    def missing(self) -> Decimal:
        return missing(self.quantity, self.months, self.demand.monthly_minimum)


@dataclass(frozen=True)
class PotentialRow:
    """A lead or an opportunity with at least one of the two milestones (LEAD-08)."""

    document: Any
    name: str
    counts: bool


@dataclass(frozen=True)
class RepCount:
    """One representative's year: how it stands, what is asked, and whether it is closed."""

    rep: User
    standing: Standing
    demand: Demand
    is_closed: bool

    @property
    def is_met(self) -> bool:
        return self.standing.is_met(self.demand)

    @property
    def reaches_target(self) -> bool:
        return self.standing.reaches_target(self.demand)


def until_of(year: int) -> dt.date:
    """The last day that counts: of the running year today."""
    return min(dt.date(year, 12, 31), today())


def new_rows(people: Collection[int], year: int, demand: Demand) -> list[NewRow]:
    """The new customers of these people: first delivery in the calendar year (SET-20), whoever is responsible now. Two
    reads, whatever their number."""
    until = until_of(year)
    found, supplied = kept(("new customers", year, frozenset(people)), lambda: _supplied(people, year))
    return [
        NewRow(each, months_of_supply(each.first_delivery_date, until), supplied.get(each.pk, Decimal(0)), demand)
        for each in found
    ]


def _supplied(people: Collection[int], year: int) -> tuple[list[Customer], dict[int, Decimal]]:
    found = list(
        Customer.objects.filter(first_supplied_in(year), owner__in=people)
        .select_related("owner")
        .order_by("first_delivery_date", "pk")
    )
    return found, supplied_until([each.pk for each in found], until_of(year))


def potential_rows(rep: User, year: int) -> list[PotentialRow]:
    """The leads and opportunities of one representative that count in the year, and those of which one milestone is missing.

    A converted lead counts with its opportunity, as potential_counts() counts it (LEAD-08).
    """
    return potential_rows_of([rep.pk], year)[rep.pk]


def potential_rows_of(people: Collection[int], year: int) -> dict[int, list[PotentialRow]]:
    """``{representative: potential_rows()}``. Two reads, whatever their number."""
    found: dict[int, list[PotentialRow]] = {pk: [] for pk in people}
    for whose, documents in (
        ("owner_id", Lead.objects.filter(owner__in=people).exclude(status=Lead.Status.CONVERTED)),
        ("assigned_to_id", Opportunity.objects.filter(assigned_to__in=people).select_related("customer")),
    ):
        begun = documents.filter(Q(sample_confirmed_on__isnull=False) | Q(intent_agreed_on__isnull=False))
        for document in begun.order_by("pk"):
            day = document.potential_on
            if day is None or day.year == year:
                found[getattr(document, whose)].append(PotentialRow(document, _name(document), day is not None))
    return {pk: sorted(rows, key=lambda row: (not row.counts, row.name)) for pk, rows in found.items()}


def _name(document: Any) -> str:
    customer = getattr(document, "customer", None)
    return customer.name if customer is not None else str(getattr(document, "company", document))


def standings(
    people: Collection[int], year: int, demand: Demand, potential: dict[int, int] | None = None
) -> dict[int, Standing]:
    """``{rep's pk: Standing}`` of a year that is still open: KPI-11."""
    rows = new_rows(people, year, demand)
    potential = potential_counts(year) if potential is None else potential
    new = dict.fromkeys(people, 0)
    at_target = dict.fromkeys(people, 0)
    for row in rows:
        new[row.customer.owner_id] += row.counts
        at_target[row.customer.owner_id] += row.at_target
    return {pk: Standing(new[pk], at_target[pk], potential.get(pk, 0)) for pk in people}


def counts_of(reps: Any, year: int, potential: dict[int, int] | None = None) -> list[RepCount]:
    """The year of each of these representatives: of a closed one the copy that was made then (J23), else counted now;
    ``potential`` where the caller has read whom they dug."""
    found = list(reps)
    people = [rep.pk for rep in found]
    closed = {row.rep_id: row for row in NewCustomerCount.objects.of(people, year)}
    demand = demand_now()
    still = standings([pk for pk in people if pk not in closed], year, demand, potential)
    made = []
    for rep in found:
        row = closed.get(rep.pk)
        if row is None:
            made.append(RepCount(rep, still[rep.pk], demand, is_closed=False))
        else:
            standing = Standing(row.new, row.new_at_target, row.potential)
            made.append(RepCount(rep, standing, Demand(**row.demand), is_closed=True))
    return made
