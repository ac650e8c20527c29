"""J22 year_open, its part about promotion plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.promotion_plan.models import PromotionPlan
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt


@transaction.atomic
def open_plan_draft(at: dt.datetime) -> int:
    """An empty draft of the year's promotion plan for the sales managers; none where the year has a plan, or nobody
    writes one (MKT-01, J22)."""
    year = calendar.day_of(at).year
    if PromotionPlan.objects.alive(year).exists() or not User.objects.with_role(Role.MGR).exists():
        return 0
    plan = PromotionPlan.objects.create(number=next_number(PromotionPlan.KIND, calendar.day_of(at)), year=year)
    audit.record(plan, None, gettext_noop("Created"), to_status=plan.status)
    notify_roles(
        [Role.MGR],
        lambda: _("The promotion plan %(year)d is to be written") % {"year": year},
        url=plan.get_absolute_url(),
    )
    return 1
