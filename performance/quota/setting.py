"""Setting and approving quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.quota.models import Quota
from performance.quota.permissions import can_edit_quota, can_set_quota
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User

PREPARED = (Quota.Status.DRAFT, Quota.Status.SUBMITTED)


@transaction.atomic
def create_quota(user: User, *, rep: User, year: int, collection_amount: Decimal, remark: str = "") -> Quota:
    """The quota of a person for a year, as a draft; one at a time may be on its way (PLN-03)."""
    lock(type(rep), rep.pk)
    require(can_set_quota(user, rep), _("You may not set the quota of this person."))
    amount = _checked(rep, collection_amount)
    if Quota.objects.filter(rep=rep, year=year, status__in=PREPARED).exists():
        raise BusinessError(
            _("A quota of %(rep)s for %(year)d is being prepared already.") % {"rep": rep, "year": year}
        )
    quota = Quota.objects.create(
        number=next_number(Quota.KIND, calendar.today()),
        created_by=user,
        rep=rep,
        year=year,
        collection_amount=amount,
        remark=remark,
    )
    audit.record(quota, user, gettext_noop("Created"), to_status=quota.status)
    return quota


@transaction.atomic
def update_quota(pk: int, user: User, *, collection_amount: Decimal, remark: str = "", **_fixed: Any) -> Quota:
    """Change a draft; person and year stay."""
    quota = lock(Quota, pk, "rep")
    require(can_edit_quota(user, quota))
    if not quota.is_editable:
        raise BusinessError(_("A quota in approval or in force is not changed; set a new one."))
    amount = _checked(quota.rep, collection_amount)
    return change(quota, user, gettext_noop("Changed"), collection_amount=amount, remark=remark)


def _checked(rep: User, amount: Decimal) -> Decimal:
    if not rep.has_role(Role.REP):
        raise BusinessError(_("%(person)s is not a sales representative.") % {"person": rep})
    if amount <= 0 or amount != cents(amount):
        raise BusinessError(_("A quota is an amount above zero with at most two decimals."))
    return amount


submit_quota = approvals.submit_of(Quota)


def supersede_former(quota: Quota, user: User) -> None:
    """With the approval the quota that was in force until now ends; both stay visible (PLN-04)."""
    for former in Quota.objects.in_force(quota.year).filter(rep=quota.rep_id).exclude(pk=quota.pk):
        move(lock(Quota, former.pk), Quota.Status.SUPERSEDED, user, comment=str(quota))


def tell_rep(quota: Quota, round_: ApprovalRound, user: User) -> None:
    notify(
        [quota.rep],
        lambda: _("Your collection quota for %(year)d") % {"year": quota.year},
        url=quota.get_absolute_url(),
    )
