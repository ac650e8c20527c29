"""The figures of assessments are counted: never typed, for many people at once, and what a new count changed is kept."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.assessment.models import Assessment, AssessmentLine, Deduction
from performance.assessment.permissions import can_compute_assessment
from performance.assessment.rules import line_points, points_off, reached, score_of, shortfall
from performance.assessment.states import COMPUTABLE, AssessmentStatus
from performance.assessment.target import planned
from performance.assessment_scheme.models import AssessmentScheme
from performance.assessment_scheme.states import DeductionKind, KpiKind
from performance.metric.catalogue import METRICS
from salesmgmt.core import audit
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import cents
from salesmgmt.core.state import lock, move, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from performance.metric.period import Period
    from salesmgmt.core.models import User

FIGURE = ("target", "actual", "numerator", "denominator", "rows")


def take_scheme(assessment: Assessment, scheme: AssessmentScheme) -> None:
    """Copy the lines of a scheme: a version put in force later changes nothing of what is open (KPI-01)."""
    take_scheme_for([assessment], scheme)


def take_scheme_for(assessments: list[Assessment], scheme: AssessmentScheme) -> None:
    """take_scheme() for many, in as many queries as for one."""
    prefetch_related_objects([scheme], "lines", "deductions")
    lines, deductions = [], []
    for assessment in assessments:
        of_lines, of_deductions = rows_of_scheme(assessment, scheme)
        lines += of_lines
        deductions += of_deductions
    AssessmentLine.objects.bulk_create(lines)
    Deduction.objects.bulk_create(deductions)


def rows_of_scheme(assessment: Assessment, scheme: AssessmentScheme) -> tuple[list[AssessmentLine], list[Deduction]]:
    """The lines and deductions that a scheme gives an assessment, not saved and not counted."""
    lines = [
        AssessmentLine(
            assessment=assessment,
            position=line.position,
            code=line.code,
            name=line.name,
            kind=line.kind,
            weight=line.weight,
            cap=line.cap,
            target=line.fixed_target,
            target_is_fixed=line.target is not None,
        )
        for line in scheme.lines.all()
    ]
    targets = {line.code: line for line in scheme.lines.all() if line.code and line.target is not None}
    deductions = [
        Deduction(
            assessment=assessment,
            position=rule.position,
            code=rule.code,
            kind=rule.kind,
            each=rule.points,
            target=rule.fixed_target
            if rule.target is not None or rule.code not in targets
            else targets[rule.code].fixed_target,
            target_is_fixed=rule.target is not None or rule.code in targets,
        )
        for rule in scheme.deductions.all()
        if rule.points
    ]
    return lines, deductions


def compute(period: Period, assessments: Iterable[Assessment]) -> dict[int, dict[str, list[str]]]:
    """Count every computed line and deduction of these assessments of one period: each metric once for all of them.

    Gives ``{assessment: {name: [old, new]}}`` of what differs; judged lines stay as they are (KPI-04).
    """
    known = {each.pk: each for each in assessments if each.status in COMPUTABLE}
    lines = list(AssessmentLine.objects.filter(assessment__in=known))
    deductions = list(Deduction.objects.filter(assessment__in=known))
    people = {each.person_id for each in known.values()}
    codes = {row.code for row in [*lines, *deductions] if row.code}
    figures = {code: METRICS[code].values(people, period) for code in codes}
    targets = planned(codes, people, period)
    changes: dict[int, dict[str, list[str]]] = {pk: {} for pk in known}
    rounding, base = policy().deduction_rounding, policy().score_base
    rows: list[Any] = [*lines, *deductions]
    for row in rows:
        person = known[row.assessment_id].person_id
        before = _words(row)
        if row.code:
            _count(row, figures[row.code][person], targets.get((row.code, person)))
        value_row(row, rounding, base)
        if before != _words(row):
            changes[row.assessment_id][str(row)] = [before, _words(row)]
    AssessmentLine.objects.bulk_update(lines, [*FIGURE, "reached", "points"], batch_size=500)
    Deduction.objects.bulk_update(deductions, [*FIGURE, "count", "points"], batch_size=500)
    _sum_up(known, lines, deductions)
    return changes


def value_row(row: Any, rounding: str, base: int) -> None:
    """The points of a line or a deduction from the figures that stand in it; a judged line is worth what was judged."""
    if isinstance(row, Deduction):
        _deduct(row, rounding)
    elif row.kind == KpiKind.QUANTITATIVE:
        higher = METRICS[row.code].higher_is_better
        found = reached(row.actual, row.target, higher, row.cap)
        row.reached = None if found is None else cents(found)
        row.points = line_points(found, row.weight, base)


def _count(row: Any, figure: Any, target: Decimal | None) -> None:
    row.actual, row.rows = figure.value, figure.rows
    row.numerator, row.denominator = figure.numerator, figure.denominator
    if not row.target_is_fixed:
        row.target = target


def _deduct(row: Deduction, rounding: str) -> None:
    if row.kind == DeductionKind.SHORTFALL:
        row.count = shortfall(row.actual, row.target, rounding)
    else:
        row.count = row.actual
    row.points = points_off(row.count, row.each)


def _words(row: Any) -> str:
    points = "—" if row.points is None else f"{cents(row.points):f}"
    if row.metric is not None and row.metric.is_cost:
        return points  # the timeline is read by people who do not see cost (SEC-03)
    return f"{row.actual_text} / {row.target_text} = {points}"


def result_of(lines: list, deductions: list) -> tuple[Decimal | None, Decimal, Decimal | None]:
    """``(score, points off, result)`` of the counted lines and deductions of one person."""
    score = score_of((row.points, row.weight) for row in lines)
    off = sum((row.points for row in deductions), Decimal(0))
    return score, off, None if score is None else score - off


def _sum_up(assessments: dict[int, Assessment], lines: list, deductions: list) -> None:
    """Score, points off and result of each, written with the moment of the count."""
    for pk, assessment in assessments.items():
        assessment.score, assessment.points_off, assessment.result = result_of(
            [row for row in lines if row.assessment_id == pk], [row for row in deductions if row.assessment_id == pk]
        )
        assessment.computed_at = timezone.now()
    fields = ["score", "points_off", "result", "computed_at"]
    Assessment.objects.bulk_update(assessments.values(), fields, batch_size=500)


def sum_up(assessment: Assessment) -> None:
    """The same of one assessment after a line of it was judged."""
    _sum_up({assessment.pk: assessment}, list(assessment.lines.all()), list(assessment.deductions.all()))


@transaction.atomic
def recompute_assessment(pk: int, user: User) -> Assessment:
    """Count one assessment anew; the timeline says what that changed. Once its period is over it waits to be scored.

    Raises BusinessError while no scheme is in force.
    """
    assessment = lock(Assessment, pk, "period", "person__superior")
    require(can_compute_assessment(user, assessment))
    if assessment.scheme_id is None and not _late_scheme(assessment):
        raise BusinessError(_("No assessment scheme is in force: nothing can be computed."))
    changes = compute(assessment.period.period, [assessment])[assessment.pk]
    audit.record(assessment, user, gettext_noop("Computed again"), changes=changes)
    if assessment.status == AssessmentStatus.OPEN and assessment.period.period.is_over:
        move(assessment, AssessmentStatus.SCORING, user)
    return assessment


def _late_scheme(assessment: Assessment) -> bool:
    """The scheme of an assessment that was opened when none was in force."""
    scheme = AssessmentScheme.objects.in_force_for(assessment.period.kind)
    if scheme is None:
        return False
    assessment.scheme = scheme
    assessment.save(update_fields=["scheme"])
    take_scheme(assessment, scheme)
    return True
