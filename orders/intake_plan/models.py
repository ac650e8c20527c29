"""The order-intake plan (承揽计划): what a rep has won and reports to the planner (PRD-05, F-17)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.intake_plan.querysets import IntakePlanLineQuerySet, IntakePlanQuerySet
from orders.intake_plan.states import INTAKE_PLAN_TRANSITIONS, IntakePlanStatus
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class IntakePlan(Document):
    """What a customer will take in a month, before it is ordered piece by piece."""

    KIND = "intake_plan"

    Status = IntakePlanStatus
    TRANSITIONS = INTAKE_PLAN_TRANSITIONS
    EDITABLE = (IntakePlanStatus.REPORTED,)
    ENDED = (IntakePlanStatus.CONSOLIDATED, IntakePlanStatus.WITHDRAWN)
    STEPPER = (IntakePlanStatus.REPORTED, IntakePlanStatus.CONSOLIDATED)

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="intake_plans",
        verbose_name=_("customer"),
        db_index=False,
    )
    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contract")
    )
    # The first day of the month in which the planner consolidates it.
    month = models.DateField(_("month"))
    status = StatusField(Status)
    remark = models.TextField(_("remark"), blank=True)

    objects = IntakePlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("order-intake plan")
        verbose_name_plural = _("order-intake plans")
        triggers = [status_trigger(INTAKE_PLAN_TRANSITIONS)]
        constraints = [models.CheckConstraint(condition=Q(month__day=1), name="intake_plan_month_begins")]
        indexes = [
            # The planner opens a month (PRD-05).
            models.Index(fields=["month", "status"], name="intake_plan_of_month"),
            models.Index(fields=["customer", "-id"], name="intake_plan_of_customer"),
        ]


class IntakePlanLine(models.Model):
    """One product of it: how many, until when."""

    plan = models.ForeignKey(IntakePlan, models.CASCADE, related_name="lines", verbose_name=_("order-intake plan"))
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    due_date = models.DateField(_("due date"))

    objects = IntakePlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of an order-intake plan")
        verbose_name_plural = _("lines of order-intake plans")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="intake_line_quantity_positive")]

    def __str__(self):
        return f"{self.product} × {self.quantity}"
