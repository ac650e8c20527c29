"""The superior scores, the next level confirms or returns; then coaching, advice, appeal (KPI-04, KPI-06, KPI-15)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.assessment.computing import sum_up
from performance.assessment.models import Appeal, Assessment, CoachingPlan, ImprovementAdvice
from performance.assessment.opening import SCORE, ask_superior
from performance.assessment.permissions import (
    can_advise,
    can_answer_appeal,
    can_appeal,
    can_archive_assessment,
    can_confirm_assessment,
    can_finish_coaching,
    can_score_assessment,
    next_level,
)
from performance.assessment.rules import is_below, line_points, most_of
from performance.assessment.states import AssessmentStatus
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User

CONFIRM = "assessment_confirm"
COACHING = "coaching"
RELATED = ("person__superior", "period", "scored_by__superior", "confirmed_by")


@transaction.atomic
def score_assessment(
    pk: int, user: User, scores: dict[int, tuple[Decimal | None, str]], comment: str = ""
) -> Assessment:
    """scoring → reviewed: ``scores`` is {line: (0 to 100, comment)} of every judged line (KPI-04, KPI-15).

    Raises BusinessError for a computed line, and for a judged one without a score and a comment; PermissionDenied for
    anybody but the superior, the person himself first of all.
    """
    assessment = lock(Assessment, pk, *RELATED)
    guard(assessment, AssessmentStatus.REVIEWED)
    require(can_score_assessment(user, assessment))
    lines = {line.pk: line for line in assessment.lines.all()}
    changes = {}
    for line_pk, (score, words) in scores.items():
        line = lines.get(line_pk)
        if line is None:
            raise BusinessError(_("The line belongs to another assessment."))
        if not line.is_judged:
            raise BusinessError(
                _("“%(line)s” is computed and cannot be edited: what is wrong about it is put right in its documents.")
                % {"line": line}
            )
        if score is not None and not 0 <= score <= 100:
            raise BusinessError(_("A score goes from 0 to 100."))
        if line.reached != score:
            changes[str(line)] = [str(line.reached or "—"), str(score)]
        line.reached, line.comment = score, words.strip()
        line.points = line_points(line.reached, line.weight, policy().score_base)
    for line in lines.values():
        if line.is_judged and (line.reached is None or not line.comment):
            raise BusinessError(_("“%(line)s” needs a score and a comment.") % {"line": line})
        if line.is_judged:
            line.save(update_fields=["reached", "points", "comment"])
    sum_up(assessment)
    if assessment.result is None:
        raise BusinessError(_("Nothing of this assessment could be counted: no line has a target and a figure."))
    move(assessment, AssessmentStatus.REVIEWED, user, comment=comment, scored_by=user, scored_at=timezone.now())
    if changes:
        audit.record(assessment, user, gettext_noop("Scored"), changes=changes)
    if comment:
        assessment.comment = comment
        assessment.save(update_fields=["comment"])
    close_tasks(assessment, SCORE, user)
    words_ = {"what": str(assessment)}
    open_task(CONFIRM, assessment, next_level(assessment), lambda: _("Confirm the assessment: %(what)s") % words_)
    return assessment


@transaction.atomic
def return_assessment(pk: int, user: User, comment: str) -> Assessment:
    """reviewed → scoring, with the reason: the superior scores again (KPI-15)."""
    assessment = lock(Assessment, pk, *RELATED)
    guard(assessment, AssessmentStatus.SCORING)
    require(can_confirm_assessment(user, assessment))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    scorer = assessment.scored_by
    move(assessment, AssessmentStatus.SCORING, user, comment=comment, scored_by=None, scored_at=None)
    close_tasks(assessment, CONFIRM, user)
    ask_superior(assessment)
    notify(
        [scorer],
        lambda: _("Assessment returned: %(what)s") % {"what": str(assessment)},
        url=assessment.get_absolute_url(),
        body=comment,
    )
    return assessment


@transaction.atomic
def confirm_assessment(
    pk: int,
    user: User,
    advice: str = "",
    measures: str = "",
    coach: User | None = None,
    due_on: dt.date | None = None,
) -> Assessment:
    """reviewed → confirmed, one level above: from now on a copy that the person sees (KPI-15).

    Below the pass mark a coaching plan is required: measures, coach and day (KPI-06, SET-43a).
    """
    assessment = lock(Assessment, pk, *RELATED)
    guard(assessment, AssessmentStatus.CONFIRMED)
    require(can_confirm_assessment(user, assessment))
    pass_mark = policy().pass_mark
    if is_below(assessment.result, pass_mark):
        if not measures.strip() or coach is None or due_on is None:
            raise BusinessError(
                _("The result lies below the pass mark of %(mark)d: plan the coaching, with a coach and a day.")
                % {"mark": pass_mark}
            )
        if due_on < today():
            raise BusinessError(_("The day until which it is to be done has passed."))
    if coach is not None and coach.pk == assessment.person_id:
        raise BusinessError(_("Nobody coaches himself."))
    move(
        assessment,
        AssessmentStatus.CONFIRMED,
        user,
        confirmed_by=user,
        confirmed_at=timezone.now(),
        pass_mark=pass_mark,
    )
    if measures.strip() and coach is not None and due_on is not None:
        CoachingPlan.objects.create(assessment=assessment, measures=measures, coach=coach, due_on=due_on)
        words = {"person": str(assessment.person)}
        open_task(
            COACHING,
            assessment,
            coach,
            lambda: _("Coach %(person)s") % words,
            key=str(pk),
            due_on=due_on,
            body=measures,
        )
    if advice.strip():
        ImprovementAdvice.objects.create(assessment=assessment, text=advice, by=user)
    close_tasks(assessment, CONFIRM, user)
    notify(
        [assessment.person],
        lambda: _("Your assessment of %(period)s is confirmed") % {"period": assessment.period},
        url=assessment.get_absolute_url(),
    )
    registry.tell("assessment", "confirmed", assessment, user=user)
    return assessment


@transaction.atomic
def advise(pk: int, user: User, text: str, indicator: str = "") -> ImprovementAdvice:
    """Improvement advice after the confirmation; the person is told (KPI-06)."""
    assessment = lock(Assessment, pk, *RELATED)
    require(can_advise(user, assessment))
    if not text.strip():
        raise BusinessError(_("Say what you advise."))
    made = ImprovementAdvice.objects.create(assessment=assessment, text=text, indicator=indicator, by=user)
    notify(
        [assessment.person],
        lambda: _("Advice on your assessment of %(period)s") % {"period": assessment.period},
        url=assessment.get_absolute_url(),
        body=text,
    )
    return made


@transaction.atomic
def finish_coaching(pk: int, user: User, comment: str) -> Assessment:
    """The coaching is done, with what came of it (KPI-06)."""
    assessment = lock(Assessment, pk, *RELATED)
    require(can_finish_coaching(user, assessment))
    if not comment.strip():
        raise BusinessError(_("Say what came of it."))
    plan = assessment.coaching
    plan.done_on, plan.outcome = today(), comment
    plan.save(update_fields=["done_on", "outcome"])
    audit.record(assessment, user, gettext_noop("Coaching done"), comment=comment)
    close_tasks(assessment, COACHING, user)
    return assessment


@transaction.atomic
def file_appeal(pk: int, user: User, comment: str) -> Assessment:
    """The person appeals once against his confirmed result; directors and the general manager are told."""
    assessment = lock(Assessment, pk, *RELATED)
    require(can_appeal(user, assessment))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    Appeal.objects.create(assessment=assessment, reason=comment)
    audit.record(assessment, user, gettext_noop("Appeal"), comment=comment)
    notify_roles(
        [Role.DIR, Role.GM],
        lambda: _("Appeal against an assessment: %(what)s") % {"what": str(assessment)},
        url=assessment.get_absolute_url(),
        body=comment,
    )
    return assessment


@transaction.atomic
def answer_appeal(
    pk: int, user: User, is_upheld: bool, answer: str, corrected_result: Decimal | None = None
) -> Assessment:
    """Answered by somebody who neither scored nor confirmed. The confirmed result stays as it is, with the answer beside
    it; an upheld appeal may name the result that ought to have been: payroll and bonus take the difference as a line of
    its own in a later month, and runs of fails and excellent results go by it.

    Raises BusinessError for a corrected result of an appeal that is not upheld, or one that corrects nothing.
    """
    assessment = lock(Assessment, pk, *RELATED)
    require(can_answer_appeal(user, assessment))
    if not answer.strip():
        raise BusinessError(_("Give the answer in words."))
    if corrected_result is not None and not is_upheld:
        raise BusinessError(_("Only an upheld appeal corrects the result."))
    if corrected_result is not None and corrected_result == assessment.result:
        raise BusinessError(_("This is the confirmed result: there is nothing to correct."))
    if corrected_result is not None:
        most = most_of(assessment.lines.values_list("cap", "weight"), policy().score_base)
        if corrected_result > most:
            raise BusinessError(_("The scheme of this assessment gives %(most)s at most.") % {"most": f"{most:f}"})
    appeal = assessment.appeal
    appeal.is_upheld, appeal.answer, appeal.corrected_result = is_upheld, answer, corrected_result
    appeal.answered_by, appeal.answered_at = user, timezone.now()
    appeal.save(update_fields=["is_upheld", "answer", "answered_by", "answered_at", "corrected_result"])
    changes = {}
    if corrected_result is not None:
        changes["corrected_result"] = [audit.as_text(assessment.result), audit.as_text(corrected_result)]
    audit.record(assessment, user, gettext_noop("Appeal answered"), comment=answer, changes=changes)
    notify(
        [assessment.person],
        lambda: _("Your appeal on %(period)s is answered") % {"period": assessment.period},
        url=assessment.get_absolute_url(),
        body=answer,
    )
    return assessment


@transaction.atomic
def archive_assessment(pk: int, user: User) -> Assessment:
    """applied → archived."""
    assessment = lock(Assessment, pk, *RELATED)
    guard(assessment, AssessmentStatus.ARCHIVED)
    require(can_archive_assessment(user, assessment))
    return move(assessment, AssessmentStatus.ARCHIVED, user)
