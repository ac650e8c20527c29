"""Reminding approvers, and telling their superiors; nothing is ever decided by a timeout."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesmgmt.core.domain.approvals.address import everybody
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ApprovalStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salesmgmt.core.models import User


def remind_overdue() -> int:
    """One notice per step and person when SET-54's hours have passed, one to the superior later. Returns how many."""
    now, rules = timezone.now(), policy()
    late = ApprovalStep.objects.filter(
        status=ApprovalStep.Status.PENDING,
        is_live=True,
        opened_at__lte=now - dt.timedelta(hours=rules.approval_reminder_hours),
    ).select_related("round__applicant")
    escalated_before, people = now - dt.timedelta(hours=rules.approval_escalation_hours), everybody()

    def remind(steps: list[ApprovalStep]) -> int:
        prefetch_related_objects([step.round for step in steps], "document")
        return len(notify_many(message for step in steps for message in _messages(step, people, escalated_before)))

    return in_batches("approvals-overdue", late.order_by("pk"), remind, label=lambda step: step.round.document_number)


def _messages(step: ApprovalStep, people: dict[int, User], escalated_before: dt.datetime) -> Iterator[Message]:
    if step.assignee_id:
        asked = [people[step.assignee_id]]
    else:
        asked = [person for person in people.values() if person.is_active and step.role in person.roles]
    yield _message(step, asked, "reminder", gettext_noop("Still waiting for you: %(document)s"))
    if step.opened_at <= escalated_before:
        superiors = [person.superior for person in asked]
        yield _message(step, superiors, "escalation", gettext_noop("Waiting in your area: %(document)s"))


def _message(step: ApprovalStep, people: list[User], kind: str, subject: str) -> Message:
    return Message(
        people,
        lambda: _(subject) % {"document": step.round.document_number},
        url=step.round.document.get_absolute_url(),
        key=f"step-{step.pk}-{kind}",
        sent_by=step.round.applicant,
    )
