"""What was collected and ordered in a region, a field office, a team or a product line, person by person (TEAM-08)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from orders.account.querysets import total
from orders.order.models import Order, OrderLine
from performance.collection.result import Result, completion, results
from performance.metric import service
from performance.metric.by_person import NOTHING, ORDERED_SUMS, orders_between
from performance.metric.membership import Membership
from performance.metric.once import counted_once
from performance.metric.responsibility import Responsibility
from performance.metric.rules import part_of
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role, scopes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from performance.territory.models import ProductLine


@dataclass(frozen=True)
class Share:
    """One person's part of a scope."""

    result: Result
    ordered: Decimal

    @property
    def rep(self) -> User:
        return self.result.rep


@dataclass(frozen=True)
class Whole:
    """The sums of the people of a scope, which are its rows and nothing else."""

    rows: list[Share]

    @property
    def ordered(self) -> Decimal:
        return sum((row.ordered for row in self.rows), ZERO)

    @property
    def collected(self) -> Decimal:
        return sum((row.result.collected for row in self.rows), ZERO)

    @property
    def quota(self) -> Decimal:
        return sum((row.result.quota or ZERO for row in self.rows), ZERO)

    @property
    def ratio(self) -> Decimal | None:
        return completion(self.collected, self.quota)


def in_unit(path: str, unit: Unit) -> bool:
    """TEAM-08: who belongs to a unit below region R belongs to R: an office, a team of an office, a sub-region."""
    return path.startswith(unit.path)


def shares(user: User, year: int) -> list[Share]:
    """Everybody this person may see, with what was collected against the quota and what was ordered in the year."""
    with counted_once():
        return _shares(user, year)


def _shares(user: User, year: int) -> list[Share]:
    found = {each.rep.pk: each for each in results(user, year)}
    granted = scopes(user, "quota", "R")
    people = User.objects.with_role(Role.REP).select_related("unit")
    if "a" not in granted:
        people = people.filter(pk__in=set().union(*(user.owner_ids(scope) for scope in granted)))
    for person in people.exclude(pk__in=found):
        found[person.pk] = Result(person, ZERO, None)
    ordered = ORDERED_SUMS.of_people(*year_of(year), found)
    return [
        Share(each, ordered.get(pk, NOTHING)[1])
        for pk, each in sorted(found.items(), key=lambda pair: (-pair[1].collected, pair[1].rep.username))
    ]


def report_of_unit(user: User, unit: Unit, year: int) -> Whole:
    """The people of a region with those of its offices and teams (TEAM-08)."""
    return reports_of_units(user, [unit], year)[0][1]


def reports_of_units(user: User, units: Iterable[Unit], year: int) -> list[tuple[Unit, Whole]]:
    """The same of many units, read once."""
    with counted_once():
        everybody = placed(shares(user, year), year)
    return [(unit, Whole([share for path, share in everybody if in_unit(path, unit)])) for unit in units]


def placed(found: list[Share], year: int) -> list[tuple[str, Share]]:
    """``(path of his unit, share)``; of whoever changed his unit since the year began a share for the days in each, his
    quota with them."""
    first, last = year_of(year)
    teams, known = Membership(first), {share.rep.pk: share for share in found}
    rows = [
        (share.rep.unit.path if share.rep.unit else "", share) for share in found if share.rep.pk not in teams.moved
    ]
    paths = dict(Unit.objects.values_list("pk", "path")) if len(rows) < len(found) else {}
    for days, units in teams.parts(known, first, last).items():
        collected = service.collected(days.first, days.last, units)
        ordered = ORDERED_SUMS.of_people(days.first, days.last, units)
        for pk, unit in units.items():
            whole = known[pk]
            quota = part_of(whole.result.quota, (first, last), (days.first, days.last))
            result = Result(whole.rep, collected.get(pk, ZERO), quota, days)
            rows.append((paths.get(unit, ""), Share(result, ordered.get(pk, NOTHING)[1])))
    return rows


def year_of(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def ordered_of_line(user: User, line: ProductLine, year: int) -> list[tuple[User, Decimal]]:
    """Who sold how much of a product line in the year: the lines of the same orders whose product is of its categories
    (TEAM-08)."""
    first, last = year_of(year)
    orders = orders_between(first, last).filter(pk__in=Order.objects.visible_to(user).order_by().values("pk"))
    rows = OrderLine.objects.filter(order__in=orders.order_by(), product__category__in=line.categories.all())
    found = Responsibility(first).sums(rows, "order__customer", "order__order_date", amount=total("amount"))
    sums = {person: amount for person, (amount,) in found.items()}
    people = User.objects.filter(pk__in=[pk for pk in sums if pk]).select_related("unit")
    return sorted(((person, sums[person.pk]) for person in people), key=lambda pair: (-pair[1], pair[0].username))
