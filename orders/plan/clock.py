from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from orders.plan.models import PlanRelease
from orders.plan.release import heads_of_sales
from salesmgmt.core.calendar import up_if_due_before
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many

if TYPE_CHECKING:
    import datetime as dt


def alert_missing_forms(now: dt.datetime | None = None) -> int:
    """J02: oral notices whose form is not released in time are told to the head of sales once (PRD-02)."""
    now = now or timezone.now()
    late = PlanRelease.objects.filter(
        form_due_at__lt=up_if_due_before(now), released_at__isnull=True, verbal_notice_at__isnull=False
    ).exclude(status=PlanRelease.Status.CANCELLED)
    heads = list(heads_of_sales())

    def tell(plans: list[PlanRelease]) -> int:
        return len(
            notify_many(
                Message(
                    heads,
                    lambda plan=plan: _("No plan form after the oral notice: %(plan)s") % {"plan": plan},
                    url=plan.get_absolute_url(),
                    key=f"plan-form-{plan.pk}",
                )
                for plan in plans
            )
        )

    return in_batches("plan-backfill", late, tell)
