"""Who changed the content while its round is open: his step goes on to his superior (SEC-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.address import addressee_of
from salesmgmt.core.domain.approvals.advance import announce
from salesmgmt.core.domain.approvals.authors import authors_of, kept_authors, why_not_you, writers_of
from salesmgmt.core.domain.approvals.describe import Step
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from salesmgmt.core.models import Document, User


def refuse_late_author(document: Document, round_: ApprovalRound, user: User) -> None:
    """BusinessError for one who changed the content after the round began, which its list of authors cannot know.

    The refusal stays and so does its consequence: his steps are addressed anew, to his superior.
    """
    writing = writers_of(document).get(user.pk)
    if writing is None or user.pk in authors_of(document, round_):
        return
    raise BusinessError(
        why_not_you(writing, type(document), _("your superior")), remains=lambda: address_anew(round_.pk, user)
    )


@transaction.atomic
def address_anew(round_pk: int, user: User) -> None:
    """Read the authors again and address every open step that one of them would decide to his superior."""
    found = ApprovalRound.objects.get(pk=round_pk)
    document = lock(found.document_model, found.object_id)
    round_ = lock(ApprovalRound, round_pk, "applicant")
    round_.authors = kept_authors(document, round_.applicant)
    round_.save(update_fields=["authors"])
    authors = authors_of(document, round_)
    for step in ApprovalStep.objects.filter(
        round=round_, is_live=True, status__in=[ApprovalStep.Status.WAITING, ApprovalStep.Status.PENDING]
    ):
        asked = Step(step.order, step.role, step.label, step.stage, assignee=step.assignee)
        role, person, instead_of = addressee_of(asked, document, authors)
        if instead_of is None or person == step.assignee:
            continue
        step.role, step.assignee, step.instead_of = role, person, instead_of
        step.save(update_fields=["role", "assignee", "instead_of"])
        audit.record(document, user, gettext_noop("Transferred"), comment=f"{step.label} → {step.asked}")
        if step.status == ApprovalStep.Status.PENDING:
            announce(document, round_, step)
