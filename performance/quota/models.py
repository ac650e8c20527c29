"""The annual collection quota of a representative (年度销售回款额度)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.customer.models import Customer
from performance.quota.querysets import QuotaQuerySet
from performance.quota.states import QUOTA_TRANSITIONS, QuotaStatus
from salesmgmt.core.models import Document, Unit
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class Quota(Document):
    """What a rep is to collect in a year: set by the director, approved by the general manager (PLN-03)."""

    KIND = "quota"
    TRANSITIONS = QUOTA_TRANSITIONS
    EDITABLE = (QuotaStatus.DRAFT,)
    ENDED = (QuotaStatus.REJECTED, QuotaStatus.SUPERSEDED, QuotaStatus.DISCARDED)
    STEPPER = (QuotaStatus.DRAFT, QuotaStatus.SUBMITTED, QuotaStatus.APPROVED)
    SNAPSHOT_LINES = ("lines",)

    Status = QuotaStatus

    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="quotas", verbose_name=_("representative")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    collection_amount = MoneyField(_("annual collection quota"))
    remark = models.TextField(_("remark"), blank=True)
    status = StatusField(Status)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "rep"]
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        triggers = [status_trigger(QUOTA_TRANSITIONS)]
        constraints = [
            # One quota in force per person and year, and one on its way to replace it.
            models.UniqueConstraint(
                fields=["rep", "year"], condition=Q(status=QuotaStatus.APPROVED), name="quota_in_force_once"
            ),
            models.UniqueConstraint(
                fields=["rep", "year"],
                condition=Q(status__in=[QuotaStatus.DRAFT, QuotaStatus.SUBMITTED]),
                name="quota_prepared_once",
            ),
            models.CheckConstraint(condition=Q(collection_amount__gt=0), name="quota_is_positive"),
        ]

    @property
    def responsible(self):
        return self.rep

    @property
    def divided(self):
        """What its lines add up to."""
        return sum((line.amount for line in self.lines.all()), ZERO)


class QuotaLine(models.Model):
    """A part of a quota by customer class, region and product category, or of one customer in charge (PLN-03)."""

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="lines", verbose_name=_("quota"))
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quota_lines",
        verbose_name=_("customer in charge"),
    )
    segment = models.CharField(_("segment"), max_length=12, choices=Customer.Segment, blank=True, default="")
    region = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region"))
    category = models.ForeignKey(
        ProductCategory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product category")
    )
    amount = MoneyField(_("amount"))

    class Meta:
        ordering = ["quota", "pk"]
        verbose_name = _("line of a quota")
        verbose_name_plural = _("lines of quotas")

    def __str__(self):
        parts = (self.customer, self.get_segment_display(), self.region, self.category)
        return " · ".join(str(part) for part in parts if part)
