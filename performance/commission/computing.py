"""The statements of a month, computed for everybody at once, as often as nothing of them is approved (PAY-04, PAY-11)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.commission.later import held_in, release, relink, settled_in, write_bonuses, write_corrections
from performance.commission.models import CommissionLine, CommissionMonth, CommissionRun, CommissionStatement
from performance.commission.movement import BATCH, lines_of, unpaid_movements
from performance.commission.permissions import can_compute_month
from performance.commission.rules import is_qualified
from performance.commission.states import CommissionKind, CommissionStatus
from performance.plan.target import targets_of
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain import jobs
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import tell
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

COMMISSION, BONUS = "commission", "bonus"
FIGURES = [
    "collected",
    "quota",
    "qualified",
    "total",
    "brought_forward",
    "held",
    "released",
    "computed_at",
    "updated_at",
]
# Of these the history says what computing anew changed.
COMPARED = ("total", "collected", "quota", "brought_forward", "held", "released")


def start_month(user: User, month: dt.date) -> CommissionRun:
    """The month is computed in the worker, with progress on its page (PAY-04)."""
    require(can_compute_month(user))
    month = month.replace(day=1)
    refuse_unfinished(month)
    with transaction.atomic():
        run = CommissionRun.objects.create(user=user, month=month)
        jobs.hand_over(run)
    run.refresh_from_db()
    return run


def run_month(pk: int) -> CommissionRun:
    """The worker's part."""
    run: Any = jobs.perform(CommissionRun, pk, _perform)
    return run


def _perform(run: CommissionRun) -> None:
    jobs.require_active(run.user)
    progress = jobs.Progress(run, apart=True)
    try:
        with transaction.atomic():
            made = compute_month(run.month, run.user, progress)
            jobs.finish(run, count=made.movements, total=made.movements)
    finally:
        progress.close()


def refuse_unfinished(month: dt.date, day: dt.date | None = None) -> None:
    if calendar.month_bounds(month)[1] >= (day or calendar.today()):
        raise BusinessError(_("%(month)s is not over yet.") % {"month": f"{month:%Y-%m}"})


@transaction.atomic
def compute_month(
    month: dt.date,
    user: User | None = None,
    progress: Callable[[int, int], None] = lambda count, total: None,
    day: dt.date | None = None,
) -> CommissionMonth:
    """Every movement booked in the month becomes a line once; statements that are only calculated are computed anew,
    those that were reviewed or approved stay as they are and what came late goes into a later month (PAY-09, PAY-11).

    With neither commission nor bonus among the pay components there is nothing to compute (PAY-10).
    """
    if user is not None:
        require(can_compute_month(user))
    month = month.replace(day=1)
    refuse_unfinished(month, day)
    components = policy().pay_components
    if not {COMMISSION, BONUS} & set(components):
        raise BusinessError(_("Neither commission nor bonus is among the pay components."))
    _one_at_a_time()
    _refuse_gap(month)
    drafts = CommissionStatement.objects.filter(month=month, status=CommissionStatus.CALCULATED)
    known = {row.pk: row for row in drafts.select_for_update(of=("self",)).order_by("pk")}
    before = _earned(list(known))
    _clear(month, list(known))
    first = _first_month(month)
    # Of closed lines before the movements: a reversal takes back what is left of its line.
    write_corrections(month, first)
    movements = _write_movements(month, first, progress) if COMMISSION in components else 0
    if BONUS in components:
        write_bonuses(month, first)
    _open_statements(month, user)
    _attach(month)
    relink(month)
    write_corrections(month, first)
    _attach(month)
    statements = _restate(month, known, before, user)
    row, _made = CommissionMonth.objects.update_or_create(
        month=month,
        defaults={
            "computed_at": timezone.now(),
            "computed_by": user,
            "statements": statements,
            "movements": movements,
        },
    )
    _tell(month, bool(known))
    tell("commission", "month_computed", row, user=user)
    return row


