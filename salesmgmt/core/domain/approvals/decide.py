"""The decisions: agree, reject, send back, take back. One transaction each; the document is locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit, meanwhile, words
from salesmgmt.core.domain.approvals.address import decider_of, lock_step, require_pending
from salesmgmt.core.domain.approvals.advance import open_next_steps, tell_applicant
from salesmgmt.core.domain.approvals.describe import approval_of
from salesmgmt.core.domain.approvals.late import refuse_late_author
from salesmgmt.core.domain.approvals.read import acting_as, can_decide, why_not_decide
from salesmgmt.core.domain.approvals.submit import close_round
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.round_lock import by_engine
from salesmgmt.core.state import change, guard, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.approvals.describe import Approval
    from salesmgmt.core.models import Document, User

# What a step asks, and whom.
QUESTION_FIELDS = (
    "round_id",
    "order",
    "role",
    "alternate",
    "assignee_id",
    "label",
    "stage",
    "key",
    "opinion",
    "added_by_id",
)
STEP_FIELDS = ["status", "decided_by", "on_behalf_of", "decided_at", "comment", "data"]


def _begin(step_pk: int, user: User) -> Any:
    document, round_, step = lock_step(step_pk)
    require_pending(round_, step)
    require(can_decide(user, step, document), why_not_decide(user, step) or _("This step is not yours to decide."))
    refuse_late_author(document, round_, user)
    return document, round_, step


def _decide(
    document: Document, step: ApprovalStep, user: User, status: Any, comment: str, data: dict, action: str
) -> None:
    """Write the decision on the step and in the audit record."""
    guard(step, status)
    step.status, step.decided_by, step.decided_at = status, user, timezone.now()
    step.on_behalf_of = acting_as(user, step)[1]
    step.comment, step.data = comment, data or {}
    step.save(update_fields=STEP_FIELDS)
    audit.record(
        document,
        user,
        action,
        comment=words.beside(step.label, comment) if comment else step.label,
        on_behalf_of=step.on_behalf_of,
    )


@transaction.atomic
def approve(step_pk: int, user: User, comment: str = "", data: dict | None = None) -> Document:
    """同意. The last agreement of an order opens the next, the last of all approves the document (SEC-05).

    ``data`` is the cleaned data of the step's own form; dates and numbers are kept as text. Raises BusinessError where
    the step is decided, the round closed or the app's ``check_decision`` refuses; PermissionDenied for anybody who is
    not asked, and for the author at every level (SEC-04).
    """
    document, round_, step = _begin(step_pk, user)
    approval = approval_of(document)
    step.comment = comment  # an app may ask for a reason in certain cases
    if approval.check_decision:
        with by_engine(document):
            approval.check_decision(document, step, user, data or {})
    kept = {name: audit.as_text(value) for name, value in (data or {}).items() if value not in (None, "")}
    _decide(document, step, user, ApprovalStep.Status.APPROVED, comment, kept, gettext_noop("Agreed"))
    if approval.on_step:
        with by_engine(document):
            approval.on_step(document, step, user)
    _go_on(document, round_, step, user, approval)
    return document


def _go_on(document: Document, round_: ApprovalRound, step: ApprovalStep, user: User, approval: Approval) -> None:
    """After a decision that does not end the round."""
    if open_next_steps(document, round_, user, on_behalf_of=step.on_behalf_of):
        return
    round_ = close_round(round_, ApprovalRound.Status.APPROVED)
    fields = approval.approved_fields(document, user) if approval.approved_fields else {}
    move(document, approval.approved_status(document), user, on_behalf_of=step.on_behalf_of, **fields)
    if approval.on_approved:
        approval.on_approved(document, round_, user)
    tell_applicant(document, round_, lambda: _("Approved: %(document)s") % {"document": document})


@transaction.atomic
def reject(step_pk: int, user: User, comment: str, data: Any = None) -> Document:
    """驳回: ends the round with a reason. A step that only gives an opinion records the objection and goes on."""
    document, round_, step = _begin(step_pk, user)
    if not comment.strip():
        raise BusinessError(_("Give a reason for the rejection."))
    approval = approval_of(document)
    kept = {name: audit.as_text(value) for name, value in (data or {}).items() if value not in (None, "")}
    action = gettext_noop("Disagreed") if step.opinion else gettext_noop("Rejected")
    if approval.check_rejection and not step.opinion:
        approval.check_rejection(document, step, user)
    _decide(document, step, user, ApprovalStep.Status.REJECTED, comment, kept, action)
    if step.opinion:
        _go_on(document, round_, step, user, approval)
        return document
    round_ = close_round(round_, ApprovalRound.Status.REJECTED)
    move(document, approval.rejected, user, comment=comment, on_behalf_of=step.on_behalf_of)
    if approval.on_rejected:
        approval.on_rejected(document, round_, user)
    tell_applicant(document, round_, lambda: _("Rejected: %(document)s") % {"document": document}, comment)
    return document


@transaction.atomic
def send_back(step_pk: int, user: User, comment: str, to_order: int | None = None) -> Document:
    """退回: to the applicant (the content stays, a new round asks everybody again), or to an earlier step.

    An earlier step is asked again together with all that followed it; the document's table must allow the way back.
    """
    document, round_, step = _begin(step_pk, user)
    if not comment.strip():
        raise BusinessError(_("Say what has to be changed."))
    if to_order is not None and to_order >= step.order:
        raise BusinessError(_("Choose an earlier step."))
    _decide(document, step, user, ApprovalStep.Status.RETURNED, comment, {}, gettext_noop("Sent back"))
    if to_order is None:
        round_ = close_round(round_, ApprovalRound.Status.RETURNED)
        move(document, approval_of(document).returned, user, comment=comment, on_behalf_of=step.on_behalf_of)
    else:
        _ask_again(document, round_, to_order)
        open_next_steps(document, round_, user, comment=comment, on_behalf_of=step.on_behalf_of)
    tell_applicant(document, round_, lambda: _("Sent back: %(document)s") % {"document": document}, comment)
    return document


def _ask_again(document: Any, round_: ApprovalRound, from_order: int) -> None:
    """Copies of the live steps from ``from_order`` on; the decided ones stay as history."""
    old = list(
        ApprovalStep.objects.filter(round=round_, is_live=True, order__gte=from_order).exclude(
            status=ApprovalStep.Status.TRANSFERRED
        )
    )
    if not any(step.order == from_order for step in old):
        raise BusinessError(_("Choose an earlier step."))
    for step in old:
        if step.status in (ApprovalStep.Status.WAITING, ApprovalStep.Status.PENDING):
            step.status = ApprovalStep.Status.CANCELLED
        step.is_live = False
        step.save(update_fields=["status", "is_live"])
    ApprovalStep.objects.bulk_create([_fresh(step) for step in old])


def _fresh(step: ApprovalStep) -> ApprovalStep:
    """The same question, not yet asked."""
    return ApprovalStep(**{name: getattr(step, name) for name in QUESTION_FIELDS})


@transaction.atomic
def note_finding(step_pk: int, user: User, action: str, *, stage: str = "", **fields: Any) -> Document:
    """What the decider of an open step finds goes into the document, and with ``stage`` his step and the document go on
    in another status (the impact of an order change, CHG-02). The only writing into a document in approval."""
    document, _round, step = _begin(step_pk, user)
    with by_engine(document):
        if not stage or document.status == stage:
            return change(document, user, action, **fields)
        step.stage = stage
        step.save(update_fields=["stage"])
        return move(document, stage, user, action=action, **fields)


@transaction.atomic
def take_back(step_pk: int, user: User, comment: str = "") -> Any:
    """撤回: an approver takes his own decision back while the next one has not been made."""
    document, round_, step = lock_step(step_pk)
    require(step.decided_by_id == user.pk, _("A decision is taken back by the person who made it."))
    if round_.status != ApprovalRound.Status.OPEN or step.status != ApprovalStep.Status.APPROVED or not step.is_live:
        text = _("This decision can no longer be taken back.")
        raise BusinessError(f"{text} {meanwhile.last_act_in_words(document)}".strip())
    later = ApprovalStep.objects.filter(round=round_, is_live=True, order__gt=step.order)
    decided = later.filter(decided_by__isnull=False).select_related("decided_by").order_by("-decided_at").first()
    if decided is not None:
        raise BusinessError(_("A later step has already been decided (%(by)s).") % {"by": decider_of(decided)})
    for next_ in later.filter(status=ApprovalStep.Status.PENDING):
        next_.status, next_.opened_at = ApprovalStep.Status.WAITING, None
        next_.save(update_fields=["status", "opened_at"])
    step.is_live = False
    step.save(update_fields=["is_live"])
    again = _fresh(step)
    again.save()
    audit.record(document, user, gettext_noop("Decision taken back"), comment=comment)
    open_next_steps(document, round_, user, comment=comment)
    return document
