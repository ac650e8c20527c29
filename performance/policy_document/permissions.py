"""Who may do what with policy documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.policy_document.states import PolicyStatus
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from collections.abc import Iterable

    from performance.policy_document.models import PolicyDocument
    from salesmgmt.core.models import User

THREE = _("A policy is prepared, audited and approved by three different persons: you may sign it once only.")


def signed_already(person: int, signed: Iterable[int | None]) -> bool:
    """DOC-01 (003 cover, 004 §1.2, §1.4): prepared, audited and approved by three different persons; one signs once."""
    return person in {each for each in signed if each is not None}


@because(right_of("policy_document", "R"))
def reads_policies(user: User) -> bool:
    return may_at_all(user, "policy_document", "R")


@because(_("Who has acknowledged a policy is seen by those who prepare, audit and approve policies."))
def works_on_policies(user: User) -> bool:
    return any(may_at_all(user, "policy_document", verb) for verb in ("C", "audit", "A"))


@because(_("Who has acknowledged a policy is seen by those who prepare, audit and approve policies."))
def sees_acknowledgements(user: User) -> bool:
    """TEAM-07; the administrator too, who keeps the accounts."""
    return works_on_policies(user) or user.has_role(Role.ADM)


@because(right_of("policy_document", "C"))
def can_prepare_policy(user: User) -> bool:
    return may_at_all(user, "policy_document", "C")


@because(_("A policy is edited by whoever prepared it, until it is audited."))
def can_edit_policy(user: User, policy: PolicyDocument) -> bool:
    return policy.is_editable and policy.created_by_id == user.pk and can_prepare_policy(user)


@because(_("A new version is prepared of a policy that is effective."))
def can_renew_policy(user: User, policy: PolicyDocument) -> bool:
    return policy.status == PolicyStatus.EFFECTIVE and can_prepare_policy(user)


def _audits(user: User, policy: PolicyDocument) -> bool:
    return may(user, "policy_document", "audit", owner=policy.created_by)


def _approves(user: User, policy: PolicyDocument) -> bool:
    return may(user, "policy_document", "A", owner=policy.created_by)


@because(lambda user, policy: THREE if _audits(user, policy) else right_of("policy_document", "audit"))
def can_audit_policy(user: User, policy: PolicyDocument) -> bool:
    """DOC-01, SEC-04: never whoever prepared it."""
    return _audits(user, policy) and not signed_already(user.pk, policy.signed_by)


@because(lambda user, policy: THREE if _approves(user, policy) else right_of("policy_document", "A"))
def can_approve_policy(user: User, policy: PolicyDocument) -> bool:
    """DOC-01, SEC-04: neither whoever prepared it nor whoever audited it."""
    return _approves(user, policy) and not signed_already(user.pk, policy.signed_by)


@because(_("A policy is sent back by whoever is to audit or approve it, and did not prepare it."))
def can_return_policy(user: User, policy: PolicyDocument) -> bool:
    signs = _audits(user, policy) if policy.status == PolicyStatus.PREPARED else _approves(user, policy)
    return signs and policy.status in (PolicyStatus.PREPARED, PolicyStatus.AUDITED) and user.pk != policy.created_by_id


def why_not_sign(user: User, policy: PolicyDocument) -> str:
    """The sentence for one who would sign had he not signed already; empty for everybody else."""
    signs = {str(PolicyStatus.PREPARED): _audits, str(PolicyStatus.AUDITED): _approves}.get(policy.status)
    if signs is None or not signs(user, policy) or not signed_already(user.pk, policy.signed_by):
        return ""
    return str(THREE)
