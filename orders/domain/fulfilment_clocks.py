"""The 24-hour clocks: jobs J02 and J03. Idempotent; a second run tells nobody twice."""

from django.utils import timezone
from django.utils.translation import gettext as _

from orders.domain.plan_release import heads_of_sales
from orders.models import DeliveryNote, PlanRelease
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify


def alert_missing_forms(now=None):
    """J02: oral notices whose form is not released in time are told to the head of sales once (PRD-02)."""
    now = now or timezone.now()
    late = PlanRelease.objects.filter(
        form_due_at__lte=now, released_at__isnull=True, verbal_notice_at__isnull=False
    ).exclude(status="cancelled")
    heads = list(heads_of_sales())

    def tell(plan):
        return len(
            notify(
                heads,
                lambda: _("No plan form after the oral notice: %(plan)s") % {"plan": plan},
                url=plan.get_absolute_url(),
                key=f"plan-form-{plan.pk}",
            )
        )

    return one_by_one("plan-backfill", late, tell)


def alert_missing_formalities(now=None):
    """J03: deliveries whose formalities are not done in time are told to the rep and the head of sales once (DLV-05)."""
    now = now or timezone.now()
    late = DeliveryNote.objects.filter(
        formalities_due_at__lt=now, formalities_done_at__isnull=True, delivered_at__isnull=False
    ).select_related("customer__owner")
    heads = list(heads_of_sales())

    def tell(note):
        return len(
            notify(
                [note.customer.owner, *heads],
                lambda: _("Formalities overdue: %(note)s") % {"note": note},
                url=note.get_absolute_url(),
                key=f"formalities-{note.pk}",
            )
        )

    return one_by_one("delivery-formalities", late, tell)
