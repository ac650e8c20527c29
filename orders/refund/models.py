"""Free money that goes back to the customer."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.refund.querysets import RefundQuerySet
from orders.refund.states import REFUND_TRANSITIONS, RefundStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class Refund(Document):
    """Part of a confirmed payment, or of a credit note, that no invoice has taken and that is paid back: proposed by one
    person and decided by another (SEC-04)."""

    KIND = "refund"
    Status = RefundStatus
    TRANSITIONS = REFUND_TRANSITIONS
    EDITABLE = (RefundStatus.DRAFT, RefundStatus.REJECTED)
    ENDED = (RefundStatus.APPROVED, RefundStatus.DISCARDED)
    STEPPER = (RefundStatus.DRAFT, RefundStatus.SUBMITTED, RefundStatus.APPROVED)

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="refunds",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(Status)
    payment = models.ForeignKey(
        "orders.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="refunds",
        verbose_name=_("customer payment"),
    )
    credit = models.ForeignKey(
        "orders.Invoice",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="refunds",
        verbose_name=_("credit note"),
    )
    amount = MoneyField(_("amount to be refunded"))
    reason = models.TextField(_("reason of the refund"))
    payee = models.CharField(_("payee"), max_length=120)
    bank = models.CharField(_("bank of the payee"), max_length=120)
    bank_account = models.CharField(_("bank account"), max_length=60)
    refunded_on = models.DateField(_("refunded on"), null=True, blank=True, editable=False)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        indexes = [
            models.Index(fields=["status", "-id"], name="refund_by_status"),
            models.Index(fields=["customer", "-id"], name="refund_of_customer"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount_positive"),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, credit__isnull=True) | Q(payment__isnull=True, credit__isnull=False),
                name="refund_has_one_origin",
            ),
            models.CheckConstraint(
                condition=Q(status=RefundStatus.APPROVED, refunded_on__isnull=False)
                | (~Q(status=RefundStatus.APPROVED) & Q(refunded_on__isnull=True)),
                name="refund_approved_has_day",
            ),
        ]
        triggers = [
            status_trigger(REFUND_TRANSITIONS),
            pgtrigger.Protect(
                name="approved_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=RefundStatus.APPROVED),
            ),
        ]

    @property
    def origin(self):
        return self.payment or self.credit

    @property
    def date(self):
        """As the origin of an allocation: the day on which it was decided."""
        return self.refunded_on

    @property
    def free(self):
        """What of its origin no invoice has taken."""
        return self.payment.unallocated if self.payment_id else -self.credit.open_amount
