"""J22 year_open, its part about the sales plan and the quotas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from performance.plan.allocation import draft_quotas
from performance.plan.models import SalesPlan
from performance.plan.planning import draft_plan
from performance.plan.states import AGREED
from salesmgmt.core import calendar
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    import datetime as dt


@transaction.atomic
def open_year(at: dt.datetime) -> int:
    """J22: on the first of January the draft of the year's sales plan, with what was collected last year as its targets,
    and where the plan is approved already the drafts of the quotas that are missing (PLN-01, PLN-03).

    Both are the sales director's to finish; a second run makes nothing. Returns how many drafts were made.
    """
    year = calendar.day_of(at).year
    director = User.objects.with_role(Role.DIR).order_by("pk").first()
    if director is None:
        return 0
    plan = SalesPlan.objects.of_year(year).first()
    if plan is None:
        plan = draft_plan(director, year=year, growth=Decimal(0))
        notify(
            [director],
            lambda: _("The sales plan of %(year)d is drafted from last year's collections") % {"year": year},
            url=plan.get_absolute_url(),
        )
        return 1
    if plan.status not in AGREED:
        return 0
    return draft_quotas(lock(SalesPlan, plan.pk), director)
