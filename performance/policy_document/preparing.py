"""A policy is written, changed while it is prepared, withdrawn, and prepared anew in its next version (DOC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.policy_document.models import PolicyDocument
from performance.policy_document.permissions import can_edit_policy, can_prepare_policy, can_renew_policy
from performance.policy_document.rules import next_version, version_order
from performance.policy_document.states import ON_ITS_WAY, PolicyStatus
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def prepare_policy(user: User, **fields: Any) -> PolicyDocument:
    """A first or a further version: later than what is effective, and one at a time is on its way (DOC-01)."""
    require(can_prepare_policy(user))
    fields["code"] = fields["code"].strip()
    check_version(fields["code"], fields["version"])
    policy = PolicyDocument(number=next_number(PolicyDocument.KIND), created_by=user, **fields)
    policy.save()
    audit.record(policy, user, gettext_noop("Prepared"), to_status=policy.status)
    notify_roles(
        [Role.DIR, Role.LEG],
        lambda: _("Policy to be audited: %(policy)s") % {"policy": f"{policy} {policy.title}"},
        url=policy.get_absolute_url(),
    )
    return policy


def check_version(code: str, version: str, but: int | None = None) -> None:
    """BusinessError where the version does not follow on what is effective or where another is on its way (DOC-01)."""
    known = PolicyDocument.objects.filter(code=code).exclude(status=PolicyStatus.WITHDRAWN).exclude(pk=but)
    known = known.select_for_update(of=("self",), no_key=True).order_by("pk")
    for policy in known:
        if policy.status in ON_ITS_WAY:
            raise BusinessError(
                _("Version %(version)s of %(code)s is on its way already.") % {"version": policy.version, "code": code}
            )
        if version_order(version) <= version_order(policy.version):
            raise BusinessError(
                _("Version %(version)s does not follow on version %(former)s of %(code)s.")
                % {"version": version, "former": policy.version, "code": code}
            )


@transaction.atomic
def update_policy(pk: int, user: User, **fields: Any) -> PolicyDocument:
    """Its author changes it until it is audited (DOC-01)."""
    policy = lock(PolicyDocument, pk, "created_by")
    require(can_edit_policy(user, policy))
    fields["code"] = fields["code"].strip()
    check_version(fields["code"], fields["version"], but=policy.pk)
    return change(policy, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def renew_policy(pk: int, user: User) -> PolicyDocument:
    """The next version of an effective policy, with its text to begin from (DOC-01)."""
    policy = lock(PolicyDocument, pk, "created_by")
    require(can_renew_policy(user, policy))
    return prepare_policy(
        user,
        code=policy.code,
        version=next_version(policy.version),
        title=policy.title,
        text=policy.text,
        audience=policy.audience,
    )


@transaction.atomic
def withdraw_policy(pk: int, user: User, comment: str) -> PolicyDocument:
    """prepared → withdrawn by its author, with the reason; the number of the version is free again."""
    policy = lock(PolicyDocument, pk, "created_by")
    guard(policy, PolicyStatus.WITHDRAWN)
    require(can_edit_policy(user, policy))
    return move(policy, PolicyStatus.WITHDRAWN, user, comment=comment)
