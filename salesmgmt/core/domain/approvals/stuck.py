"""Steps that stand still, because who is asked has left or does not come to it: they are moved on, never decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.address import holders, is_above, lock_step, require_pending
from salesmgmt.core.domain.approvals.involve import ask_instead, may_be_asked, refuse_asked
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models.approval import ApprovalStepQuerySet

# The levels above a manager or a department, read with the step instead of one by one.
CHAIN = 4


def waits_too_long(step: ApprovalStep) -> bool:
    """Has the step waited longer than the hours after which the superior is told (SET-54)?"""
    limit = timedelta(hours=policy().approval_escalation_hours)
    return step.opened_at is not None and timezone.now() - step.opened_at >= limit


def is_stuck(step: ApprovalStep, held: Callable = holders) -> bool:
    """Who is asked is no longer active, nobody holds the role, or nobody has come to it for too long.

    ``held(role)`` says whether anybody active holds a role.
    """
    if step.assignee_id is not None:
        return not step.assignee.is_active or waits_too_long(step)
    return waits_too_long(step) or not held(step.role)


@because(
    gettext_lazy("What waits for somebody else is moved on by his superior, or by an administrator where it is stuck.")
)
def can_move_on(user: User, step: ApprovalStep, held: Callable = holders) -> bool:
    """A superior of who is asked, the general manager where it is a role, or an administrator, for what is stuck.

    To move a step is not to decide it: the administrator approves nothing (SEC-04).
    """
    if step.status != ApprovalStep.Status.PENDING or not step.is_live or not user.is_active:
        return False
    above = is_above(user, step.assignee) if step.assignee_id else user.has_role(Role.GM)
    return (above or user.has_role(Role.ADM)) and is_stuck(step, held)


def stuck_steps_for(user: User) -> list:
    """The stuck steps that this person may move on, longest waiting first."""
    waiting = ApprovalStep.objects.filter(
        status=ApprovalStep.Status.PENDING, is_live=True, round__status=ApprovalRound.Status.OPEN
    ).select_related("round", f"assignee{'__superior' * CHAIN}")
    roles = {role for person in User.objects.active() for role in person.roles}
    return [step for step in waiting.order_by("opened_at", "pk") if can_move_on(user, step, roles.__contains__)]


@transaction.atomic
def move_on(step_pk: int, user: User, to_user: User, comment: str = "") -> ApprovalStep:
    """转交 of a stuck step to somebody of the role's standing who is no author; a superior may take it himself.

    An administrator hands it to somebody else than himself (SEC-04).
    """
    document, round_, step = lock_step(step_pk)
    require_pending(round_, step)
    require(can_move_on(user, step), _("This step is not yours to move on."))
    if to_user == user and user.has_role(Role.ADM):
        raise BusinessError(_("An administrator moves no decision to himself."))
    refuse_asked(to_user, document, round_, step.role)
    return ask_instead(document, round_, step, user, to_user, comment)


def may_take(step: ApprovalStep, user: User) -> QuerySet[User]:
    """To whom this person may move a stuck step."""
    people = may_be_asked(step, step.role)
    return people.exclude(pk=user.pk) if user.has_role(Role.ADM) else people


def steps_asked_of(person: User) -> ApprovalStepQuerySet:
    """The steps addressed to this person that are still to be decided, now or later in their round."""
    return (
        ApprovalStep.objects.filter(
            assignee=person,
            is_live=True,
            status__in=[ApprovalStep.Status.PENDING, ApprovalStep.Status.WAITING],
            round__status=ApprovalRound.Status.OPEN,
        )
        .select_related("round")
        .order_by("pk")
    )


@transaction.atomic
def hand_over_steps(person: User, to_user: User, user: User) -> int:
    """Everything that is asked of a person who leaves is asked of his successor; returns how many steps.

    BusinessError, with the document, where the successor may not decide one of them.
    """
    steps = [lock_step(step.pk) for step in steps_asked_of(person)]
    for document, round_, step in steps:
        refuse_asked(to_user, document, round_, step.role)
        if step.status == ApprovalStep.Status.PENDING:
            ask_instead(document, round_, step, user, to_user, "")
        else:
            _ask_later(document, step, user, to_user)
    return len(steps)


def _ask_later(document: Any, step: ApprovalStep, user: User, to_user: Any) -> None:
    """A step whose turn has not come is given its new addressee as it stands."""
    step.assignee = to_user
    step.save(update_fields=["assignee"])
    audit.record(document, user, gettext_noop("Transferred"), comment=f"{step.label} → {to_user}")
