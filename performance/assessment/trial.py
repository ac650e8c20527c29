"""What another scheme would have made of the last period that was closed: nothing is written (KPI-01, KPI-04)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from performance.assessment.computing import FIGURE, result_of, rows_of_scheme, value_row
from performance.assessment.models import Assessment, AssessmentPeriod
from performance.assessment.rules import is_below, line_points
from performance.assessment.states import SEEN
from performance.assessment.target import planned
from performance.assessment_scheme.states import KpiKind
from performance.metric.catalogue import METRICS
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from typing import Any

    from performance.assessment_scheme.models import AssessmentScheme
    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Effect:
    """One person: his confirmed result, and the one of the other scheme (None where none of its lines can be counted)."""

    assessment: Assessment
    new: Decimal | None
    uncounted: tuple[str, ...]  # lines that no figure and no judgement is there for
    pass_mark: int

    @property
    def old(self) -> Decimal | None:
        return self.assessment.result

    @property
    def difference(self) -> Decimal | None:
        return None if self.new is None or self.old is None else self.new - self.old

    @property
    def was_below(self) -> bool:
        return self.old is not None and is_below(self.old, self.assessment.pass_mark or self.pass_mark)

    @property
    def is_below(self) -> bool:
        return self.new is not None and is_below(self.new, self.pass_mark)


def last_closed(scheme: AssessmentScheme) -> AssessmentPeriod | None:
    """The last period of the kind of the scheme in which somebody's assessment was confirmed."""
    rows = AssessmentPeriod.objects.filter(assessments__status__in=SEEN)
    if scheme.period_kind:
        rows = rows.filter(kind=scheme.period_kind)
    return rows.order_by("-last", "-first").first()


def effects(scheme: AssessmentScheme, row: AssessmentPeriod, user: User) -> list[Effect]:
    """Old and new result of everybody whom this user may see, the greatest loss first.

    A figure that the confirmed assessment holds is taken from its copy, another is counted by its metric; what a superior
    judged counts for the line of the same name. The number of queries does not depend on the people.
    """
    assessments = list(
        Assessment.objects.visible_to(user)
        .filter(period=row, status__in=SEEN)
        .exclude(person=user)
        .select_related("person__unit")
        .prefetch_related("lines", "deductions")
        .order_by("person__username")
    )
    people = {each.person_id for each in assessments}
    drafts = {each.pk: rows_of_scheme(each, scheme) for each in assessments} if assessments else {}
    codes = {line.code for lines, off in drafts.values() for line in (*lines, *off) if line.code}
    copies = {
        each.pk: {line.code: line for line in (*each.deductions.all(), *each.lines.all())} for each in assessments
    }
    missing = {code for code in codes if any(code not in copies[each.pk] for each in assessments)}
    period = row.period
    figures = {code: METRICS[code].values(people, period) for code in missing}
    targets = planned(missing, people, period) if missing else {}
    rounding, base, mark = policy().deduction_rounding, policy().score_base, policy().pass_mark
    found = []
    for each in assessments:
        lines, off = drafts[each.pk]
        judged = {str(line): line for line in each.lines.all() if line.is_judged}
        rows: list[Any] = [*lines, *off]
        for line in rows:
            if line.code:
                _take_figure(line, copies[each.pk].get(line.code), figures, targets, each.person_id)
            elif line.kind == KpiKind.QUALITATIVE and str(line) in judged:
                line.reached = judged[str(line)].reached
                line.points = line_points(line.reached, line.weight, base)
            value_row(line, rounding, base)
        _score, _off, result = result_of(lines, off)
        found.append(Effect(each, result, tuple(str(line) for line in lines if line.points is None), mark))
    return sorted(found, key=lambda effect: (effect.difference is None, effect.difference or 0))


def _take_figure(line: Any, copy: Any, figures: dict, targets: dict, person: int) -> None:
    if copy is not None:
        for name in FIGURE:
            if name != "target" or not line.target_is_fixed:
                setattr(line, name, getattr(copy, name))
        return
    figure = figures[line.code][person]
    line.actual, line.numerator, line.denominator = figure.value, figure.numerator, figure.denominator
    if not line.target_is_fixed:
        line.target = targets.get((line.code, person))


def spread(found: list[Effect]) -> dict[str, int]:
    """How many would gain, lose, fall below the pass mark and rise to it."""
    counts: dict[str, int] = defaultdict(int)
    for effect in found:
        difference = effect.difference or 0
        counts["up"] += difference > 0
        counts["down"] += difference < 0
        counts["falls"] += effect.is_below and not effect.was_below
        counts["rises"] += effect.was_below and not effect.is_below and effect.new is not None
    return dict(counts)
