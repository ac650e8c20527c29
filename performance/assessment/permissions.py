"""Who may do what with assessments: the superior scores, the next level confirms, nobody assesses himself (KPI-15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.assessment.querysets import LEADERS
from performance.assessment.states import COMPUTABLE, SEEN, AssessmentStatus
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.assessment.models import Assessment
    from performance.assessment_scheme.models import AssessmentScheme
    from salesmgmt.core.models import User


def superior_of(person: User) -> User | None:
    """The nearest active superior: where the superior has left, the one above him."""
    return next((each for each in superiors(person) if each.is_active), None)


def next_level(assessment: Assessment) -> User | None:
    """Who confirms: the nearest active superior of whoever scored it, never the person himself (KPI-15)."""
    if assessment.scored_by is None:
        return None
    chain = superiors(assessment.scored_by)
    return next((each for each in chain if each.is_active and each.pk != assessment.person_id), None)


@because(right_of("assessment", "R"))
def can_see_assessments(user: User) -> bool:
    return may_at_all(user, "assessment", "R")


@because(_("One's own assessment is seen after it was confirmed; others' by their superiors and the general manager."))
def can_read_assessment(user: User, assessment: Assessment) -> bool:
    """KPI-15, roles.md: one predicate for page, list, paper and file."""
    return type(assessment).objects.visible_to(user).filter(pk=assessment.pk).exists()


@because(_("The lines of an assessment are read by the person and by his superiors; finance sees the result."))
def sees_lines(user: User, assessment: Assessment) -> bool:
    """Finance sees the total alone (roles.md)."""
    return assessment.person_id == user.pk or user.has_role(*LEADERS)


def _stands_for(user: User, person: User | None) -> bool:
    return person is not None and person.pk in user.acting_ids


@because(_("An assessment is scored by the person's superior; nobody assesses himself."))
def can_score_assessment(user: User, assessment: Assessment) -> bool:
    """KPI-15: the superior, and never the person himself."""
    return (
        assessment.status == AssessmentStatus.SCORING
        and user.pk != assessment.person_id
        and _stands_for(user, superior_of(assessment.person))
        and any(may(user, "assessment", verb, owner=assessment.person) for verb in ("score", "review", "confirm"))
    )


@because(_("Figures are computed anew by the person's superior, before they are scored."))
def can_compute_assessment(user: User, assessment: Assessment) -> bool:
    return (
        assessment.status in COMPUTABLE
        and user.pk != assessment.person_id
        and (_stands_for(user, superior_of(assessment.person)) or may(user, "assessment", "confirm"))
    )


@because(_("An assessment is confirmed one level above whoever scored it, never by him or by the person himself."))
def can_confirm_assessment(user: User, assessment: Assessment) -> bool:
    """KPI-15: the superior of the scorer, or a director or general manager further up."""
    if assessment.status != AssessmentStatus.REVIEWED or user.pk in (assessment.person_id, assessment.scored_by_id):
        return False
    if assessment.scored_by_id in user.acting_for:
        return False
    chosen = next_level(assessment)
    if chosen is None:
        return may(user, "assessment", "confirm")
    if _stands_for(user, chosen):
        return True
    above = {each.pk for each in superiors(assessment.scored_by)}
    return user.pk in above and may(user, "assessment", "confirm")


@because(_("An appeal is made once, by the person himself, against a confirmed assessment."))
def can_appeal(user: User, assessment: Assessment) -> bool:
    return (
        user.pk == assessment.person_id
        and assessment.status in (AssessmentStatus.CONFIRMED, AssessmentStatus.APPLIED)
        and not hasattr(assessment, "appeal")
    )


@because(_("An appeal is answered by a director or the general manager who neither scored nor confirmed."))
def can_answer_appeal(user: User, assessment: Assessment) -> bool:
    appeal = getattr(assessment, "appeal", None)
    involved = (assessment.person_id, assessment.scored_by_id, assessment.confirmed_by_id)
    return (
        appeal is not None
        and appeal.answered_at is None
        and user.pk not in involved
        and may(user, "assessment", "confirm")
    )


@because(_("Coaching is reported as done by the coach, or by whoever confirmed the assessment."))
def can_finish_coaching(user: User, assessment: Assessment) -> bool:
    plan = getattr(assessment, "coaching", None)
    return plan is not None and plan.done_on is None and user.pk in (plan.coach_id, assessment.confirmed_by_id)


@because(_("Advice is given by the person's superiors once the assessment is confirmed."))
def can_advise(user: User, assessment: Assessment) -> bool:
    """KPI-06"""
    return (
        assessment.status in SEEN
        and user.pk != assessment.person_id
        and any(may(user, "assessment", verb, owner=assessment.person) for verb in ("score", "review", "confirm"))
    )


@because(_("An applied assessment is archived by a director or the general manager."))
def can_archive_assessment(user: User, assessment: Assessment) -> bool:
    return (
        assessment.status == AssessmentStatus.APPLIED
        and user.pk != assessment.person_id
        and may(user, "assessment", "confirm")
    )


@because(_("The effect of a scheme is seen by who may write schemes or put them in force."))
def can_try_scheme(user: User, scheme: AssessmentScheme) -> bool:
    return may_at_all(user, "assessment_scheme", "C") or may_at_all(user, "assessment_scheme", "A")
