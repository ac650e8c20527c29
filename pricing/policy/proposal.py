"""Writing the price policy, and what its approval does (PRC-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.policy.models import PricePolicy
from pricing.policy.permissions import can_edit_policy, can_propose_policy
from pricing.policy.states import PolicyStatus
from salesmgmt.core import audit
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User

HEADER = ("title", "valid_from", "price_principles", "contract_principles")


@transaction.atomic
def create_policy(user: User, **fields: Any) -> PricePolicy:
    require(can_propose_policy(user))
    policy = PricePolicy(number=next_number(PricePolicy.KIND), created_by=user)
    assign(policy, {name: fields[name] for name in HEADER if name in fields})
    policy.save()
    audit.record(policy, user, gettext_noop("Created"))
    return policy


@transaction.atomic
def update_policy(pk: int, user: User, **fields: Any) -> PricePolicy:
    """Edit a draft; a rejected policy becomes a draft again."""
    policy = lock(PricePolicy, pk)
    require(can_edit_policy(user, policy))
    if policy.status == PricePolicy.Status.REJECTED:
        move(policy, PricePolicy.Status.DRAFT, user)
    with recorded(policy, user):
        header = {name: fields[name] for name in HEADER if name in fields}
        assign(policy, header)
        policy.save(update_fields=[*header, *policy.touched_fields()])
    return policy


def submit_policy(pk: int, user: User, comment: str = "") -> ApprovalRound:
    """draft → submitted, by the approval engine (PRC-11)."""
    return approvals.submit(PricePolicy.objects.get(pk=pk), user, comment)


def check_policy(policy: PricePolicy, user: User) -> None:
    missing = policy.missing_content()
    if missing:
        raise BusinessError(_("Not filled in: %(fields)s.") % {"fields": "、".join(missing)})
    refuse_same_day(policy)


def refuse_same_day(policy: PricePolicy) -> None:
    if PricePolicy.objects.filter(status=PolicyStatus.APPROVED, valid_from=policy.valid_from).exists():
        raise BusinessError(_("Another price policy begins on the same day."))


def approved_fields(policy: PricePolicy, user: User) -> dict:
    return {"approved_by": user, "approved_at": timezone.now()}


def on_approved(policy: PricePolicy, round_: ApprovalRound, user: User) -> None:
    """It takes the place of those that began before, and everybody who sells is told."""
    for former in PricePolicy.objects.filter(status=PolicyStatus.APPROVED, valid_from__lt=policy.valid_from).order_by(
        "pk"
    ):
        move(lock(PricePolicy, former.pk), PricePolicy.Status.SUPERSEDED, user, comment=str(policy))
    notify_roles(
        [Role.REP, Role.SUP, Role.MGR, Role.DIR],
        lambda: _("New price policy: %(title)s") % {"title": policy.title},
        url=policy.get_absolute_url(),
    )
