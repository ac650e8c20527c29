"""Production of a released plan line, its progress, inspection and entry into stock."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.querysets_fulfilment import InspectionQuerySet, ProductionQuerySet
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger

PRODUCTION_TRANSITIONS = {
    "planned": ["in_production", "cancelled"],
    "in_production": ["completed", "cancelled"],
    "completed": ["rework"],
    "rework": ["completed"],
}
INSPECTION_TRANSITIONS = {
    "pending": ["passed", "failed"],
    "failed": ["pending", "closed"],
}


class Production(Document):
    """The making of one plan line. It exists only through a released plan (PRD-01, PRD-09)."""

    KIND = "production"

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("production", "Planned")
        IN_PRODUCTION = "in_production", _("In production")
        COMPLETED = "completed", _("Completed")
        REWORK = "rework", _("Rework")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS = PRODUCTION_TRANSITIONS
    ENDED = ("completed", "cancelled")
    STEPPER = ("planned", "in_production", "completed")

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
                condition=Q(status__in=["planned", "cancelled"]) | Q(started_at__isnull=False),
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


class Inspection(Document):
    """Acceptance by the outgoing inspection standard before anything goes into stock (QC-02)."""

    KIND = "inspection"

    class Status(models.TextChoices):
        PENDING = "pending", _("To be inspected")
        PASSED = "passed", _("Passed")
        FAILED = "failed", pgettext_lazy("inspection", "Failed")
        CLOSED = "closed", _("Closed")

    TRANSITIONS = INSPECTION_TRANSITIONS
    ENDED = ("passed", "closed")
    STEPPER = ("pending", "passed")

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
                fields=["production"], condition=Q(status="pending"), name="one_pending_inspection_per_production"
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(inspected_by__isnull=False, inspected_at__isnull=False),
                name="inspection_inspected_by_and_at",
            ),
        ]

    @property
    def customer(self):
        return self.order.customer


class StockEntry(models.Model):
    """Passed goods taken into stock by the warehouse (入库单); never edited."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="stock_entries")
    order_line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="stock_entries")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stock entry")
        verbose_name_plural = _("stock entries")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_entry_quantity_positive")]

    def __str__(self):
        return self.number
