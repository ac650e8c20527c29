"""Proposing a revision of the released plan, and what its approval changes (PLN-04)."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.plan.entering import months_of
from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan.planning import yuan
from performance.plan.rules import differences, split
from performance.plan.states import Spread
from performance.plan.tree import lines_of, seasons_of
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from performance.plan_revision.permissions import can_edit_revision, can_propose_revision
from performance.plan_revision.rules import revised, touches_past
from performance.plan_revision.states import PREPARED
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound


@transaction.atomic
def propose_revision(user: User, *, plan: SalesPlan, effective_month: int, reason: str) -> SalesPlanRevision:
    """A draft with every line of the plan as it stands; its months from the effective one on may be changed (PLN-04)."""
    plan = lock(SalesPlan, plan.pk)
    require(can_propose_revision(user, plan))
    _check_month(plan, effective_month)
    running = SalesPlanRevision.objects.filter(plan=plan, status__in=PREPARED).first()
    if running is not None:
        raise BusinessError(_("%(revision)s is on its way; one revision at a time.") % {"revision": running.number})
    revision = SalesPlanRevision.objects.create(
        number=next_number(SalesPlanRevision.KIND, today()),
        created_by=user,
        plan=plan,
        effective_month=effective_month,
        reason=reason,
    )
    SalesPlanRevisionLine.objects.bulk_create(
        SalesPlanRevisionLine(revision=revision, line=line, before=line.months, months=line.months)
        for line in plan.lines.all()
    )
    audit.record(revision, user, gettext_noop("Created"), to_status=revision.status)
    return revision


def _check_month(plan: SalesPlan, month: int) -> None:
    day = today()
    if (plan.year, month) < (day.year, day.month):
        raise BusinessError(_("A month that has passed is not planned anew."))


@transaction.atomic
def update_revision(pk: int, user: User, *, effective_month: int, reason: str, **_fixed: Any) -> SalesPlanRevision:
    """Reason and month of a draft; months that lie before it take back what was entered for them."""
    revision = lock(SalesPlanRevision, pk)
    require(can_edit_revision(user, revision))
    _check_month(revision.plan, effective_month)
    lines = list(revision.lines.all())
    for line in lines:
        line.months = revised(line.before, line.months, effective_month)
    SalesPlanRevisionLine.objects.bulk_update(lines, ["months"], batch_size=500)
    return change(revision, user, gettext_noop("Changed"), effective_month=effective_month, reason=reason)


@transaction.atomic
def enter_revision(
    pk: int, user: User, lines: list | None = None, spread: str = Spread.EVENLY, **_other: Any
) -> SalesPlanRevision:
    """The grid of a revision: a month before the effective one is refused; a year's figure goes into the months that are left."""
    revision = lock(SalesPlanRevision, pk)
    require(can_edit_revision(user, revision))
    entered = {row["id"].pk: row["entered"] for row in lines or [] if row.get("id") and row.get("entered")}
    rows = list(
        revision.lines.filter(pk__in=entered).select_related("line__unit", "line__person", "line__parent__unit")
    )
    season = seasons_of(revision.plan, lines_of(revision.plan))
    words = {}
    for row in rows:
        months = _months(row, entered[row.pk], season[row.line_id], spread, revision.effective_month)
        if touches_past(row.before, months, revision.effective_month):
            raise BusinessError(
                _("%(line)s: months before month %(month)d are not changed by this revision.")
                % {"line": row.line.name, "month": revision.effective_month}
            )
        if months != row.months:
            words[row.line.code] = [str(row.target), str(sum(months, ZERO))]
        row.months = months
    SalesPlanRevisionLine.objects.bulk_update(rows, ["months"], batch_size=500)
    if words:
        audit.record(revision, user, gettext_noop("Targets entered"), changes=words)
        revision.save(update_fields=["updated_at"])
    return revision


def _months(row: SalesPlanRevisionLine, said: dict, season: list, spread: str, month: int) -> list[Decimal]:
    if "year" not in said:
        return months_of(said, row.months, season, spread)
    kept = row.before[: month - 1]
    left = said["year"] - sum(kept, ZERO)
    if left < 0:
        raise BusinessError(
            _("%(line)s: the months before have %(kept)s already.")
            % {"line": row.line.name, "kept": yuan(sum(kept, ZERO))}
        )
    weights = season[month - 1 :] if spread == Spread.LAST_YEAR else [Decimal(1)] * (13 - month)
    return [*kept, *split(left, weights)]


submit_revision = approvals.submit_of(SalesPlanRevision)


def check_revision(revision: SalesPlanRevision, user: User) -> None:
    """What is proposed changes something, and its lines agree with those below them as a plan's do (PLN-02, PLN-04)."""
    rows = list(revision.lines.select_related("line__unit", "line__person", "line__parent__unit"))
    if not any(row.is_changed for row in rows):
        raise BusinessError(_("The revision changes no target yet."))
    stand_ins = [
        SimpleNamespace(pk=row.line_id, parent_id=row.line.parent_id, target=row.target, line=row.line) for row in rows
    ]
    found = differences(stand_ins)
    if found:
        raise BusinessError(
            " ".join(
                _("%(line)s: %(target)s planned, %(below)s below it, difference %(difference)s.")
                % {
                    "line": each.line.line.name,
                    "target": yuan(each.target),
                    "below": yuan(each.below),
                    "difference": yuan(each.amount),
                }
                for each in found[:5]
            )
        )


def approved_fields(revision: SalesPlanRevision, user: User) -> dict:
    return {"approved_on": today()}


def take_effect(revision: SalesPlanRevision, round_: ApprovalRound, user: User) -> None:
    """PLN-04: with the approval the targets of the plan change from the effective month only; what was released stays
    beside them. Lines that came into the plan since then are not touched."""
    plan = lock(SalesPlan, revision.plan_id)
    rows = {row.line_id: row for row in revision.lines.all() if row.is_changed}
    lines = list(plan.lines.filter(pk__in=rows))
    for line in lines:
        if line.original is None:
            line.original = list(line.months)
        line.months = revised(line.months, rows[line.pk].months, revision.effective_month)
    SalesPlanLine.objects.bulk_update(lines, ["months", "original"], batch_size=500)
    audit.record(plan, user, gettext_noop("Sales plan revised"), comment=f"{revision.number}: {revision.reason}")
    people = User.objects.filter(plan_lines__in=[line.pk for line in lines if line.person_id], is_active=True)
    words = {"year": plan.year, "month": revision.effective_month}
    notify(
        [*people, revision.created_by],
        lambda: _("Your target of %(year)d changes from month %(month)d on") % words,
        url=plan.get_absolute_url(),
    )
