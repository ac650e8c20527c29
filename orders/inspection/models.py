from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection.querysets import InspectionQuerySet
from orders.inspection.states import INSPECTION_TRANSITIONS, InspectionStatus
from orders.production.models import Production
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class Inspection(Document):
    """Acceptance by the outgoing inspection standard before anything goes into stock (QC-02)."""

    KIND = "inspection"

    Status = InspectionStatus
    TRANSITIONS = INSPECTION_TRANSITIONS
    ENDED = (InspectionStatus.PASSED, InspectionStatus.CLOSED)
    STEPPER = (InspectionStatus.PENDING, InspectionStatus.PASSED)

    production = models.ForeignKey(Production, models.PROTECT, related_name="inspections", verbose_name=_("production"))
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="inspections", verbose_name=_("order"))
    status = StatusField(Status)
    quantity = models.DecimalField(_("quantity offered"), max_digits=14, decimal_places=2)
    quantity_passed = models.DecimalField(_("quantity passed"), max_digits=14, decimal_places=2, default=0)
    standard = models.CharField(_("inspection standard"), max_length=200, blank=True)
    findings = models.TextField(pgettext_lazy("inspection", "findings"), blank=True)
    corrective_action = models.TextField(_("corrective action"), blank=True)
    inspected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("inspector")
    )
    inspected_at = models.DateTimeField(_("inspected at"), null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        triggers = [status_trigger(INSPECTION_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, quantity_passed__gte=0, quantity_passed__lte=F("quantity")),
                name="inspection_quantities",
            ),
            models.UniqueConstraint(
                fields=["production"],
                condition=Q(status=InspectionStatus.PENDING),
                name="one_pending_inspection_per_production",
            ),
            models.CheckConstraint(
                condition=Q(status=InspectionStatus.PENDING)
                | Q(inspected_by__isnull=False, inspected_at__isnull=False),
                name="inspection_inspected_by_and_at",
            ),
        ]

    @property
    def customer(self):
        return self.order.customer
