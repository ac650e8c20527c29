"""Drawing up, submitting and releasing the sales plan of a year (PLN-01, PLN-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan.permissions import (
    can_create_plan,
    can_edit_plan,
    can_enter_targets,
    can_release_plan,
    can_reopen_plan,
)
from performance.plan.rules import differences
from performance.plan.states import SalesPlanStatus
from performance.plan.tree import grow_tree, lines_of, seasons_of, unallocated_of
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

SHOWN = 5


def yuan(amount: Decimal) -> str:
    return f"{'−' if amount < 0 else ''}¥{abs(amount):,.2f}"


@transaction.atomic
def create_plan(user: User, *, year: int, growth: Decimal | None = None, **fields: Any) -> SalesPlan:
    """The plan of a year as a draft, with a line for everybody (PLN-01).

    With ``growth`` (per cent) its targets are what was collected last year, month by month, and so much more.
    """
    require(can_create_plan(user))
    return draft_plan(user, year=year, growth=growth, **fields)


def draft_plan(user: User | None, *, year: int, growth: Decimal | None = None, **fields: Any) -> SalesPlan:
    """What the director's form and the first of January both make."""
    if SalesPlan.objects.of_year(year).exists():
        raise BusinessError(_("There is a sales plan for %(year)d already.") % {"year": year})
    plan = SalesPlan.objects.create(number=next_number(SalesPlan.KIND, today()), created_by=user, year=year, **fields)
    grow_tree(plan)
    if growth is not None:
        _fill_from_last_year(plan, growth)
    audit.record(plan, user, gettext_noop("Created"), to_status=plan.status)
    return plan


def _fill_from_last_year(plan: SalesPlan, percent: Decimal) -> None:
    """People first, month by month; the lines above are their sums, so that the tree agrees from the beginning."""
    lines = lines_of(plan)
    season = seasons_of(plan, lines)
    by_pk = {line.pk: line for line in lines}
    for line in lines:
        people_below = line.scope == SalesPlanLine.Scope.PERSON
        line.months = [
            cents(max(each, ZERO) * (100 + percent) / 100) if people_below else ZERO for each in season[line.pk]
        ]
    for line in reversed(lines):
        if line.parent_id is not None:
            above = by_pk[line.parent_id]
            above.months = [a + b for a, b in zip(above.months, line.months, strict=True)]
    SalesPlanLine.objects.bulk_update(lines, ["months"], batch_size=500)


@transaction.atomic
def update_plan(pk: int, user: User, **fields: Any) -> SalesPlan:
    """Strategy, policy and budget of a draft; the year stays."""
    plan = lock(SalesPlan, pk)
    require(can_edit_plan(user, plan))
    fields.pop("year", None)
    fields.pop("growth", None)
    return change(plan, user, gettext_noop("Changed"), **fields)


@transaction.atomic
def add_newcomers(pk: int, user: User) -> SalesPlan:
    """A line for each person and unit that came after the plan was drawn up."""
    plan = lock(SalesPlan, pk)
    require(can_enter_targets(user, plan))
    made = grow_tree(plan)
    if not made:
        raise BusinessError(_("Everybody has a line in this plan already."))
    return change(plan, user, gettext_noop("Lines added"), comment=str(made))


submit_plan = approvals.submit_of(SalesPlan)


def check_plan(plan: SalesPlan, user: User) -> None:
    """What is to be approved has a target for the company (PLN-01)."""
    if not any(line.target for line in plan.lines.filter(parent__isnull=True)):
        raise BusinessError(_("The plan has no target for the company yet."))


@transaction.atomic
def reopen_plan(pk: int, user: User, comment: str) -> SalesPlan:
    """approved → draft: the company's target is to be another one; it is approved anew afterwards."""
    plan = lock(SalesPlan, pk)
    guard(plan, SalesPlanStatus.DRAFT)
    require(can_reopen_plan(user, plan))
    return move(plan, SalesPlanStatus.DRAFT, user, comment=comment)


@transaction.atomic
def release_plan(pk: int, user: User) -> SalesPlan:
    """approved → released, and everybody concerned is told.

    Refused with the difference while a line is not the sum of those below it (PLN-02), and with the amount while the
    quotas in force do not take over the plan but for its reserves (PLN-03).
    """
    plan = lock(SalesPlan, pk)
    guard(plan, SalesPlanStatus.RELEASED)
    require(can_release_plan(user, plan))
    problems = problems_of(plan)
    if problems:
        raise BusinessError(" ".join(problems))
    move(plan, SalesPlanStatus.RELEASED, user, released_on=today())
    people = User.objects.filter(plan_lines__plan=plan, is_active=True).distinct()
    notify(
        list(people),
        lambda: _("The sales plan of %(year)d is released") % {"year": plan.year},
        url=plan.get_absolute_url(),
    )
    return plan


def problems_of(plan: SalesPlan) -> list[str]:
    """What keeps a plan from being released, in words, with every difference."""
    lines = lines_of(plan)
    found = differences(lines)
    problems = [
        _("%(line)s: %(target)s planned, %(below)s below it, difference %(difference)s.")
        % {
            "line": each.line.name,
            "target": yuan(each.target),
            "below": yuan(each.below),
            "difference": yuan(each.amount),
        }
        for each in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        problems.append(_("%(n)d more lines do not agree.") % {"n": len(found) - SHOWN})
    left = unallocated_of(plan, lines)
    if left > 0:
        problems.append(_("%(amount)s of the plan are not allocated to any quota.") % {"amount": yuan(left)})
    elif left < 0:
        problems.append(_("The quotas exceed the plan by %(amount)s.") % {"amount": yuan(-left)})
    return problems
