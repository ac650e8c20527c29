"""An improvement is proposed from a report, changed, accepted or rejected (ANA-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.improvement.models import ImprovementProposal
from performance.improvement.permissions import can_decide_improvement, can_edit_improvement, can_propose
from performance.improvement.rules import problem_of, the_one
from performance.improvement.states import ImprovementStatus
from performance.sales_report.models import SalesReport
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

TEXTS = ("title", "grounds", "proposal")


@transaction.atomic
def propose_improvement(user: User, *, report: SalesReport, **fields: Any) -> ImprovementProposal:
    """A proposal from a report that this person reads; the manager hears of it (ANA-05)."""
    require(can_propose(user, report))
    if not SalesReport.objects.visible_to(user).filter(pk=report.pk).exists():
        raise BusinessError(_("An improvement is proposed from a sales report that you read."))
    _refuse_empty(fields)
    made = ImprovementProposal(number=next_number(ImprovementProposal.KIND), created_by=user, report=report, **fields)
    made.save()
    audit.record(made, user, gettext_noop("Created"), to_status=made.status)
    notify(
        [manager_above(user)],
        lambda: _("Improvement proposed: %(what)s") % {"what": made.title},
        url=made.get_absolute_url(),
        body=made.proposal,
    )
    return made


@transaction.atomic
def propose_from_report(pk: int, user: User, **fields: Any) -> ImprovementProposal:
    """The button on the page of a report (ANA-05)."""
    return propose_improvement(user, report=SalesReport.objects.visible_to(user).get(pk=pk), **fields)


def _refuse_empty(fields: dict) -> None:
    if any(name in fields and not str(fields[name] or "").strip() for name in TEXTS):
        raise BusinessError(_("Say what the figures show and what is proposed."))


@transaction.atomic
def edit_improvement(pk: int, user: User, **fields: Any) -> ImprovementProposal:
    proposal = lock(ImprovementProposal, pk, "created_by")
    require(can_edit_improvement(user, proposal))
    _refuse_empty(fields)
    with recorded(proposal, user):
        assign(proposal, fields)
        proposal.save(update_fields=[*fields, *proposal.touched_fields()])
    return proposal


@transaction.atomic
def accept_improvement(pk: int, user: User, comment: str = "", **named: Any) -> ImprovementProposal:
    """proposed → accepted, linked to the document that carries it out (ANA-05).

    ``named`` are the documents by their kind, of which exactly one is given and one that this person sees.
    """
    proposal = lock(ImprovementProposal, pk, "created_by")
    guard(proposal, ImprovementStatus.ACCEPTED)
    require(can_decide_improvement(user, proposal))
    problem = problem_of(named)
    if problem:
        raise BusinessError(problem)
    result = the_one(named)
    if not type(result).objects.visible_to(user).filter(pk=result.pk).exists():
        raise BusinessError(_("You do not see the document that is named."))
    move(
        proposal,
        ImprovementStatus.ACCEPTED,
        user,
        comment=comment or str(result),
        decision=comment,
        decided_by=user,
        decided_at=timezone.now(),
        result_type=ContentType.objects.get_for_model(result),
        result_id=result.pk,
    )
    _tell(proposal, lambda: _("Improvement accepted: %(what)s") % {"what": proposal.title})
    return proposal


@transaction.atomic
def reject_improvement(pk: int, user: User, comment: str) -> ImprovementProposal:
    """proposed → rejected, with a reason."""
    proposal = lock(ImprovementProposal, pk, "created_by")
    guard(proposal, ImprovementStatus.REJECTED)
    require(can_decide_improvement(user, proposal))
    if not comment.strip():
        raise BusinessError(_("Say why the improvement is not made."))
    move(
        proposal,
        ImprovementStatus.REJECTED,
        user,
        comment=comment,
        decision=comment,
        decided_by=user,
        decided_at=timezone.now(),
    )
    _tell(proposal, lambda: _("Improvement rejected: %(what)s") % {"what": proposal.title})
    return proposal


def _tell(proposal: ImprovementProposal, subject: Any) -> None:
    notify([proposal.created_by], subject, url=proposal.get_absolute_url(), body=proposal.decision)
