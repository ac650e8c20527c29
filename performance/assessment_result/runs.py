"""J24 consecutive_results: after each confirmation the fails in a row are counted; the list of excellent runs (KPI-07, KPI-08)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.assessment.models import Assessment
from performance.assessment.permissions import superior_of
from performance.assessment_result.rules import is_candidate, marks_of, run_around, run_up_to
from performance.metric.period import Period
from performance.metric.states import PeriodKind
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import User

FAILED = "consecutive_fail"


def count_fails(assessment: Assessment, user: User) -> int:
    """The alert ``consecutive_fail``: SET-43 fails directly one after the other (KPI-07). Gives how many there are.

    Told once for each period that ends such a run: a to-do of the manager to decide on a change of post, a notice to the
    director and the general manager.
    """
    rows = (
        Assessment.objects.seen()
        .filter(person=assessment.person_id, period__kind=assessment.period.kind)
        .select_related("period", "appeal")
    )
    marks = marks_of(((row.period.period, row) for row in rows), lambda row: not row.is_passed)
    if not marks.get(assessment.period.period):
        return 0
    length, last = run_around(marks, assessment.period.period)
    if length < policy().failed_periods:
        return length
    person = assessment.person
    words = {"person": str(person), "count": length, "last": str(last)}

    def subject() -> str:
        return (
            _("%(person)s: %(count)d periods below the pass mark up to %(last)s, change of post to be decided") % words
        )

    decider = manager_above(superior_of(person) or person) or superior_of(person)
    made = open_task(FAILED, assessment, decider, subject, key=f"{person.pk}-{last}")
    if made is not None:
        notify_roles([Role.DIR, Role.GM], subject, url=assessment.get_absolute_url())
    return length


@dataclass(frozen=True)
class Run:
    """How one person stands in one kind of period: results in a row up to his last one."""

    person: User
    kind: str
    last: Period
    result: Decimal
    excellent: int
    failed: int
    is_candidate: bool
    is_alarming: bool
    address: str  # of the last assessment

    @property
    def kind_label(self) -> str:
        return str(PeriodKind(self.kind).label)


def runs(user: User) -> list[Run]:
    """The report ``consecutive_excellent``: the present number of excellent periods of each person this user may see,
    and of fails; one query. It proposes nobody while SET-43b is empty (KPI-08)."""
    rows = (
        Assessment.objects.visible_to(user)
        .seen()
        .exclude(person=user)
        .select_related("person__unit", "period", "appeal")
        .order_by("person__username", "period__kind", "period__first")
    )
    grouped: dict[tuple, list[Assessment]] = defaultdict(list)
    for row in rows:
        grouped[row.person, row.period.kind].append(row)
    limits, found = policy(), []
    for (person, kind), results in grouped.items():
        last = results[-1].period.period
        pairs = [(row.period.period, row) for row in results]
        excellent = run_up_to(marks_of(pairs, lambda row: row.standing_result >= limits.excellent_mark), last)
        failed = run_up_to(marks_of(pairs, lambda row: not row.is_passed), last)
        found.append(
            Run(
                person,
                kind,
                last,
                results[-1].standing_result,
                excellent,
                failed,
                is_candidate(excellent, limits.excellent_periods),
                failed >= limits.failed_periods,
                results[-1].get_absolute_url(),
            )
        )
    return sorted(found, key=lambda run: (-run.excellent, -run.failed, run.person.username, run.kind))
