"""What a person is to collect in a period: the one figure that pages, alerts and assessments compare with (PLN-05, TEAM-06)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from performance.metric.once import kept
from performance.plan.models import SalesPlanLine
from performance.plan.rules import even_months
from performance.quota.models import Quota
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection


def months_of_people(people: Collection[int], year: int) -> dict[int, list[Decimal]]:
    """``{person's pk: [twelve targets]}``: the months of the plan the general manager has agreed to; for whom it has no
    target, a twelfth each of his quota in force. Two reads, whatever the number of people."""
    return kept(("targets", year, frozenset(people)), lambda: _months_of_people(people, year))


def _months_of_people(people: Collection[int], year: int) -> dict[int, list[Decimal]]:
    lines = SalesPlanLine.objects.of_year(year).filter(person__in=people).order_by()
    found = {pk: months for pk, months in lines.values_list("person", "months") if any(months)}
    for pk, amount in _quotas(people, year).items():
        if pk not in found:
            found[pk] = even_months(amount)
    return found


def targets_of(people: Collection[int], year: int, months: Collection[int]) -> dict[int, Decimal]:
    """``{person's pk: target of these months}``. The whole year is the quota in force, against which completion is
    counted (PLN-05); the plan's where there is none."""
    by_month = months_of_people(people, year)
    found = {pk: sum((each[month - 1] for month in months), ZERO) for pk, each in by_month.items()}
    if len(set(months)) == len(next(iter(by_month.values()), [])):
        found.update(_quotas(people, year))
    return found


def _quotas(people: Collection[int], year: int) -> dict[int, Decimal]:
    rows = Quota.objects.in_force(year).filter(rep__in=people).order_by()
    read = rows.values_list("rep", "collection_amount")
    return kept(("quotas", year, frozenset(people)), lambda: dict(read))
