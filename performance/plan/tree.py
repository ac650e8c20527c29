"""The tree of a plan as pages show it: each line with what lies below it, last year and the quotas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from performance.collection.result import collected_by_month
from performance.plan.models import SalesPlanLine
from performance.plan.rules import differences, growth, unallocated
from performance.plan.states import PlanScope
from performance.quota.models import Quota
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from performance.plan.models import SalesPlan

KINDS = {Unit.Kind.REGION: PlanScope.REGION, Unit.Kind.COMPANY: PlanScope.REGION}


@dataclass
class Row:
    """A line in its place. ``difference`` is what those below do not take over; None where nobody is below."""

    line: SalesPlanLine
    depth: int
    last_year: list[Decimal]
    quota: Decimal | None
    difference: Decimal | None

    @property
    def indent(self) -> str:
        return str(min(self.depth, 5))

    @property
    def growth(self) -> Decimal | None:
        return growth(self.line.target, self.collected)

    @property
    def collected(self) -> Decimal:
        return sum(self.last_year, ZERO)

    @property
    def months(self) -> list[tuple[Decimal, Decimal | None]]:
        """Each month's target, with the original one where a revision has changed it (PLN-04)."""
        original = self.line.original or self.line.months
        return [(now, was if now != was else None) for now, was in zip(self.line.months, original, strict=True)]


def lines_of(plan: SalesPlan) -> list[SalesPlanLine]:
    return list(plan.lines.select_related("unit", "person", "parent__unit"))


def rows_of(plan: SalesPlan, shown: Any = None) -> list[Row]:
    """The lines of the plan in the order of the tree; of ``shown`` (a queryset of lines) alone, where it is given.

    Three sums, whatever the number of people: last year's collections, the quotas in force, and the tree itself.
    """
    lines = lines_of(plan)
    season, quotas = seasons_of(plan, lines), quotas_of(plan, lines)
    open_ = {each.line.pk: each.amount for each in differences(lines)}
    parents = {line.parent_id for line in lines}
    depth: dict[int | None, int] = {None: -1}
    rows = []
    for line in lines:
        depth[line.pk] = depth[line.parent_id] + 1
        missing = open_.get(line.pk, ZERO) if line.pk in parents else None
        rows.append(Row(line, depth[line.pk], season[line.pk], quotas.get(line.pk), missing))
    if shown is None:
        return rows
    wanted = set(shown.values_list("pk", flat=True))
    found = [row for row in rows if row.line.pk in wanted]
    top = min((row.depth for row in found), default=0)
    for row in found:
        row.depth -= top
    return found


def seasons_of(plan: SalesPlan, lines: list[SalesPlanLine]) -> dict[int, list[Decimal]]:
    """``{line's pk: [twelve amounts]}``: what was collected in the months of the year before, added up the tree."""
    collected = collected_by_month(plan.year - 1)
    found = {line.pk: list(collected.get(line.person_id, [ZERO] * 12)) for line in lines}
    for line in reversed(lines):  # each stands behind the line it is part of
        if line.parent_id is not None:
            found[line.parent_id] = [a + b for a, b in zip(found[line.parent_id], found[line.pk], strict=True)]
    return found


def quotas_of(plan: SalesPlan, lines: list[SalesPlanLine]) -> dict[int, Decimal]:
    """``{line's pk: the quotas in force of its people}``; nothing where there are none."""
    amounts = dict(Quota.objects.in_force(plan.year).order_by().values_list("rep", "collection_amount"))
    found = {line.pk: amounts[line.person_id] for line in lines if line.person_id in amounts}
    for line in reversed(lines):
        if line.parent_id is not None and line.pk in found:
            found[line.parent_id] = found.get(line.parent_id, ZERO) + found[line.pk]
    return found


def unallocated_of(plan: SalesPlan, lines: list[SalesPlanLine]) -> Decimal:
    """What of the company's target neither a quota nor a reserve has taken (PLN-03)."""
    target = sum((line.target for line in lines if line.parent_id is None), ZERO)
    reserves = sum((line.target for line in lines if line.is_reserve), ZERO)
    quotas = Quota.objects.in_force(plan.year).order_by().values_list("collection_amount", flat=True)
    return unallocated(target, reserves, sum(quotas, ZERO))


def grow_tree(plan: SalesPlan) -> int:
    """A line for the company, each region and team with representatives, and each of these; those that are there stay.

    Returns how many were added. People and units that came later are added in the same way (PLN-02).
    """
    reps = list(User.objects.with_role(Role.REP).filter(unit__isnull=False).select_related("unit").order_by("username"))
    units = {unit.pk: unit for unit in Unit.objects.order_by("path")}
    wanted = {pk for rep in reps for pk in rep.unit.ancestor_ids}
    known = {(line.unit_id, line.person_id): line for line in plan.lines.all()}
    made, by_unit, order = 0, {}, []
    for unit in units.values():
        if unit.pk not in wanted:
            continue
        line = known.get((unit.pk, None))
        above = by_unit.get(unit.parent_id)
        if line is None:
            scope = KINDS.get(unit.kind, PlanScope.TEAM) if above else PlanScope.COMPANY
            line = SalesPlanLine.objects.create(plan=plan, parent=above, scope=scope, unit=unit)
            made += 1
        by_unit[unit.pk] = line
    for rep in reps:
        if (None, rep.pk) not in known:
            parent = by_unit[rep.unit_id]
            known[None, rep.pk] = SalesPlanLine.objects.create(
                plan=plan, parent=parent, scope=PlanScope.PERSON, person=rep
            )
            made += 1
    order = _depth_first(list(plan.lines.select_related("unit", "person")))
    for position, line in enumerate(order):
        line.position = position
    SalesPlanLine.objects.bulk_update(order, ["position"], batch_size=500)
    return made


def _depth_first(lines: list[SalesPlanLine]) -> list[SalesPlanLine]:
    """Each line before those below it: units by their path, then people, then the reserve."""
    below: dict[int | None, list[SalesPlanLine]] = {}
    for line in lines:
        below.setdefault(line.parent_id, []).append(line)
    found: list[SalesPlanLine] = []

    def walk(parent: int | None) -> None:
        for line in sorted(below.get(parent, []), key=_place):
            found.append(line)
            walk(line.pk)

    walk(None)
    return found


def _place(line: SalesPlanLine) -> tuple:
    if line.is_reserve:
        return (2, "")
    return (0, line.unit.path) if line.unit_id else (1, line.person.username)
