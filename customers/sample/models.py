"""Requests for samples and service parts that came out of talking to a customer (004 §7.3, 004 §7.10)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.about import AboutOrder, AboutProduct
from customers.customer.contact import Contact
from customers.customer.models import Customer
from customers.sample.querysets import SampleRequestQuerySet
from customers.sample.states import SAMPLE_REQUEST_TRANSITIONS, SampleRequestKind, SampleRequestStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class SampleRequest(AboutProduct, AboutOrder, Document):
    """A sample, or a part for after-sales service, that the customer needs; ``kind`` tells which (SVC-07).

    ``order_number`` is the order of the kind sample that the approval opens in the app of orders.
    """

    KIND = "sample_request"

    Status = SampleRequestStatus
    Kind = SampleRequestKind
    TRANSITIONS = SAMPLE_REQUEST_TRANSITIONS
    EDITABLE = (SampleRequestStatus.DRAFT,)
    ENDED = (SampleRequestStatus.CLOSED, SampleRequestStatus.REJECTED, SampleRequestStatus.CANCELLED)
    STEPPER = (
        SampleRequestStatus.DRAFT,
        SampleRequestStatus.SUBMITTED,
        SampleRequestStatus.APPROVED,
        SampleRequestStatus.CLOSED,
    )
    ATTACHMENT_KINDS = (("drawing", _("Drawing")), ("sample_confirmation", _("Sample confirmation")))

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="sample_requests", verbose_name=_("customer"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.SAMPLE)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    product_state = models.CharField(_("product state"), max_length=80, blank=True)
    needed_on = models.DateField(_("needed on"))
    delivery_place = models.CharField(_("delivery place"), max_length=200)
    purpose = models.TextField(_("purpose"), help_text=_("What the customer wants it for, and what he demands of it."))
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    result = models.TextField(_("what the customer said of it"), blank=True, editable=False)

    objects = SampleRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("sample or service part request")
        verbose_name_plural = _("sample and service part requests")
        triggers = [status_trigger(SAMPLE_REQUEST_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="sample_quantity_positive"),
            models.CheckConstraint(
                condition=~Q(status__in=[SampleRequestStatus.APPROVED, SampleRequestStatus.CLOSED])
                | Q(approved_at__isnull=False),
                name="sample_approved_with_time",
            ),
        ]

    @property
    def title(self):
        return f"{self.customer} · {self.product_label}"
