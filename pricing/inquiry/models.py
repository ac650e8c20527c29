"""The inquiry (询价): the customer asks about specification, price, lead time (QUO-01)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pricing.inquiry.querysets import InquiryQuerySet
from pricing.inquiry.states import INQUIRY_TRANSITIONS, InquiryChannel, InquiryStatus
from pricing.product.models import Product
from pricing.quote.models import CENT, Quote
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class Inquiry(Document):
    """What one customer asked, when, and how and when he was answered."""

    KIND = "inquiry"
    TRANSITIONS = INQUIRY_TRANSITIONS
    EDITABLE = (InquiryStatus.OPEN,)
    ENDED = (InquiryStatus.QUOTED, InquiryStatus.CLOSED)
    STEPPER = (InquiryStatus.OPEN, InquiryStatus.ANSWERED, InquiryStatus.QUOTED)
    SNAPSHOT_LINES = ("lines",)
    Status = InquiryStatus
    Channel = InquiryChannel

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="price_inquiries", verbose_name=_("customer")
    )
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    opportunity = models.ForeignKey(
        "customers.Opportunity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="price_inquiries",
        verbose_name=_("opportunity"),
    )
    title = models.CharField(_("subject"), max_length=120)
    channel = models.CharField(_("how it came"), max_length=10, choices=InquiryChannel, default=InquiryChannel.PHONE)
    received_at = models.DateTimeField(_("received at"))
    question = models.TextField(_("what is asked"), help_text=_("Specification, price, lead time and so on."))
    customer_reference = models.CharField(_("customer's reference"), max_length=80, blank=True)
    status = StatusField(InquiryStatus)
    # SET-35 as it stood when the inquiry was entered.
    answer_due_at = models.DateTimeField(_("to be answered until"), editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), blank=True, editable=False)
    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, editable=False, related_name="inquiries", verbose_name=_("quote")
    )

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        triggers = [status_trigger(INQUIRY_TRANSITIONS)]
        indexes = [
            models.Index(fields=["status", "-id"], name="inquiry_by_status"),
            # J04: what waits for its answer, the longest first.
            models.Index(fields=["answer_due_at"], name="inquiry_waiting", condition=Q(status=InquiryStatus.OPEN)),
            models.Index(fields=["received_at", "-id"], name="inquiry_by_day"),
        ]
        constraints = [
            # Answering stores time and text (QUO-01).
            models.CheckConstraint(
                condition=~Q(status=InquiryStatus.ANSWERED) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="inquiry_answered_with_time_and_text",
            ),
            models.CheckConstraint(
                condition=~Q(status=InquiryStatus.QUOTED) | Q(quote__isnull=False), name="inquiry_quoted_with_quote"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def is_waiting(self):
        return self.status == InquiryStatus.OPEN


class InquiryLine(models.Model):
    """An item that is asked for: one of our products, or only in the customer's words."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="lines", verbose_name=_("inquiry"))
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    wanted = models.CharField(_("what the customer calls it"), max_length=200, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(CENT)])
    due_date = models.DateField(_("wanted on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item asked for")
        verbose_name_plural = _("items asked for")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="inquiry_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(product__isnull=False) | ~Q(wanted=""), name="inquiry_line_is_about_something"
            ),
        ]

    def __str__(self):
        return f"{self.product or self.wanted} × {self.quantity}"
