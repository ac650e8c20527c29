"""A policy is audited and approved by two further persons, and takes effect on its day (DOC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.policy_document.models import PolicyDocument
from performance.policy_document.permissions import can_approve_policy, can_audit_policy, can_return_policy
from performance.policy_document.rules import takes_effect
from performance.policy_document.states import PolicyStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def audit_policy(pk: int, user: User, comment: str = "") -> PolicyDocument:
    """prepared → audited by somebody who did not prepare it (DOC-01)."""
    policy = lock(PolicyDocument, pk, "created_by")
    guard(policy, PolicyStatus.AUDITED)
    require(can_audit_policy(user, policy))
    move(policy, PolicyStatus.AUDITED, user, comment=comment, audited_by=user, audited_at=timezone.now())
    notify_roles([Role.GM], _said(policy, gettext_noop("Policy to be approved: %(policy)s")), url=_page(policy))
    return policy


@transaction.atomic
def approve_policy(pk: int, user: User, comment: str = "") -> PolicyDocument:
    """audited → approved by a third person; effective at once where no later day is named (DOC-01)."""
    policy = lock(PolicyDocument, pk, "created_by")
    guard(policy, PolicyStatus.APPROVED)
    require(can_approve_policy(user, policy))
    move(policy, PolicyStatus.APPROVED, user, comment=comment, approved_by=user, approved_at=timezone.now())
    if takes_effect(policy.effective_on, today()):
        put_in_force(policy, user)
    else:
        notify([policy.created_by], _said(policy, gettext_noop("Policy approved: %(policy)s")), url=_page(policy))
    return policy


@transaction.atomic
def return_policy(pk: int, user: User, comment: str) -> PolicyDocument:
    """Back to whoever prepared it, with the reason; an audit that was given falls with it (DOC-01)."""
    policy = lock(PolicyDocument, pk, "created_by")
    require(can_return_policy(user, policy))
    if policy.status == PolicyStatus.AUDITED:
        move(policy, PolicyStatus.PREPARED, user, comment=comment, audited_by=None, audited_at=None)
    else:
        change(policy, user, gettext_noop("Sent back"), comment=comment)
    notify(
        [policy.created_by],
        _said(policy, gettext_noop("Policy sent back: %(policy)s")),
        url=_page(policy),
        body=comment,
    )
    return policy


def put_in_force(policy: PolicyDocument, user: User | None) -> PolicyDocument:
    """approved → effective: the version before is superseded, and everybody concerned is told (DOC-01, TEAM-07).

    ``policy`` is locked; ``user`` None is the clock.
    """
    for former in PolicyDocument.objects.effective().filter(code=policy.code).order_by("pk"):
        move(lock(PolicyDocument, former.pk), PolicyStatus.SUPERSEDED, user, comment=str(policy))
    move(
        policy,
        PolicyStatus.EFFECTIVE,
        user,
        effective_on=policy.effective_on or today(),
        published_at=timezone.now(),
    )
    notify(
        policy.people(),
        _said(policy, gettext_noop("Policy to be read and acknowledged: %(policy)s")),
        url=_page(policy),
    )
    return policy


def _said(policy: PolicyDocument, text: str) -> Any:
    return lambda: _(text) % {"policy": f"{policy} {policy.title}"}


def _page(policy: PolicyDocument) -> str:
    return policy.get_absolute_url()
