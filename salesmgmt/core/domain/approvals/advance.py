"""What follows a decision: the next order opens, or the round is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.calendar import deadline
from salesmgmt.core.domain.approvals.authors import authors_of
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ApprovalStep, Substitute, User
from salesmgmt.core.permissions import may_stand_in
from salesmgmt.core.round_lock import by_engine
from salesmgmt.core.state import move

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, Document


def open_next_steps(
    document: Document, round_: ApprovalRound, actor: User, *, comment: str = "", on_behalf_of: Any = None
) -> bool:
    """Open the lowest order that is not decided, and bring the document into its stage.

    Returns False where nothing is left to decide. The caller holds the locks.
    """
    steps = list(ApprovalStep.objects.filter(round=round_, is_live=True).select_related("assignee"))
    open_ = [step for step in steps if step.status in (ApprovalStep.Status.WAITING, ApprovalStep.Status.PENDING)]
    if not open_:
        return False
    order = min(step.order for step in open_)
    now = timezone.now()
    for step in open_:
        if step.order == order and step.status == ApprovalStep.Status.WAITING:
            step.status, step.opened_at = ApprovalStep.Status.PENDING, now
            step.save(update_fields=["status", "opened_at"])
            announce(document, round_, step)
    stage = next(step.stage for step in open_ if step.order == order)
    if document.status != stage:
        with by_engine(document):
            move(document, stage, actor, comment=comment, on_behalf_of=on_behalf_of)
    return True


def announce(document: Document, round_: ApprovalRound, step: ApprovalStep) -> None:
    """Let the addressees of a step read the document, and tell them and their substitutes of today."""
    if step.assignee_id:
        route(document, user=step.assignee)
        people = [step.assignee]
    else:
        route(document, role=step.role)
        people = list(User.objects.with_role(step.role).exclude(pk__in=authors_of(document, round_)))
    active = Substitute.objects.effective(timezone.localdate()).filter(person__in=people)
    rows = active.select_related("person", "substitute")
    substitutes = [row.substitute for row in rows if may_stand_in(row.substitute, row.person)]
    notify(
        [*people, *substitutes],
        lambda: _("To approve: %(document)s %(title)s") % {"document": document, "title": round_.title},
        url=document.get_absolute_url(),
        sent_by=round_.applicant,
        due_at=deadline(timezone.now(), policy().approval_reminder_hours),
    )


def tell_applicant(document: Document, round_: ApprovalRound, subject: Callable, comment: str = "") -> None:
    notify([round_.applicant], subject, url=document.get_absolute_url(), body=comment)
