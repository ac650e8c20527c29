"""Setting and approving quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.quota.models import Quota, QuotaLine
from performance.quota.permissions import can_edit_quota, can_set_quota
from salesmgmt.core import audit, calendar, registry
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
def create_quota(
    user: User, *, rep: User, year: int, collection_amount: Decimal, remark: str = "", lines: Any = ()
) -> Quota:
    """The quota of a person for a year, as a draft; one at a time may be on its way (PLN-03).

    Refused while the sales plan of the year is being drawn up (PLN-01).
    """
    lock(type(rep), rep.pk)
    require(can_set_quota(user, rep), _("You may not set the quota of this person."))
    amount = _checked(rep, collection_amount)
    refuse_before_plan(year)
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
    _write_lines(quota, lines)
    audit.record(quota, user, gettext_noop("Created"), to_status=quota.status)
    return quota


def refuse_before_plan(year: int) -> None:
    """The plan decides what there is to allocate: BusinessError while the year's is not approved (PLN-01)."""
    reason = registry.fact("quota", "waits_for_plan", year)
    if reason:
        raise BusinessError(reason)


@transaction.atomic
def update_quota(
    pk: int, user: User, *, collection_amount: Decimal, remark: str = "", lines: Any = None, **_fixed: Any
) -> Quota:
    """Change a draft; person and year stay, and so do the lines where none are given."""
    quota = lock(Quota, pk, "rep")
    require(can_edit_quota(user, quota))
    if not quota.is_editable:
        raise BusinessError(_("A quota in approval or in force is not changed; set a new one."))
    amount = _checked(quota.rep, collection_amount)
    if lines is not None:
        _write_lines(quota, lines)
    return change(quota, user, gettext_noop("Changed"), collection_amount=amount, remark=remark)


def _write_lines(quota: Quota, lines: Any) -> None:
    """The lines as they stand in the form, in its order; what is divided twice in the same way is refused."""
    seen = set()
    rows = []
    for line in lines:
        fields = {name: line.get(name) for name in ("customer", "region", "category")}
        row = QuotaLine(quota=quota, segment=line.get("segment") or "", amount=line["amount"], **fields)
        key = (row.customer_id, row.segment, row.region_id, row.category_id)
        if row.amount <= 0 or row.amount != cents(row.amount):
            raise BusinessError(_("A quota is an amount above zero with at most two decimals."))
        if not any(key):
            raise BusinessError(_("A line of a quota names a customer, a class, a region or a category."))
        if key in seen:
            raise BusinessError(_("The line “%(line)s” stands there twice.") % {"line": row})
        if row.customer is not None and row.customer.owner_id != quota.rep_id:
            raise BusinessError(
                _("%(customer)s is not in the charge of %(rep)s.") % {"customer": row.customer.name, "rep": quota.rep}
            )
        seen.add(key)
        rows.append(row)
    quota.lines.all().delete()
    QuotaLine.objects.bulk_create(rows)


def check_quota(quota: Quota, user: User) -> None:
    """PLN-01: the plan of the year is approved. PLN-03: the lines, where there are any, add up to the quota."""
    refuse_before_plan(quota.year)
    divided = quota.divided
    if divided and divided != quota.collection_amount:
        raise BusinessError(
            _("The lines add up to %(lines)s, the quota is %(quota)s: difference %(difference)s.")
            % {
                "lines": f"¥{divided:,.2f}",
                "quota": f"¥{quota.collection_amount:,.2f}",
                "difference": f"{'−' if divided > quota.collection_amount else ''}¥{abs(quota.collection_amount - divided):,.2f}",
            }
        )


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
