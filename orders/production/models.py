from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.production.querysets import ProductionQuerySet
from orders.production.states import PRODUCTION_TRANSITIONS, ProductionKind, ProductionStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class Production(Document):
    """The making of one plan line. It exists only through a released plan (PRD-01, PRD-09)."""

    KIND = "production"

    Status = ProductionStatus
    Kind = ProductionKind
    TRANSITIONS = PRODUCTION_TRANSITIONS
    # Something is still to be done.
    RUNNING = (ProductionStatus.PLANNED, ProductionStatus.IN_PRODUCTION, ProductionStatus.REWORK)
    ENDED = (ProductionStatus.COMPLETED, ProductionStatus.CANCELLED)
    STEPPER = (ProductionStatus.PLANNED, ProductionStatus.IN_PRODUCTION, ProductionStatus.COMPLETED)

    # A repair has none: it is the work on goods that were delivered.
    plan_line = models.OneToOneField(
        "orders.PlanReleaseLine", models.PROTECT, null=True, related_name="production", verbose_name=_("plan line")
    )
    order_line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="productions", verbose_name=_("order line")
    )
    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="productions", verbose_name=_("order"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PRODUCTION)
    status = StatusField(Status)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    quantity_done = models.DecimalField(_("quantity done"), max_digits=14, decimal_places=2, default=0)
    planned_date = models.DateField(_("planned completion"))
    # The moment production starts decides how the contract may still be changed (PRD-09).
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    # Set by the daily job when the planned day has passed and it is not finished, taken back when it has recovered (PRD-07).
    delayed = models.BooleanField(_("delayed"), default=False, editable=False)
    delay_cause = models.TextField(_("cause of the delay"), blank=True)
    # What production expects now; the planned day stays what it was.
    expected_date = models.DateField(_("expected completion"), null=True, blank=True)
    # Of a repair: what is wrong with the goods and what is to be done.
    requirement = models.TextField(_("what is to be repaired"), blank=True)

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
            # PRD-01: nothing but a repair is without a plan line.
            models.CheckConstraint(
                condition=Q(kind=ProductionKind.REPAIR, plan_line__isnull=True)
                | (~Q(kind=ProductionKind.REPAIR) & Q(plan_line__isnull=False)),
                name="production_has_plan_line",
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
    def quality_requirement(self):
        """What the goods are to satisfy: of the plan line, of a repair what is to be repaired (QC-01)."""
        return self.plan_line.quality_requirement if self.plan_line else self.requirement

    @property
    def quality_line(self):
        """The row of the card “quality requirement”."""
        file = self.plan_line.technical_file if self.plan_line else ""
        return (self.order_line.product, self.quality_requirement, file)

    @property
    def percent(self):
        return int(self.quantity_done * 100 / self.quantity)


class ProductionProgress(models.Model):
    """A report of progress; never edited."""

    production = models.ForeignKey(Production, models.CASCADE, related_name="progress")
    # The day on which it stood so; a report may come in later.
    day = models.DateField(_("day"), default=today)
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


class CustomerMessage(models.Model):
    """What the customer says of goods in the making, passed on to production and answered (PRD-07); never edited."""

    production = models.ForeignKey(Production, models.CASCADE, related_name="messages")
    text = models.TextField(_("customer's opinion"))
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("production", "passed on by"),
    )
    passed_on_at = models.DateTimeField(_("time"), auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("message of the customer")
        verbose_name_plural = _("messages of the customer")

    def __str__(self):
        return self.text[:40]
