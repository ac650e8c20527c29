"""Money from customers, and how it was set against invoices."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.payment.querysets import PaymentQuerySet
from orders.payment.states import PAYMENT_TRANSITIONS, PaymentKind, PaymentMethod, PaymentStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class Payment(Document):
    """A payment recorded by the rep, confirmed by finance, then allocated to invoices (REC-06, REC-15)."""

    KIND = "payment"
    SEARCH_FIELDS = ("number", "customer__name")

    Status = PaymentStatus
    TRANSITIONS = PAYMENT_TRANSITIONS
    EDITABLE = (PaymentStatus.RECORDED,)
    ENDED = (PaymentStatus.ALLOCATED, PaymentStatus.REJECTED, PaymentStatus.REVERSED)
    STEPPER = (PaymentStatus.RECORDED, PaymentStatus.CONFIRMED, PaymentStatus.ALLOCATED)
    # Money that has arrived.
    RECEIVED = (PaymentStatus.CONFIRMED, PaymentStatus.ALLOCATED)

    Kind = PaymentKind
    Method = PaymentMethod

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="payments",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(Status)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PAYMENT)
    # A prepayment is registered for the notice it pays, and matched before supply (REC-15).
    demand_notice = models.ForeignKey(
        "orders.DemandNotice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prepayments",
        verbose_name=_("demand notice"),
    )
    date = models.DateField(_("received on"))
    amount = MoneyField(_("amount"))
    # Confirmed money that no invoice has taken yet; 0 before confirmation and after a reversal.
    unallocated = MoneyField(_("not allocated"), default=0, editable=False)
    method = models.CharField(_("method"), max_length=12, choices=Method, default=Method.TRANSFER)
    reference = models.CharField(_("bank reference"), max_length=80, blank=True)
    payer = models.CharField(_("payer"), max_length=120, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    # The day the money counted as gone again (bounced draft, wrong booking).
    reversed_on = models.DateField(_("reversed on"), null=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("customer payment")
        verbose_name_plural = _("customer payments")
        indexes = [
            # Money of a customer that is not allocated: exposure, allocation page.
            models.Index(
                fields=["customer", "date"],
                condition=Q(unallocated__gt=0),
                include=["unallocated"],
                name="payment_free",
            ),
            # The list newest first, a customer's payments, and finance's work list.
            models.Index(fields=["-date", "-id"], name="payment_newest"),
            models.Index(fields=["customer", "-date", "-id"], name="payment_of_customer"),
            models.Index(fields=["status", "-date", "-id"], name="payment_by_status"),
            # What finance has not confirmed yet of one person's customers.
            models.Index(
                fields=["customer"], condition=Q(status=PaymentStatus.RECORDED), name="payment_to_confirm_of_customer"
            ),
            # The month end: what is not confirmed up to a day, and how much it is.
            models.Index(
                fields=["date"],
                include=["amount"],
                condition=Q(status=PaymentStatus.RECORDED),
                name="payment_to_confirm",
            ),
            models.Index(fields=["amount", "-date", "-id"], name="payment_by_amount"),
            # The search box: by the beginning of what the bank wrote.
            models.Index(fields=["reference"], opclasses=["varchar_pattern_ops"], name="payment_reference_beginning"),
            models.Index(fields=["payer"], opclasses=["varchar_pattern_ops"], name="payment_payer_beginning"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(demand_notice__isnull=True) | Q(kind=PaymentKind.PREPAYMENT),
                name="demand_is_paid_by_a_prepayment",
            ),
            models.CheckConstraint(
                condition=Q(unallocated=0) | Q(status=PaymentStatus.CONFIRMED, unallocated__lte=F("amount")),
                name="payment_unallocated_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PaymentStatus.RECORDED, PaymentStatus.REJECTED], confirmed_at__isnull=True)
                | Q(
                    status__in=[PaymentStatus.CONFIRMED, PaymentStatus.ALLOCATED, PaymentStatus.REVERSED],
                    confirmed_at__isnull=False,
                ),
                name="payment_confirmed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status=PaymentStatus.REVERSED, reversed_on__isnull=False)
                | (~Q(status=PaymentStatus.REVERSED) & Q(reversed_on__isnull=True)),
                name="payment_reversed_has_day",
            ),
        ]
        triggers = [
            status_trigger(PAYMENT_TRANSITIONS),
            pgtrigger.Protect(
                name="confirmed_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        ]

    @property
    def is_received(self):
        return self.status in self.RECEIVED
