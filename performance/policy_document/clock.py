"""Approved policies take effect on their day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from performance.policy_document.models import PolicyDocument
from performance.policy_document.signing import put_in_force
from performance.policy_document.states import PolicyStatus
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    import datetime as dt

JOB = "policies-effective"


def take_effect(at: dt.datetime) -> int:
    """approved → effective from the day named on; a second run finds none (DOC-01)."""
    due = PolicyDocument.objects.takes_effect_by(calendar.day_of(at)).order_by("pk")
    return one_by_one(JOB, list(due), _take_effect)


@transaction.atomic
def _take_effect(policy: PolicyDocument) -> bool:
    policy = lock(PolicyDocument, policy.pk, "created_by")
    if policy.status != PolicyStatus.APPROVED:
        return False
    put_in_force(policy, None)
    return True
