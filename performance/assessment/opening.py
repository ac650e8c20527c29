"""Periods are opened and closed: an assessment for every representative, its figures counted when the period has ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.assessment.computing import compute, take_scheme_for
from performance.assessment.models import Assessment, AssessmentPeriod
from performance.assessment.permissions import superior_of
from performance.assessment.states import AssessmentStatus
from performance.assessment_scheme.models import AssessmentScheme
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.address import everybody
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_task, open_tasks
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock_many, move_many

if TYPE_CHECKING:
    from performance.metric.period import Period

SCORE = "assessment_score"


def is_assessed(kind: str) -> bool:
    """SET-25: months, quarters and years, each of which can be switched off (KPI-02)."""
    return kind in policy().assessment_periods


@transaction.atomic
def open_period(period: Period) -> list[Assessment]:
    """An assessment for each representative who has none in this period yet; [] where such periods are switched off."""
    if not is_assessed(period.kind):
        return []
    row, _made = AssessmentPeriod.objects.get_or_create(
        kind=period.kind, first=period.first, defaults={"last": period.last}
    )
    scheme = AssessmentScheme.objects.in_force_for(period.kind)
    has_one = Assessment.objects.filter(period=row).values("person")
    people = list(User.objects.with_role(Role.REP).exclude(pk__in=has_one).order_by("pk"))
    if not people:
        return []
    made = Assessment.objects.bulk_create(
        Assessment(number=number, period=row, person=person, scheme=scheme)
        for number, person in zip(next_numbers(Assessment.KIND, len(people)), people, strict=True)
    )
    if scheme is not None:
        take_scheme_for(made, scheme)
    audit.record_many(made, None, gettext_noop("Opened"))
    if scheme is None:
        notify_roles(
            [Role.DIR],
            lambda: _("No assessment scheme is in force: %(period)s cannot be computed") % {"period": period},
        )
    return made


@transaction.atomic
def close_period(period: Period) -> int:
    """open → scoring once the period has ended: a March and a Q1 assessment for each rep, with quarters switched off only
    March (KPI-02). A second run finds nothing open; gives how many were closed."""
    if not is_assessed(period.kind) or not period.is_over:
        return 0
    open_period(period)
    rows = Assessment.objects.filter(period__kind=period.kind, period__first=period.first, status=AssessmentStatus.OPEN)
    waiting = lock_many(Assessment, list(rows.values_list("pk", flat=True)), "person", "period")
    scheme = AssessmentScheme.objects.in_force_for(period.kind)
    without = [assessment for assessment in waiting if assessment.scheme_id is None]
    if scheme is not None and without:
        for assessment in without:
            assessment.scheme = scheme
        Assessment.objects.bulk_update(without, ["scheme"])
        take_scheme_for(without, scheme)
    waiting = [assessment for assessment in waiting if assessment.scheme_id is not None]
    compute(period, waiting)
    move_many(waiting, AssessmentStatus.SCORING, None)
    people = everybody()
    open_tasks(
        SCORE, [(each, superior_of(people[each.person_id]), partial(_to_score, each)) for each in waiting], tell=True
    )
    return len(waiting)


def _to_score(assessment: Assessment) -> str:
    return _("Score the assessment: %(what)s") % {"what": str(assessment)}


def ask_superior(assessment: Assessment) -> None:
    """A to-do of the superior; it closes itself when he has scored."""
    open_task(SCORE, assessment, superior_of(assessment.person), partial(_to_score, assessment))
