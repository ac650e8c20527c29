"""The annual market promotion plan (年度市场推广计划) and the place of campaigns in it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.promotion_plan.querysets import PromotionPlanQuerySet
from performance.promotion_plan.states import (
    ALIVE,
    PROMOTION_PLAN_TRANSITIONS,
    PromotionChannel,
    PromotionPlanStatus,
)
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class PromotionPlan(Document):
    """What is done in a year to be known and bought: goal, channels, content, budget (MKT-01)."""

    KIND = "promotion_plan"
    TRANSITIONS = PROMOTION_PLAN_TRANSITIONS
    EDITABLE = (PromotionPlanStatus.DRAFT,)
    ENDED = (PromotionPlanStatus.DISCARDED,)
    STEPPER = (PromotionPlanStatus.DRAFT, PromotionPlanStatus.SUBMITTED, PromotionPlanStatus.APPROVED)
    SNAPSHOT_LINES = ("lines",)

    Status = PromotionPlanStatus
    Channel = PromotionChannel

    status = StatusField(Status)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    goal = models.TextField(pgettext_lazy("promotion", "goal"), blank=True)
    market = models.TextField(_("sales targets and market it rests on"), blank=True)
    content = models.TextField(pgettext_lazy("promotion", "content"), blank=True)
    budget = MoneyField(_("budget"), null=True, blank=True)

    objects = PromotionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("promotion plan")
        verbose_name_plural = _("promotion plans")
        triggers = [status_trigger(PROMOTION_PLAN_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(status__in=ALIVE),
                name="promotion_plan_once_a_year",
                violation_error_message=_("There is a promotion plan of this year already."),
            )
        ]

    @property
    def title(self):
        return _("Promotion plan %(year)d") % {"year": self.year}

    @property
    def responsible(self):
        return self.created_by


class PromotionPlanLine(models.Model):
    """One channel of the plan: for which product and target group, with what, for how much (MKT-02)."""

    plan = models.ForeignKey(PromotionPlan, models.CASCADE, related_name="lines", verbose_name=_("promotion plan"))
    channel = models.CharField(pgettext_lazy("promotion", "channel"), max_length=10, choices=PromotionChannel)
    product = models.CharField(_("product"), max_length=120, blank=True)
    target_group = models.CharField(_("target group"), max_length=120)
    content = models.CharField(pgettext_lazy("promotion", "content"), max_length=300, blank=True)
    budget = MoneyField(_("budget"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of the promotion plan")
        verbose_name_plural = _("lines of the promotion plan")

    def __str__(self):
        return f"{self.get_channel_display()} · {self.target_group}"


class PlannedCampaign(models.Model):
    """The line of the promotion plan that a campaign carries out (MKT-03)."""

    campaign = models.OneToOneField(
        "customers.Campaign", models.CASCADE, related_name="planned", verbose_name=_("campaign")
    )
    line = models.ForeignKey(
        PromotionPlanLine, models.PROTECT, related_name="campaigns", verbose_name=_("line of the promotion plan")
    )
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("planned campaign")
        verbose_name_plural = _("planned campaigns")

    def __str__(self):
        return f"{self.campaign} → {self.line}"
