"""Starting a round, and ending it without a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit, meanwhile
from salesmgmt.core.domain.approvals.address import addressee_of, decider_of
from salesmgmt.core.domain.approvals.advance import open_next_steps
from salesmgmt.core.domain.approvals.authors import authors_of, kept_authors
from salesmgmt.core.domain.approvals.describe import approval_of
from salesmgmt.core.domain.approvals.read import can_rescue, can_withdraw, current_round
from salesmgmt.core.domain.approvals.snapshot import snapshot_of
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep, User
from salesmgmt.core.refusal import reason_of
from salesmgmt.core.round_lock import by_engine, is_torn, open_round_of, why_locked
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.approvals.describe import Approval, Step
    from salesmgmt.core.models import Document


@transaction.atomic
def submit(document: Document, user: User, comment: str = "") -> ApprovalRound:
    """Start a round: check, snapshot, steps, first step pending, document in the stage of its first step.

    Raises BusinessError where the table, the app's ``check_submit`` or the lack of approvers refuses, and
    PermissionDenied where ``can_submit`` does.
    """
    document = lock(type(document), document.pk)
    approval = approval_of(document)
    round_ = open_round_of(document)
    if round_ is not None:
        already = meanwhile.with_words(_("This document is already in approval."), document)
        raise BusinessError(why_locked(document, round_) if is_torn(document, round_) else already)
    steps = sorted(approval.steps_for(document, policy()), key=lambda step: step.order)
    if not steps:
        raise BusinessError(_("No approver is configured for this document. Ask the administrator."))
    guard(document, steps[0].stage)
    allowed = approval.can_submit(user, document)
    require(allowed, reason_of(allowed) or _("A document is submitted by whoever is in charge of it."))
    if approval.check_submit:
        approval.check_submit(document, user)
    round_ = _open_round(document, approval, user, comment)
    _create_steps(round_, document, steps)
    open_next_steps(document, round_, user, comment=comment)
    if approval.on_submitted:
        with by_engine(document):
            approval.on_submitted(document, round_, user)
    return round_


def submit_of(model: type[Document]) -> Callable[..., ApprovalRound]:
    """What the button “Submit” of a kind runs: submit() for the row of that pk, and nothing of its own."""

    def submit_row(pk: int, user: User, comment: str = "") -> ApprovalRound:
        return submit(model._default_manager.get(pk=pk), user, comment)

    return submit_row


def _open_round(document: Document, approval: Approval, user: User, comment: str) -> ApprovalRound:
    kind = ContentType.objects.get_for_model(document)
    rounds = ApprovalRound.objects.filter(content_type=kind, object_id=document.pk)
    return ApprovalRound.objects.create(
        content_type=kind,
        object_id=document.pk,
        kind=getattr(document, "KIND", kind.model),
        document_number=str(document)[:60],
        title=str(approval.title(document) if approval.title else getattr(document, "title", ""))[:200],
        no=(rounds.aggregate(last=Max("no"))["last"] or 0) + 1,
        applicant=user,
        comment=comment,
        snapshot=(approval.snapshot or snapshot_of)(document),
        authors=kept_authors(document, user),
    )


def company_words(text: Any) -> str:
    """A lazy text in the company's language: what is stored is read by everybody, whatever its writer's screen says."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(text)


def _create_steps(round_: ApprovalRound, document: Document, steps: list[Step]) -> None:
    authors = authors_of(document, round_)
    rows = []
    for step in steps:
        role, person, instead_of = addressee_of(step, document, authors)
        rows.append(
            ApprovalStep(
                round=round_,
                order=step.order,
                role=role,
                assignee=person,
                instead_of=instead_of,
                label=company_words(step.label),
                stage=step.stage,
                key=step.key,
                opinion=step.opinion,
                alternate=str(step.alternate),
            )
        )
    ApprovalStep.objects.bulk_create(rows)


@transaction.atomic
def withdraw(document: Document, user: User, comment: str = "") -> Any:
    """撤销: the applicant takes his document back before the first decision.

    A document that has left its open round is taken out of it at any time: where it stands outside every stage it
    stays there, because nothing else about it was decided by this round.
    """
    document = lock(type(document), document.pk)
    round_ = current_round(document)
    if round_ is None:
        raise BusinessError(meanwhile.with_words(_("This document is not in approval."), document))
    if not can_rescue(user, document, round_):
        require(round_.applicant_id == user.pk, _("An approval is withdrawn by the person who applied for it."))
        if not can_withdraw(user, round_):
            raise BusinessError(
                _("A step has already been decided (%(by)s). Ask an approver to send the document back.")
                % {"by": "、".join(decider_of(step) for step in round_.steps.all() if step.is_decided)}
            )
    stages = {step.stage for step in round_.steps.all()}
    close_round(round_, ApprovalRound.Status.WITHDRAWN)
    if document.status in stages:
        move(document, approval_of(document).withdrawn, user, comment=comment, action=gettext_noop("Withdrawn"))
    else:
        audit.record(document, user, gettext_noop("Withdrawn"), comment=comment)
    return document


@transaction.atomic
def cancel(document: Document, actor: User, comment: str = "") -> ApprovalRound | None:
    """End an open round because the document itself has ended (voided, superseded). Does not touch the document."""
    round_ = current_round(document)
    if round_ is not None:
        close_round(round_, ApprovalRound.Status.CANCELLED)
        audit.record(document, actor, gettext_noop("Approval cancelled"), comment=comment)
    return round_


def close_round(round_: ApprovalRound, status: Any) -> ApprovalRound:
    """Give the round its end and cancel what was still to be decided."""
    round_ = lock(ApprovalRound, round_.pk)
    guard(round_, status)
    round_.status, round_.closed_at = status, timezone.now()
    round_.save(update_fields=["status", "closed_at"])
    ApprovalStep.objects.filter(
        round=round_, status__in=[ApprovalStep.Status.WAITING, ApprovalStep.Status.PENDING]
    ).update(status=ApprovalStep.Status.CANCELLED)
    return round_
