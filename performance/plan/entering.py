"""Entering the targets of a plan: in the grid, from a sheet, by spreading a difference, as a reserve (PLN-02)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan.permissions import can_enter_targets
from performance.plan.rules import differences, even_months, season_months, split
from performance.plan.states import PlanScope, SalesPlanStatus, Spread
from performance.plan.tree import lines_of, seasons_of
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import scopes
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

# Beside the two ways of spreading: the difference is spread over nobody.
RESERVE = "reserve"


def enterable_lines(user: User, plan: SalesPlan) -> Any:
    """The lines this person may give targets: of a draft all, of an approved plan all below the company's own, and for a
    manager those below the region that is his (PLN-02)."""
    lines = SalesPlanLine.objects.filter(plan=plan)
    if not can_enter_targets(user, plan):
        return lines.none()
    if plan.status == SalesPlanStatus.APPROVED:
        lines = lines.filter(parent__isnull=False)
    granted = scopes(user, "sales_plan", "C")
    if "a" in granted:
        return lines
    own = [unit.pk for scope in granted & set("tg") if (unit := user.scope_unit(scope)) is not None]
    return lines.within(user, "C").exclude(unit__in=own)


@transaction.atomic
def enter_targets(
    pk: int, user: User, lines: list | None = None, spread: str = Spread.EVENLY, **_other: Any
) -> SalesPlan:
    """What was typed or pasted into the grid. A line for which nothing was entered stays as it is; of a year's figure the
    months are made by ``spread``: evenly or by last year's season."""
    plan = lock(SalesPlan, pk)
    require(can_enter_targets(user, plan))
    entered = {row["id"].pk: row["entered"] for row in lines or [] if row.get("id") and row.get("entered")}
    if not entered:
        return plan
    write_targets(plan, user, entered, spread)
    return plan


def write_targets(plan: SalesPlan, user: User, entered: dict, spread: str) -> int:
    """``entered``: {line's pk: {"year": amount} or {"months": [twelve, None for unchanged]}}. Returns how many changed."""
    allowed = {line.pk: line for line in enterable_lines(user, plan).select_related("unit", "person", "parent__unit")}
    foreign = set(entered) - set(allowed)
    require(not foreign, _("This line of the plan is not yours to set."))
    season = seasons_of(plan, lines_of(plan))
    changed, words = [], {}
    for pk, said in entered.items():
        line = allowed[pk]
        months = months_of(said, line.months, season[pk], spread)
        if months != line.months:
            words[line.code] = [str(line.target), str(sum(months, ZERO))]
            line.months = months
            changed.append(line)
    _store(plan, user, changed, words)
    return len(changed)


def months_of(said: dict, present: list, season: list, spread: str) -> list[Decimal]:
    """The twelve months of a line after what was entered for it; an empty month is unchanged."""
    if "year" in said:
        amount = said["year"]
        _check(amount)
        return season_months(amount, season) if spread == Spread.LAST_YEAR else even_months(amount)
    months = [now if new is None else new for new, now in zip(said["months"], present, strict=True)]
    for each in months:
        _check(each)
    return months


def _check(amount: Decimal) -> None:
    if amount < 0 or amount != cents(amount):
        raise BusinessError(_("A target is not negative and has at most two decimals."))
    if amount >= Decimal("1e12"):
        raise BusinessError(_("A target of this size cannot be kept."))


def _store(plan: SalesPlan, user: User, changed: list, words: dict) -> None:
    if not changed:
        return
    SalesPlanLine.objects.bulk_update(changed, ["months"], batch_size=500)
    audit.record(plan, user, gettext_noop("Targets entered"), changes=words)
    plan.save(update_fields=["updated_at"])


@transaction.atomic
def spread_difference(pk: int, user: User, line: SalesPlanLine, method: str) -> SalesPlan:
    """What those below a line do not take over, or have too much, is spread over them (PLN-02).

    Evenly: each gets the same part of the difference. By last year: the whole amount is parted as it was collected then.
    """
    plan, above, missing = _open_difference(pk, user, line)
    below = [each for each in lines_of(plan) if each.parent_id == above.pk and not each.is_reserve]
    if not below:
        raise BusinessError(_("Nobody is below this line."))
    allowed = set(enterable_lines(user, plan).values_list("pk", flat=True))
    require({each.pk for each in below} <= allowed, _("This line of the plan is not yours to set."))
    season = seasons_of(plan, lines_of(plan))
    if method == Spread.LAST_YEAR:
        whole = sum((each.target for each in below), ZERO) + missing
        targets = split(whole, [sum(season[each.pk], ZERO) for each in below])
    else:
        parts = split(missing, [Decimal(1)] * len(below))
        targets = [each.target + part for each, part in zip(below, parts, strict=True)]
    if min(targets) < 0:
        raise BusinessError(_("Evenly is not possible: a target would be negative."))
    words = {}
    for each, target in zip(below, targets, strict=True):
        words[each.code] = [str(each.target), str(target)]
        each.months = split(target, above.months)
    _store(plan, user, below, words)
    return plan


@transaction.atomic
def keep_as_reserve(pk: int, user: User, line: SalesPlanLine) -> SalesPlan:
    """The difference stands as a line of its own: said openly that nobody has it yet (PLN-02)."""
    plan, above, missing = _open_difference(pk, user, line)
    if missing < 0:
        raise BusinessError(_("Those below have more than the line itself; there is nothing to reserve."))
    reserve = SalesPlanLine.objects.filter(parent=above, scope=PlanScope.RESERVE).first()
    if reserve is None:
        place = above.position
        reserve = SalesPlanLine(plan=plan, parent=above, scope=PlanScope.RESERVE, position=place)
    amount = reserve.target + missing
    reserve.months = split(amount, above.months)
    reserve.position = _last_below(plan, above)
    reserve.save()
    return change(plan, user, gettext_noop("Kept as a reserve"), comment=f"{above.name}: {amount}")


def _last_below(plan: SalesPlan, above: SalesPlanLine) -> int:
    """The place of a reserve: the last below its line. Positions need not be without gaps, only in order."""
    inside, last = {above.pk}, above.position
    for each in plan.lines.order_by("position", "pk"):
        if each.parent_id in inside:
            inside.add(each.pk)
            last = max(last, each.position)
    return last


def _open_difference(pk: int, user: User, line: SalesPlanLine) -> tuple:
    plan = lock(SalesPlan, pk)
    require(can_enter_targets(user, plan))
    found = next((each for each in differences(lines_of(plan)) if each.line.pk == line.pk), None)
    if found is None:
        raise BusinessError(_("The line and those below it agree."))
    return plan, found.line, found.amount


def settle_difference(pk: int, user: User, line: SalesPlanLine, method: str) -> SalesPlan:
    """The button below a difference: spread over those below, or kept as a reserve."""
    if method == RESERVE:
        return keep_as_reserve(pk, user, line)
    return spread_difference(pk, user, line, method)
