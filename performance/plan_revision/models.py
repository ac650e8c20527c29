"""Revisions of a released sales plan (计划调整方案): other targets from a month on (PLN-04)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from performance.plan.models import SalesPlan, SalesPlanLine, month_amounts
from performance.plan_revision.querysets import SalesPlanRevisionQuerySet
from performance.plan_revision.states import (
    PREPARED,
    SALES_PLAN_REVISION_TRANSITIONS,
    SalesPlanRevisionStatus,
)
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO


class SalesPlanRevision(Document):
    """Other targets of a plan from its month on: proposed, and approved by the general manager (PLN-04)."""

    KIND = "sales_plan_revision"

    Status = SalesPlanRevisionStatus
    TRANSITIONS = SALES_PLAN_REVISION_TRANSITIONS
    EDITABLE = (SalesPlanRevisionStatus.DRAFT,)
    ENDED = (SalesPlanRevisionStatus.REJECTED, SalesPlanRevisionStatus.DISCARDED)
    STEPPER = (
        SalesPlanRevisionStatus.DRAFT,
        SalesPlanRevisionStatus.PROPOSED,
        SalesPlanRevisionStatus.APPROVED,
    )

    plan = models.ForeignKey(SalesPlan, models.PROTECT, related_name="revisions", verbose_name=_("sales plan"))
    effective_month = models.PositiveSmallIntegerField(
        _("changes from month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    reason = models.TextField(_("reason of the revision"))
    status = StatusField(Status)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)

    objects = SalesPlanRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("revision of the sales plan")
        verbose_name_plural = _("revisions of the sales plan")
        triggers = [status_trigger(SALES_PLAN_REVISION_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status__in=PREPARED), name="sales_plan_revision_prepared_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_month__gte=1, effective_month__lte=12), name="sales_plan_revision_month"
            ),
        ]

    @property
    def responsible(self):
        return self.created_by


class SalesPlanRevisionLine(models.Model):
    """A line of the plan with its months as they stood when the revision was proposed, and as they are to be."""

    revision = models.ForeignKey(
        SalesPlanRevision,
        models.CASCADE,
        related_name="lines",
        verbose_name=_("revision of the sales plan"),
        db_index=False,
    )
    line = models.ForeignKey(
        SalesPlanLine, models.PROTECT, editable=False, related_name="revision_lines", verbose_name=_("line")
    )
    before = month_amounts(_("targets until now"), editable=False)
    months = month_amounts(_("targets of the months"))

    class Meta:
        ordering = ["revision", "line__position", "pk"]
        verbose_name = _("line of a revision")
        verbose_name_plural = _("lines of revisions")
        constraints = [
            models.UniqueConstraint(fields=["revision", "line"], name="sales_plan_revision_line_once"),
            models.CheckConstraint(
                condition=Q(months__len=12, before__len=12), name="sales_plan_revision_line_has_twelve_months"
            ),
        ]

    def __str__(self):
        return str(self.line)

    @property
    def is_changed(self) -> bool:
        return self.months != self.before

    @property
    def target(self):
        return sum(self.months, ZERO)

    @property
    def target_before(self):
        return sum(self.before, ZERO)

    @property
    def rise(self):
        return self.target - self.target_before

    @property
    def changed_months(self) -> list:
        """``[(number, before, after)]`` of the months that change."""
        pairs = zip(self.before, self.months, strict=True)
        return [(number, was, now) for number, (was, now) in enumerate(pairs, 1) if was != now]
