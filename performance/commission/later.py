"""What goes into a month besides its movements: bonuses, corrections of closed months, and what was held back (PAY-11)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_noop

from performance.assessment.models import Appeal
from performance.assessment.states import SEEN
from performance.bonus.scale import bands_of_months, bonus_of, confirmed_months
from performance.commission.models import CommissionLine, CommissionStatement, LineQuestion
from performance.commission.states import CLOSED, CommissionKind, CommissionStatus, LineStanding, QuestionOutcome
from performance.metric.states import PeriodKind
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User


def settled_in(month: dt.date) -> set[int]:
    """Whose statement of the month is reviewed or further: nothing is added to it."""
    rows = CommissionStatement.objects.filter(month=month).exclude(status=CommissionStatus.CALCULATED)
    return set(rows.values_list("person", flat=True))


def write_bonuses(month: dt.date, first: dt.date) -> None:
    """A bonus for each confirmed score in a band of the scale (PAY-08): of the month itself, and of an earlier one, from
    ``first`` on, whose statement had been computed before the score was confirmed."""
    bands = bands_of_months()
    if not bands:
        return
    own = CommissionStatement.objects.filter(person=OuterRef("person"), month=OuterRef("period__first"))
    rows = (
        confirmed_months()
        .filter(period__first__gte=first, period__first__lte=month)
        .annotate(reckoned_at=Subquery(own.values("computed_at")[:1]))
        .filter(Q(period__first=month) | Q(confirmed_at__gt=F("reckoned_at")))
        .exclude(commission_lines__kind=CommissionKind.BONUS)
        .order_by("pk")
    )
    settled, last = settled_in(month), calendar.month_bounds(month)[1]
    found = [(row, bonus_of(row.result, bands)) for row in rows if row.person_id not in settled]
    CommissionLine.objects.bulk_create(
        [
            CommissionLine(
                month=month,
                person_id=row.person_id,
                kind=CommissionKind.BONUS,
                standing=LineStanding.EARNED,
                assessment=row,
                day=last,
                reference=row.number,
                score=row.result,
                amount=amount,
            )
            for row, amount in found
            if amount is not None
        ]
    )


def write_corrections(month: dt.date, first: dt.date) -> None:
    """What was decided about lines, and what upheld appeals change of a bonus, each as a line of its own, both ways; once.

    What is closed stays as it is: the line that is corrected may stand in any month, its correction stands in this one.
    """
    settled, last = settled_in(month), calendar.month_bounds(month)[1]
    decided = LineQuestion.objects.filter(
        outcome=QuestionOutcome.CORRECTED, correction__isnull=False, line__isnull=False, correcting_line__isnull=True
    ).select_related("line", "statement")
    lines = [
        correction_of(question, month)
        for question in decided.order_by("pk")
        if question.line.person_id not in settled and question.decided_at is not None
    ]
    lines += [line for line in _of_appeals(month, first, last) if line.person_id not in settled]
    CommissionLine.objects.bulk_create(lines)


def correction_of(question: LineQuestion, month: dt.date) -> CommissionLine:
    """The line that puts another one right by what was decided about it."""
    line: Any = question.line
    return CommissionLine(
        month=month,
        person_id=line.person_id,
        kind=CommissionKind.CORRECTION,
        standing=LineStanding.EARNED,
        question=question,
        counter_of=line,
        customer_id=line.customer_id,
        day=calendar.month_bounds(month)[1],
        reference=line.reference,
        amount=question.correction or ZERO,
    )


def _of_appeals(month: dt.date, first: dt.date, last: dt.date) -> list[CommissionLine]:
    """The bonus of the corrected result less the bonus there was; 0.00, and a line all the same, where it is the same."""
    rows = (
        Appeal.objects.filter(
            corrected_result__isnull=False,
            assessment__status__in=SEEN,
            assessment__period__kind=PeriodKind.MONTH,
            assessment__period__first__gte=first,
            assessment__period__first__lte=month,
        )
        .exclude(assessment__commission_lines__kind=CommissionKind.CORRECTION)
        .select_related("assessment")
        .order_by("pk")
    )
    appeals = list(rows)
    if not appeals:
        return []
    bands = bands_of_months()
    bonuses = CommissionLine.objects.filter(
        kind=CommissionKind.BONUS, assessment__in=[appeal.assessment_id for appeal in appeals]
    )
    there = {line.assessment_id: line for line in bonuses}
    lines = []
    for appeal in appeals:
        line = there.get(appeal.assessment_id)
        if line is None and not bands:
            continue
        amount = bonus_of(appeal.corrected_result or ZERO, bands) or ZERO
        lines.append(
            CommissionLine(
                month=month,
                person_id=appeal.assessment.person_id,
                kind=CommissionKind.CORRECTION,
                standing=LineStanding.EARNED,
                assessment_id=appeal.assessment_id,
                counter_of=line,
                day=last,
                reference=appeal.assessment.number,
                score=appeal.corrected_result,
                amount=amount - (line.amount if line else ZERO),
            )
        )
    return lines


def _key(row: Any, kind: str) -> tuple:
    return row.statement_id, kind, row.entry_id, row.product_id, row.assessment_id, row.reference


def relink(month: dt.date) -> None:
    """Questions whose line was written anew take the new one (two queries, and one that writes)."""
    lost = list(LineQuestion.objects.filter(line__isnull=True, statement__month=month))
    if not lost:
        return
    lines = CommissionLine.objects.filter(statement__in={question.statement_id for question in lost})
    known = {_key(line, line.kind): line for line in lines}
    found = []
    for question in lost:
        line = known.get(_key(question, question.line_kind))
        if line is not None:
            question.line = line
            found.append(question)
    LineQuestion.objects.bulk_update(found, ["line"], batch_size=500)


def held_in(statements: Iterable[int]) -> dict[int, Decimal]:
    """``{statement: what its held lines earned}``."""
    rows = LineQuestion.objects.holding().filter(statement__in=list(statements)).order_by()
    return dict(rows.values_list("statement").annotate(sum=Sum("line__amount", default=ZERO)))


def release(statements: list[CommissionStatement]) -> dict[int, Decimal]:
    """What earlier statements of these people held back and was decided since is paid with these ones, not yet approved.

    Gives ``{statement: the sum it pays for earlier months}``, of what was assigned to it before, too.
    """
    by_person = {statement.person_id: statement for statement in statements if statement.status not in CLOSED}
    waiting = LineQuestion.objects.to_release().filter(statement__person__in=by_person, paid_in__isnull=True)
    taken = []
    for question in waiting.select_related("statement"):
        statement = by_person[question.statement.person_id]
        if question.statement.month < statement.month:
            question.paid_in = statement
            taken.append(question)
    LineQuestion.objects.bulk_update(taken, ["paid_in"], batch_size=500)
    rows = LineQuestion.objects.filter(paid_in__in=[statement.pk for statement in statements]).order_by()
    return dict(rows.values_list("paid_in").annotate(sum=Sum("withheld")))


def restate_held(statement: CommissionStatement, user: User | None) -> None:
    """After a line was held back or let go: what the statement does not pay."""
    held = held_in([statement.pk]).get(statement.pk, ZERO)
    change(statement, user, gettext_noop("Lines held back"), held=held)


def keep_what_is_held(statement: CommissionStatement) -> None:
    """At the payment: each held line keeps what was not paid of it; together that is exactly what was withheld."""
    rest = statement.withheld
    questions = list(LineQuestion.objects.holding().filter(statement=statement).select_related("line").order_by("pk"))
    for question in questions:
        question.withheld = min(max(question.line.amount, ZERO), rest) if question.line is not None else ZERO
        rest -= question.withheld
    LineQuestion.objects.bulk_update(questions, ["withheld"])
