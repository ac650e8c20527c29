"""What a person is to collect in a period: the one figure that pages, alerts and assessments compare with (PLN-05, TEAM-06)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db.models import DecimalField, Value

from performance.metric.once import kept
from performance.plan.models import SalesPlanLine
from performance.plan.rules import even_months
from performance.quota.models import Quota
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection

MONTHS = 12


def months_of_people(people: Collection[int], year: int) -> dict[int, list[Decimal]]:
    """``{person's pk: [twelve targets]}``: the months of the plan the general manager has agreed to; for whom it has no
    target, a twelfth each of his quota in force. One read, whatever the number of people."""
    plans, quotas = _tasks(people, year)
    found = dict(plans)
    for pk, amount in quotas.items():
        if pk not in found:
            found[pk] = even_months(amount)
    return found


def targets_of(people: Collection[int], year: int, months: Collection[int]) -> dict[int, Decimal]:
    """``{person's pk: target of these months}``. The whole year is the quota in force, against which completion is
    counted (PLN-05); the plan's where there is none."""
    if len(set(months)) == MONTHS:
        plans, quotas = _tasks(people, year)
        return {pk: sum(each, ZERO) for pk, each in plans.items()} | quotas
    by_month = months_of_people(people, year)
    return {pk: sum((each[month - 1] for month in months), ZERO) for pk, each in by_month.items()}


def _tasks(people: Collection[int], year: int) -> tuple[dict[int, list[Decimal]], dict[int, Decimal]]:
    """``({person: the months of his plan}, {person: his quota in force})``."""
    tasks: tuple = kept(("tasks", year, frozenset(people)), lambda: _read(people, year))
    return tasks


def _read(people: Collection[int], year: int) -> tuple[dict[int, list[Decimal]], dict[int, Decimal]]:
    amount = DecimalField(max_digits=14, decimal_places=2)
    lines = SalesPlanLine.objects.of_year(year).filter(person__any_of=list(people)).order_by()
    lines = lines.annotate(quota=Value(None, amount)).values_list("person", "months", "quota")
    quotas = Quota.objects.in_force(year).filter(rep__any_of=list(people)).order_by()
    others = quotas.annotate(months=Value(None, ArrayField(amount))).values_list("rep", "months", "collection_amount")
    plans, found = {}, {}
    for pk, months, quota in lines.union(others, all=True):
        if months is None:
            found[pk] = quota
        elif any(months):
            plans[pk] = months
    return plans, found
