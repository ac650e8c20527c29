"""The customers concerned by an adjustment, each to be told by his representative (PRC-10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.adjustment.models import PriceAdjustment
from pricing.announcement.querysets import PriceNoticeQuerySet
from pricing.announcement.states import NOTICE_TRANSITIONS, NoticeStatus
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger


class PriceNotice(Stateful):
    """One customer who is to understand and accept the new prices: what was said to him, and what he said."""

    KIND = "price_notice"
    TRANSITIONS = NOTICE_TRANSITIONS
    ENDED = (NoticeStatus.ACCEPTED, NoticeStatus.CANCELLED)
    STEPPER = (NoticeStatus.PENDING, NoticeStatus.EXPLAINED, NoticeStatus.ACCEPTED)
    Status = NoticeStatus

    adjustment = models.ForeignKey(
        PriceAdjustment,
        models.PROTECT,
        related_name="notices",
        verbose_name=_("price adjustment"),
        db_index=False,
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="price_notices",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(NoticeStatus)
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("spoken with")
    )
    talk = models.TextField(_("how it was explained"), blank=True, editable=False)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("told by")
    )
    told_at = models.DateTimeField(_("told at"), null=True, editable=False)
    answer = models.TextField(_("customer's answer"), blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PriceNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-adjustment_id", "pk"]
        verbose_name = _("customer to be told of prices")
        verbose_name_plural = _("customers to be told of prices")
        triggers = [status_trigger(NOTICE_TRANSITIONS)]
        indexes = [
            models.Index(fields=["customer", "status"], name="price_notice_by_customer"),
            # The list: those of the newest adjustment first, by how far they are, by when they were told.
            models.Index(fields=["-adjustment", "id"], name="price_notice_newest"),
            models.Index(fields=["status", "-adjustment", "id"], name="price_notice_by_status"),
            models.Index(fields=["told_at", "-adjustment", "id"], name="price_notice_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[NoticeStatus.PENDING, NoticeStatus.CANCELLED])
                | ~Q(talk="") & Q(told_at__isnull=False),
                name="price_notice_told_with_words",
            ),
        ]

    def __str__(self):
        return f"{self.customer}"

    def get_absolute_url(self):
        return reverse("price-notice-detail", args=[self.pk])

    @property
    def responsible(self):
        return self.customer.owner

    def is_routed_to(self, user):
        """Nobody is asked about it: it belongs to whoever is in charge of the customer."""
        return False
