"""Reminding approvers, and telling their superiors; nothing is ever decided by a timeout."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ApprovalStep, User

if TYPE_CHECKING:
    from typing import Any


def remind_overdue() -> int:
    """One notice per step and person when SET-54's hours have passed, one to the superior later. Returns how many."""
    now, rules = timezone.now(), policy()
    late = ApprovalStep.objects.filter(
        status=ApprovalStep.Status.PENDING,
        is_live=True,
        opened_at__lte=now - timedelta(hours=rules.approval_reminder_hours),
    ).select_related("round__applicant", "assignee__superior")
    escalated_before = now - timedelta(hours=rules.approval_escalation_hours)
    return one_by_one(
        "approvals-overdue",
        late,
        lambda step: _remind(step, escalated_before),
        label=lambda step: step.round.document_number,
    )


def _remind(step: ApprovalStep, escalated_before: Any) -> Any:
    people = [step.assignee] if step.assignee_id else list(User.objects.with_role(step.role))
    made = _tell(step, people, "reminder", gettext_noop("Still waiting for you: %(document)s"))
    if step.opened_at <= escalated_before:
        superiors = [person.superior for person in people if person.superior_id]
        made += _tell(step, superiors, "escalation", gettext_noop("Waiting in your area: %(document)s"))
    return made


def _tell(step: ApprovalStep, people: Any, kind: Any, subject: Any) -> int:
    document = step.round.document
    return len(
        notify(
            people,
            lambda: _(subject) % {"document": step.round.document_number},
            url=document.get_absolute_url(),
            key=f"step-{step.pk}-{kind}",
            sent_by=step.round.applicant,
        )
    )
