"""Reading rounds: what pages and predicates ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.approvals.authors import authors_of, why_not_you, writing_of
from salesmgmt.core.models import ApprovalComment, ApprovalCopy, ApprovalRound, ApprovalStep
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because
from salesmgmt.core.round_lock import is_torn

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import Document, User
    from salesmgmt.core.models.approval import ApprovalStepQuerySet

# What hangs on a round, each with its people in one query.
HANGING = {
    "steps": (ApprovalStep, ("assignee", "decided_by", "on_behalf_of", "instead_of")),
    "comments": (ApprovalComment, ("author",)),
    "copies": (ApprovalCopy, ("user",)),
}


def rounds_of(document: Document) -> Any:
    """All rounds of a document, newest first, with steps, people and comments: a fixed number of queries."""
    return (
        ApprovalRound.objects.filter(content_type=ContentType.objects.get_for_model(document), object_id=document.pk)
        .select_related("applicant")
        .prefetch_related(
            *(
                Prefetch(name, model._default_manager.select_related(*people))
                for name, (model, people) in HANGING.items()
            )
        )
    )


def last_round(document: Document) -> ApprovalRound | None:
    return rounds_of(document).first()


def current_round(document: Document) -> ApprovalRound | None:
    """The open round, or None."""
    return rounds_of(document).filter(status=ApprovalRound.Status.OPEN).first()


def open_steps_of(document: Document) -> Any:
    """The steps that wait for a decision now."""
    return ApprovalStep.objects.filter(
        round__content_type=ContentType.objects.get_for_model(document),
        round__object_id=document.pk,
        round__status=ApprovalRound.Status.OPEN,
        status=ApprovalStep.Status.PENDING,
        is_live=True,
    ).select_related("assignee", "round")


def step_of(document: Document, user: User) -> ApprovalStep | None:
    """The step of this document that this person can decide now, or None."""
    return next((step for step in open_steps_of(document) if can_decide(user, step, document)), None)


def acting_as(user: User, step: ApprovalStep) -> tuple:
    """``(may, on_behalf_of)``: is the step addressed to this person, or to somebody he substitutes today?"""
    if step.alternate and user.has_role(step.alternate):
        return True, None
    if step.assignee_id:
        if step.assignee_id == user.pk:
            return True, None
        return step.assignee_id in user.acting_for, user.acting_for.get(step.assignee_id)
    if user.has_role(step.role):
        return True, None
    for person in user.acting_for.values():
        if person.has_role(step.role):
            return True, person
    return False, None


@because(_("This step is not yours to decide: it was asked of somebody else, or you wrote or changed the document."))
def can_decide(user: User, step: ApprovalStep, document: Document | None = None) -> bool:
    """An active addressee, or his substitute, who neither wrote nor changed nor submitted the document (SEC-04,
    002-1 §9.3)."""
    document = document or step.round.document
    authors = authors_of(document, step.round)
    if not user.is_active or user.pk in authors:
        return False
    may, person = acting_as(user, step)
    # A substitute of the author would decide in the author's name.
    return may and (person is None or person.pk not in authors)


def why_not_decide(user: User, step: ApprovalStep) -> str:
    """The sentence for an author whose step went to somebody else; empty for everybody else (SEC-04).

    Said to those who lead, too, whoever is asked: they take the document for theirs to decide.
    """
    writing = writing_of(user, step.round)
    if writing is None:
        return ""
    leads = bool(writing.names) and user.has_role(Role.MGR, Role.DIR, Role.GM)
    concerns = leads or step.instead_of_id == user.pk or acting_as(user, step)[0]
    return why_not_you(writing, step.round.document_model, step.asked) if concerns else ""


def can_withdraw(user: User, round_: ApprovalRound) -> bool:
    """The applicant, before the first decision."""
    return (
        round_ is not None
        and round_.status == ApprovalRound.Status.OPEN
        and round_.applicant_id == user.pk
        and not any(step.is_decided for step in round_.steps.all())
    )


def can_rescue(user: User, document: Document, round_: ApprovalRound) -> bool:
    """The applicant, or who is responsible for the document by now, where document and open round have parted."""
    return (
        round_ is not None
        and round_.status == ApprovalRound.Status.OPEN
        and is_torn(document, round_)
        and (round_.applicant_id == user.pk or document.responsible == user)
    )


def can_show(user: User, round_: ApprovalRound) -> bool:
    """May this person give others sight of what is in approval: the applicant, and whoever is or was asked to decide?

    A person who stands in for one of them may as well (SEC-01).
    """
    asked = {step.assignee_id for step in round_.steps.all()} | {step.decided_by_id for step in round_.steps.all()}
    roles = {step.role for step in round_.steps.all() if step.assignee_id is None}
    return user.pk == round_.applicant_id or bool(asked & set(user.acting_ids)) or bool(roles & set(user.acting_roles))


def why_waiting(round_: ApprovalRound, now: dt.datetime | None = None) -> list:
    """``[(step, hours waiting)]`` of the steps that hold a round up."""
    now = now or timezone.now()
    return [
        (step, int((now - step.opened_at).total_seconds() // 3600))
        for step in round_.live_steps()
        if step.status == ApprovalStep.Status.PENDING and step.opened_at
    ]


def pending_for(user: User) -> ApprovalStepQuerySet:
    """待办: the steps this person can decide, longest waiting first."""
    return (
        ApprovalStep.objects.pending_for(user)
        .filter(round__status=ApprovalRound.Status.OPEN)
        .select_related("round__applicant", "round__content_type", "assignee")
        .order_by("opened_at", "pk")
    )


def decided_by(user: User) -> ApprovalStepQuerySet:
    """已办: the steps this person decided, newest first."""
    return (
        ApprovalStep.objects.filter(decided_by=user)
        .select_related("round__applicant", "round__content_type", "on_behalf_of")
        .order_by("-decided_at", "-pk")
    )


def started_by(user: User) -> QuerySet:
    """我发起的: the rounds this person submitted, newest first."""
    return (
        ApprovalRound.objects.filter(applicant=user)
        .select_related("applicant", "content_type")
        .prefetch_related("steps__assignee")
    )


def copies_for(user: User) -> QuerySet:
    """抄送我的: the rounds shown to this person, newest first."""
    return ApprovalCopy.objects.filter(user=user).select_related("round__applicant", "round__content_type", "sent_by")