def _one_at_a_time() -> None:
    """Two computations follow one another, whoever starts them: the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('commission month'))")


def _refuse_gap(month: dt.date) -> None:
    """Months are computed in their order, so that a reversal finds the line it takes back."""
    later = CommissionMonth.objects.filter(month__gt=month).order_by("-month").first()
    if later is not None and not CommissionMonth.objects.filter(month=month).exists():
        raise BusinessError(
            _("%(later)s has been computed already; an earlier month cannot be added.") % {"later": later}
        )


def _clear(month: dt.date, drafts: list[int]) -> None:
    """The lines of what is only calculated, but for those that a later month took back: these stay as they are."""
    rows = CommissionLine.objects.filter(Q(statement__in=drafts) | Q(statement__isnull=True), month=month)
    kept = CommissionLine.objects.filter(counter_of=OuterRef("pk")).exclude(month=month)
    mine = rows.exclude(Exists(kept)).order_by()
    # What takes back goes before what it takes back; in batches, because a deletion reads what it deletes.
    for each in (mine.filter(counter_of__isnull=False), mine):
        pks = list(each.values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            CommissionLine.objects.filter(pk__in=pks[start : start + BATCH]).delete()


def _first_month(month: dt.date) -> dt.date:
    """Where commission begins."""
    first = CommissionMonth.objects.order_by("month").values_list("month", flat=True).first()
    return min(first or month, month)


def _write_movements(month: dt.date, first: dt.date, progress: Callable[[int, int], None]) -> int:
    """Lines of everything booked since commission began that has none; the number of queries of a batch is constant."""
    entries = unpaid_movements(first, calendar.add_months(month, 1))
    settled = settled_in(month)
    for start in range(0, len(entries), BATCH):
        lines, counters = lines_of(entries[start : start + BATCH])
        for rows in (lines, counters):
            fitting = [line for line in rows if line.person_id not in settled]
            for line in fitting:
                line.month = month
            CommissionLine.objects.bulk_create(fitting, batch_size=1000)
        progress(min(start + BATCH, len(entries)), len(entries))
    return CommissionLine.objects.filter(month=month).count()


def _earned(statements: list[int]) -> dict[tuple, Decimal]:
    """What the lines of drafts gave before they are written anew: ``{(statement, kind, document): amount}``."""
    rows = CommissionLine.objects.filter(statement__in=statements).order_by()
    found = rows.values_list("statement", "kind", "reference").annotate(sum=Sum("amount"))
    return {(statement, kind, reference): amount for statement, kind, reference, amount in found}


def _attach(month: dt.date) -> None:
    """Every line of somebody stands in his statement of the month."""
    mine = CommissionStatement.objects.filter(month=month, person=OuterRef("person")).values("pk")
    loose = CommissionLine.objects.filter(month=month, statement__isnull=True, person__isnull=False)
    loose.update(statement=Subquery(mine))


def _restate(
    month: dt.date, known: dict[int, CommissionStatement], before: dict[tuple, Decimal], user: User | None
) -> int:
    """A statement for everybody with a line and for every rep, his figures, and what changed in his history."""
    lines = CommissionLine.objects.filter(month=month)
    drafts = list(
        CommissionStatement.objects.filter(month=month, status=CommissionStatus.CALCULATED)
        .select_related("person")
        .order_by("pk")
    )
    collection = Q(kind=CommissionKind.COLLECTION)
    sums = {
        row["statement"]: (row["total"], row["money"])
        for row in lines.order_by()
        .values("statement")
        .annotate(total=Sum("amount"), money=Sum("base", filter=collection))
    }
    persons = [statement.person_id for statement in drafts]
    quotas, carried = quotas_of(persons, month), carried_to(persons, month)
    pks = [statement.pk for statement in drafts]
    held, released = held_in(pks), release(drafts)
    after = _earned(pks)
    changes = {}
    for statement in drafts:
        total, money = sums.get(statement.pk, (ZERO, ZERO))
        statement.total, statement.collected = total or ZERO, money or ZERO
        statement.quota = quotas.get(statement.person_id)
        statement.qualified = is_qualified(statement.collected, statement.quota)
        statement.brought_forward = carried.get(statement.person_id, ZERO)
        statement.held = held.get(statement.pk, ZERO)
        statement.released = released.get(statement.pk, ZERO)
        statement.computed_at = statement.updated_at = timezone.now()
        found = _differences(known.get(statement.pk), statement)
        if statement.pk in known:
            found |= _changed_lines(statement.pk, before, after)
        if found:
            changes[statement.pk] = found
    CommissionStatement.objects.bulk_update(drafts, FIGURES, batch_size=500)
    changed = [statement for statement in drafts if statement.pk in changes]
    audit.record_many(changed, user, gettext_noop("Computed"), changes=lambda each: changes[each.pk])
    return len(drafts)


def _differences(old: CommissionStatement | None, new: CommissionStatement) -> dict[str, list[str]]:
    """``{figure: [old, new]}``; of a statement computed for the first time its total alone."""
    if old is None:
        return {"total": [audit.as_text(None), audit.as_text(new.total)]}
    return {
        name: [audit.as_text(getattr(old, name)), audit.as_text(getattr(new, name))]
        for name in COMPARED
        if getattr(old, name) != getattr(new, name)
    }


def _changed_lines(
    pk: int, before: dict[tuple, Decimal], after: dict[tuple, Decimal], most: int = 20
) -> dict[str, list[str]]:
    """Which documents give something else than the time before: ``{kind and document: [old, new]}``, at most twenty."""
    keys = sorted({key for key in (*before, *after) if key[0] == pk and before.get(key) != after.get(key)})
    return {
        f"{CommissionKind(kind).label} {reference}": [
            audit.as_text(before.get((pk, kind, reference))),
            audit.as_text(after.get((pk, kind, reference))),
        ]
        for _pk, kind, reference in keys[:most]
    }


def _open_statements(month: dt.date, user: User | None) -> None:
    there = CommissionStatement.objects.filter(month=month).values("person")
    earners = CommissionLine.objects.filter(month=month, person__isnull=False).values("person")
    missing = User.objects.filter(Q(pk__in=earners) | Q(is_active=True, roles__contains=[str(Role.REP)])).exclude(
        pk__in=there
    )
    persons = list(missing.order_by("username"))
    if not persons:
        return
    numbers = next_numbers(CommissionStatement.KIND, len(persons), month)
    CommissionStatement.objects.bulk_create(
        [
            CommissionStatement(number=number, person=person, month=month)
            for number, person in zip(numbers, persons, strict=True)
        ]
    )


def quotas_of(persons: Iterable[int], month: dt.date) -> dict[int, Decimal]:
    """What each is to collect in the month, as the plan has it, else as his annual quota does (PLN-03, PLN-05)."""
    return targets_of(set(persons), month.year, [month.month])


def carried_to(persons: Iterable[int], month: dt.date) -> dict[int, Decimal]:
    """What the statement before left below zero (a reversal of more than the month earned), person by person."""
    rows = (
        CommissionStatement.objects.before(month)
        .filter(person__in=list(persons))
        .order_by("person_id", "-month")
        .distinct("person_id")
    )
    return {row.person_id: row.carried for row in rows}


def _tell(month: dt.date, again: bool) -> None:
    if again:
        return
    notify_roles(
        [Role.DIR],
        lambda: _("Commission statements of %(month)s to review") % {"month": f"{month:%Y-%m}"},
        url=f"{reverse('commission-list')}?month={month.isoformat()}",
        key=f"commission-{month.isoformat()}",
    )
