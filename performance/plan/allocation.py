"""From the plan to the quotas of its people (PLN-01, PLN-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.plan.models import SalesPlan, SalesPlanLine
from performance.plan.permissions import can_allocate_quotas
from performance.plan.states import AGREED
from performance.quota.models import Quota
from performance.quota.setting import PREPARED, create_quota
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def waits_for_plan(year: int) -> str:
    """Why no quota of this year is allocated yet, "" where nothing keeps it back: a plan that is being drawn up has to be
    approved first (PLN-01)."""
    plan = SalesPlan.objects.of_year(year).first()
    if plan is None or plan.status in AGREED:
        return ""
    return _("Quotas of %(year)d are allocated after the sales plan %(plan)s is approved; it is “%(status)s”.") % {
        "year": year,
        "plan": plan.number,
        "status": plan.get_status_display(),
    }


@transaction.atomic
def allocate_quotas(pk: int, user: User) -> SalesPlan:
    """A draft of a quota for each person whose line of the plan is another one than his quota in force (PLN-03)."""
    plan = lock(SalesPlan, pk)
    require(can_allocate_quotas(user, plan))
    made = draft_quotas(plan, user)
    if not made:
        raise BusinessError(_("Every quota is as the plan says, or is being prepared already."))
    audit.record(plan, user, gettext_noop("Quotas drafted"), comment=str(made))
    return plan


def draft_quotas(plan: SalesPlan, user: User) -> int:
    """How many drafts were made; who has one already gets no second."""
    return sum(1 for line in _to_allocate(plan) if _draft(plan, line, user))


def _to_allocate(plan: SalesPlan) -> list[SalesPlanLine]:
    quotas = Quota.objects.filter(year=plan.year).order_by()
    in_force = dict(quotas.filter(status=Quota.Status.APPROVED).values_list("rep", "collection_amount"))
    prepared = set(quotas.filter(status__in=PREPARED).values_list("rep", flat=True))
    lines = plan.lines.filter(person__isnull=False, person__is_active=True).select_related("person")
    return [
        line
        for line in lines
        if line.target and line.person_id not in prepared and in_force.get(line.person_id) != line.target
    ]


def _draft(plan: SalesPlan, line: SalesPlanLine, user: User) -> Any:
    if not line.person.has_role(Role.REP):
        return None
    return create_quota(user, rep=line.person, year=plan.year, collection_amount=line.target)
