from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.production.querysets import ProductionQuerySet
from orders.production.states import PRODUCTION_TRANSITIONS, ProductionStatus
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class Production(Document):
    """The making of one plan line. It exists only through a released plan (PRD-01, PRD-09)."""

    KIND = "production"

    Status = ProductionStatus
    TRANSITIONS = PRODUCTION_TRANSITIONS
    ENDED = (ProductionStatus.COMPLETED, ProductionStatus.CANCELLED)
    STEPPER = (ProductionStatus.PLANNED, ProductionStatus.IN_PRODUCTION, ProductionStatus.COMPLETED)

    plan_line = models.OneToOneField(
        "orders.PlanReleaseLine", models.PROTECT, related_name="production", verbose_name=_("plan line")
    )
    order_line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="productions", verbose_name=_("order line")
    )
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="productions", verbose_name=_("order"))
    status = StatusField(Status)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    quantity_done = models.DecimalField(_("quantity done"), max_digits=14, decimal_places=2, default=0)
    planned_date = models.DateField(_("planned completion"))
    # The moment production starts decides how the contract may still be changed (PRD-09).
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    objects = ProductionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("production")
        verbose_name_plural = _("productions")
        triggers = [status_trigger(PRODUCTION_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[ProductionStatus.PLANNED, ProductionStatus.CANCELLED])
                | Q(started_at__isnull=False),
                name="production_started_at",
            ),
            models.CheckConstraint(
                condition=Q(quantity_done__gte=0, quantity_done__lte=F("quantity")), name="production_quantity_done"
            ),
        ]
        indexes = [
            # "Has production of this order started?" (PRD-09), and what is late.
            models.Index(fields=["order", "started_at"], name="production_started"),
            models.Index(fields=["status", "planned_date"], name="production_due"),
        ]

    @property
    def customer(self):
        return self.order.customer

    @property
    def percent(self):
        return int(self.quantity_done * 100 / self.quantity)


class ProductionProgress(models.Model):
    """A report of progress; never edited."""

    production = models.ForeignKey(Production, models.CASCADE, related_name="progress")
    quantity_done = models.DecimalField(_("quantity done in all"), max_digits=14, decimal_places=2)
    problem = models.TextField(_("problem"), blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("production progress")
        verbose_name_plural = _("production progress")

    def __str__(self):
        return f"{self.production} {self.quantity_done}"
