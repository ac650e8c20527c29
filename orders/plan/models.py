"""The sales plan release form (销售计划下达表): the only instruction for production, inspection and dispatch."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.plan.querysets import PlanReleaseQuerySet
from orders.plan.states import PLAN_RELEASE_TRANSITIONS, PlanReleaseKind, PlanReleaseStatus
from salesmgmt.core.models import Document
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import StatusField, status_trigger

# Who gets the form in writing; the page proposes all of them (004 §4.3.2).
PLAN_DEPARTMENTS = (Role.PROD, Role.QA, Role.PUR, Role.LOG, Role.WH)


class PlanRelease(Document):
    """One form for the lines of one order, signed by the head of sales (PRD-01 to PRD-04)."""

    KIND = "plan_release"

    Status = PlanReleaseStatus
    Kind = PlanReleaseKind
    TRANSITIONS = PLAN_RELEASE_TRANSITIONS
    EDITABLE = (PlanReleaseStatus.DRAFT,)
    ENDED = (PlanReleaseStatus.COMPLETED, PlanReleaseStatus.SUPERSEDED, PlanReleaseStatus.CANCELLED)
    STEPPER = (
        PlanReleaseStatus.DRAFT,
        PlanReleaseStatus.SUBMITTED,
        PlanReleaseStatus.RELEASED,
        PlanReleaseStatus.IN_PROGRESS,
        PlanReleaseStatus.COMPLETED,
    )
    SNAPSHOT_LINES = ("lines",)
    ACTIVE = (PlanReleaseStatus.RELEASED, PlanReleaseStatus.IN_PROGRESS, PlanReleaseStatus.COMPLETED)

    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="plan_releases", verbose_name=_("order"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NORMAL)
    # The approved request the first revision was made from (SVC-07).
    sample_request = models.OneToOneField(
        "customers.SampleRequest",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="plan_release",
        verbose_name=_("sample or service part request"),
    )
    status = StatusField(Status)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    departments = ArrayField(
        models.CharField(max_length=10, choices=[(role.value, role.label) for role in PLAN_DEPARTMENTS]),
        verbose_name=pgettext_lazy("plan release", "departments"),
        default=list,
    )
    # An oral notice in a special case; the form must follow within SET-13 (PRD-02).
    verbal_notice_at = models.DateTimeField(_("oral notice at"), null=True, blank=True)
    verbal_notice_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("oral notice by")
    )
    # Who was told; the form may go to more departments than these.
    verbal_departments = ArrayField(
        models.CharField(max_length=10, choices=[(role.value, role.label) for role in PLAN_DEPARTMENTS]),
        verbose_name=_("departments told orally"),
        default=list,
        editable=False,
    )
    verbal_content = models.TextField(_("content of the oral notice"), blank=True)
    form_due_at = models.DateTimeField(_("form due"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("signed by")
    )
    remark = models.TextField(_("remark"), blank=True)

    objects = PlanReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("plan release form")
        verbose_name_plural = _("plan release forms")
        triggers = [status_trigger(PLAN_RELEASE_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[PlanReleaseStatus.RELEASED, PlanReleaseStatus.IN_PROGRESS, PlanReleaseStatus.COMPLETED],
                    released_at__isnull=False,
                )
                | Q(
                    status__in=[
                        PlanReleaseStatus.DRAFT,
                        PlanReleaseStatus.SUBMITTED,
                        PlanReleaseStatus.SUPERSEDED,
                        PlanReleaseStatus.CANCELLED,
                    ]
                ),
                name="plan_released_at",
            ),
        ]
        indexes = [
            # J02: oral notices whose form is not there yet.
            models.Index(
                fields=["form_due_at"],
                name="plan_form_due",
                condition=Q(released_at__isnull=True, verbal_notice_at__isnull=False),
            ),
            models.Index(fields=["order", "status"], name="plan_by_order"),
        ]

    @property
    def customer(self):
        return self.order.customer

    @property
    def title(self):
        return f"{self.order} {self.order.customer}"


class PlanReleaseLine(models.Model):
    """One order line told to the departments. Only one line per order line is active at a time (PRD-03)."""

    plan = models.ForeignKey(PlanRelease, models.CASCADE, related_name="lines", db_index=False)
    order_line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="plan_lines", verbose_name=_("order line")
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    due_date = models.DateField(_("due date"))
    state = models.CharField(_("product state"), max_length=200, blank=True)
    quality_requirement = models.TextField(_("quality requirement"), blank=True)
    technical_file = models.CharField(_("technical file"), max_length=200, blank=True)
    # True from release until superseded or cancelled.
    is_active = models.BooleanField(_("in force"), default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("plan release line")
        verbose_name_plural = _("plan release lines")
        constraints = [
            models.UniqueConstraint(
                fields=["order_line"], condition=Q(is_active=True), name="one_active_plan_line_per_order_line"
            ),
            models.UniqueConstraint(fields=["plan", "order_line"], name="order_line_once_per_plan"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="plan_line_quantity_positive"),
        ]

    def __str__(self):
        return f"{self.plan} {self.order_line.product}"
