"""The department's annual check of five indicators (KPI-13)."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.annual_review.querysets import AnnualReviewQuerySet
from performance.annual_review.states import REVIEW_TRANSITIONS, Indicator, ReviewStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class AnnualReview(Document):
    """The five indicators of a year with their limits, computed and then confirmed: from then on a copy that stays."""

    KIND = "annual_review"
    TRANSITIONS = REVIEW_TRANSITIONS
    EDITABLE = ()
    ENDED = (ReviewStatus.CONFIRMED,)
    STEPPER = (ReviewStatus.COMPUTED, ReviewStatus.CONFIRMED)

    Status = ReviewStatus

    status = StatusField(Status)
    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, editable=False, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    all_met = models.BooleanField(pgettext_lazy("annual check", "all met"), default=False, editable=False)
    computed_at = models.DateTimeField(pgettext_lazy("annual check", "as of"), editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("annual check", "confirmed by"),
    )
    confirmed_on = models.DateField(pgettext_lazy("annual check", "confirmed on"), null=True, editable=False)

    objects = AnnualReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("annual check")
        verbose_name_plural = _("annual checks")
        triggers = [status_trigger(REVIEW_TRANSITIONS)]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.created_by

    @property
    def failing(self):
        """The names of the indicators that are not met."""
        return [line.get_indicator_display() for line in self.lines.all() if not line.is_met]


class AnnualReviewLine(models.Model):
    """One indicator: what was found, what it is measured against, the limit, and whether it is met."""

    Indicator = Indicator

    review = models.ForeignKey(
        AnnualReview, models.CASCADE, related_name="lines", verbose_name=_("annual check"), db_index=False
    )
    position = models.PositiveSmallIntegerField(_("no."))
    indicator = models.CharField(pgettext_lazy("annual check", "indicator"), max_length=14, choices=Indicator)
    amount = MoneyField(pgettext_lazy("annual check", "amount"), negative=True, null=True)
    base = MoneyField(pgettext_lazy("annual check", "measured against"), negative=True, null=True)
    # A share of the base, not rounded; of the warning line the number of customers above it.
    value = models.DecimalField(pgettext_lazy("annual check", "value"), max_digits=20, decimal_places=10, null=True)
    limit = models.DecimalField(pgettext_lazy("annual check", "limit"), max_digits=20, decimal_places=10)
    is_met = models.BooleanField(pgettext_lazy("annual check", "met"))
    detail = models.TextField(pgettext_lazy("annual check", "detail"), blank=True)
    # As it stood on the day of the check: [month, value] of the twelve months, what drives it most as [name, amount], and
    # what it comes to in December if the rest of the year goes on like this (null where nothing can be said).
    trend = models.JSONField(pgettext_lazy("annual check", "trend"), default=list)
    drivers = models.JSONField(pgettext_lazy("annual check", "driven by"), default=list)
    expected = models.DecimalField(
        pgettext_lazy("annual check", "expected until December"), max_digits=20, decimal_places=10, null=True
    )

    class Meta:
        ordering = ["review", "position"]
        verbose_name = _("indicator of an annual check")
        verbose_name_plural = _("indicators of annual checks")
        constraints = [
            models.UniqueConstraint(fields=["review", "indicator"], name="an_indicator_counts_once"),
            models.CheckConstraint(condition=Q(position__range=(1, 5)), name="five_annual_indicators"),
        ]

    def __str__(self):
        return self.get_indicator_display()

    @property
    def months(self):
        """``[(last day, value)]`` of the trend, as dates and numbers."""
        return [(dt.date.fromisoformat(day), None if value is None else Decimal(value)) for day, value in self.trend]

    @property
    def driven_by(self):
        return [(name, Decimal(amount)) for name, amount in self.drivers]

    def text(self, value):
        """In the unit of its limit: 103.25 %, 4.20 ‰, 3 customers."""
        if value is None:
            return "—"
        if self.is_count:
            return f"{value:.0f}"
        return f"{value * 1000:.2f}\u00a0‰" if self.is_per_mille else f"{value * 100:.2f}\u00a0%"

    @property
    def is_count(self):
        return self.indicator == Indicator.WARNING_LINE

    @property
    def is_per_mille(self):
        return self.indicator in (Indicator.LOSS, Indicator.BAD_DEBT)
