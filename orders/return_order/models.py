"""The return of delivered goods (退货): from the customer's notice to the credit."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.return_order.querysets import ReturnLineQuerySet, ReturnQuerySet
from orders.return_order.states import (
    CATEGORY_PAPERS,
    COUNT_PHOTO,
    CUSTOMER_DOCUMENT,
    RETURN_TRANSITIONS,
    SIGNED_LIST,
    WRITTEN_REASON,
    ReasonKind,
    ReturnCategory,
    ReturnOutcome,
    ReturnStatus,
)
from salesmgmt.core.calendar import is_late
from salesmgmt.core.models import Document
from salesmgmt.core.money import ZERO, MoneyField
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.state import StatusField, status_trigger

PERSON = {"null": True, "editable": False, "related_name": "+"}


class ReturnOrder(Document):
    """Goods that a customer gives back (RET-01 to RET-08). It moves neither stock nor money itself: the store's receipt,
    the disposition and the credit do."""

    KIND = "return"
    TRANSITIONS = RETURN_TRANSITIONS
    EDITABLE = (ReturnStatus.NOTIFIED, ReturnStatus.ON_SITE, ReturnStatus.REASON_RECORDED)
    ENDED = (ReturnStatus.CLOSED, ReturnStatus.SENT_BACK, ReturnStatus.CANCELLED)
    STEPPER = (
        ReturnStatus.NOTIFIED,
        ReturnStatus.ON_SITE,
        ReturnStatus.REASON_RECORDED,
        ReturnStatus.LIST_CONFIRMED,
        ReturnStatus.IN_TRANSIT_BACK,
        ReturnStatus.QUALITY_REVIEW,
        ReturnStatus.PERMITTED,
        ReturnStatus.RECEIVED,
        ReturnStatus.CREDITED,
        ReturnStatus.CLOSED,
    )
    # Of a return that ends in goods alone.
    STEPPER_OF_GOODS = (*STEPPER[:-2], ReturnStatus.REPLACING, ReturnStatus.CLOSED)
    # The return store holds the goods.
    IN_STORE = (ReturnStatus.RECEIVED, ReturnStatus.REPLACING, ReturnStatus.CREDITED, ReturnStatus.CLOSED)
    SNAPSHOT_LINES = ("lines",)
    ATTACHMENT_KINDS = (*CATEGORY_PAPERS.values(), WRITTEN_REASON, SIGNED_LIST, CUSTOMER_DOCUMENT, COUNT_PHOTO)

    Status = ReturnStatus
    Category = ReturnCategory
    ReasonKind = ReasonKind

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="returns",
        verbose_name=_("customer"),
        db_index=False,
    )
    category = models.CharField(_("return category"), max_length=1, choices=ReturnCategory)
    # RET-02: the time the customer asks for is mandatory; the clock of the arrival runs against it (SET-37).
    notified_at = models.DateTimeField(_("notice received at"))
    required_by = models.DateTimeField(_("customer asks us to come by"))
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    phone = PhoneField(_("phone"), max_length=30, blank=True)
    place = models.CharField(_("where the goods are"), max_length=200, blank=True)
    notice = models.TextField(_("what the customer says"), blank=True)
    cause = models.ForeignKey(
        "customers.ComplaintCause",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("root cause"),
    )
    status = StatusField(ReturnStatus)
    arrived_at = models.DateTimeField(_("arrived at the customer's at"), null=True, editable=False)
    # RET-03: the reason, in writing or as told.
    reason_kind = models.CharField(
        _("how the reason was given"), max_length=10, choices=ReasonKind, blank=True, editable=False
    )
    reason_department = models.CharField(_("department of the customer"), max_length=60, blank=True, editable=False)
    informant = models.CharField(_("who gave the reason"), max_length=60, blank=True, editable=False)
    reason = models.TextField(_("reason of the return"), blank=True, editable=False)
    reason_at = models.DateTimeField(_("reason recorded at"), null=True, editable=False)
    reason_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("reason recorded by"), **PERSON
    )
    # RET-04: who confirmed the list for the customer.
    list_confirmed_by = models.CharField(_("list confirmed by"), max_length=60, blank=True, editable=False)
    list_confirmed_at = models.DateTimeField(_("list confirmed at"), null=True, editable=False)
    # RET-05: the document of the customer's store or parts department.
    customer_document = models.CharField(_("customer's document"), max_length=60, blank=True, editable=False)
    customer_quantity = models.DecimalField(
        _("quantity in the customer's document"), max_digits=14, decimal_places=2, null=True, editable=False
    )
    customer_amount = MoneyField(_("amount in the customer's document"), null=True, editable=False)
    quantity = models.DecimalField(
        _("quantity of the list"), max_digits=14, decimal_places=2, default=0, editable=False
    )
    amount = MoneyField(_("amount of the list"), default=ZERO, editable=False)
    sent_back_to = models.CharField(_("taken back by"), max_length=60, blank=True, editable=False)
    sent_back_at = models.DateTimeField(_("handed back at"), null=True, editable=False)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        triggers = [status_trigger(RETURN_TRANSITIONS)]
        indexes = [
            # The columns the list is sorted by; a customer's returns; the report by month.
            models.Index(fields=["status", "-id"], name="return_by_status"),
            models.Index(fields=["required_by", "-id"], name="return_by_time"),
            models.Index(fields=["customer", "status", "-id"], name="return_of_customer"),
            models.Index(fields=["notified_at"], name="return_by_notice"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[ReturnStatus.NOTIFIED, ReturnStatus.CANCELLED]) | Q(arrived_at__isnull=False),
                name="return_arrived",
            ),
            # RET-03: no further without a reason: in writing, or a record with the name of who told it.
            models.CheckConstraint(
                condition=Q(status__in=[ReturnStatus.NOTIFIED, ReturnStatus.ON_SITE, ReturnStatus.CANCELLED])
                | Q(reason_kind=ReasonKind.WRITTEN)
                | Q(reason_kind=ReasonKind.ORAL) & ~Q(reason="") & ~Q(informant=""),
                name="return_has_a_reason",
            ),
            # RET-04, RET-05: confirmed by the customer, and his own document says the same.
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        ReturnStatus.NOTIFIED,
                        ReturnStatus.ON_SITE,
                        ReturnStatus.REASON_RECORDED,
                        ReturnStatus.CANCELLED,
                    ]
                )
                | ~Q(list_confirmed_by="") & Q(list_confirmed_at__isnull=False),
                name="return_list_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        ReturnStatus.NOTIFIED,
                        ReturnStatus.ON_SITE,
                        ReturnStatus.REASON_RECORDED,
                        ReturnStatus.LIST_CONFIRMED,
                        ReturnStatus.CANCELLED,
                    ]
                )
                | ~Q(customer_document="") & Q(customer_quantity=F("quantity"), customer_amount=F("amount")),
                name="return_customer_document_exact",
            ),
        ]

    @property
    def title(self):
        return f"{self.customer} {self.get_category_display()}"

    @property
    def arrived_late(self):
        """Did we come later than the customer asked? None before the arrival (RET-02)."""
        return None if self.arrived_at is None else is_late(self.required_by, self.arrived_at)


class ReturnLine(models.Model):
    """Goods of one delivery line that come back, at the price and tax rate of that delivery (RET-04)."""

    Outcome = ReturnOutcome

    return_order = models.ForeignKey(
        ReturnOrder, models.CASCADE, related_name="lines", verbose_name=_("return"), db_index=False
    )
    delivery_line = models.ForeignKey(
        "orders.DeliveryNoteLine", models.PROTECT, related_name="return_lines", verbose_name=_("delivered goods")
    )
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    price = MoneyField(_("price incl. tax"), editable=False)
    tax_rate = models.DecimalField(_("tax rate %"), max_digits=5, decimal_places=2, editable=False)
    amount = MoneyField(_("amount"), editable=False)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    # What the return store really counted, from its receipt on; what of it went back to the customer afterwards.
    counted = models.DecimalField(_("counted"), max_digits=14, decimal_places=2, null=True, editable=False)
    given_back = models.DecimalField(
        _("given back to the customer"), max_digits=14, decimal_places=2, default=0, editable=False
    )

    # What the customer gets for them, and who agreed to it for him.
    outcome = models.CharField(
        pgettext_lazy("return", "customer gets"),
        max_length=12,
        choices=ReturnOutcome,
        default=ReturnOutcome.CREDIT,
        editable=False,
    )
    outcome_with = models.CharField(_("agreed with, for the customer"), max_length=60, blank=True, editable=False)

    objects = ReturnLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("return line")
        verbose_name_plural = _("return lines")
        constraints = [
            models.UniqueConstraint(fields=["return_order", "delivery_line"], name="delivery_line_once_per_return"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="return_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(counted__isnull=True, given_back=0)
                | Q(counted__gte=0, given_back__gte=0, given_back__lte=F("counted")),
                name="return_line_given_back_of_what_came",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ReturnOutcome.CREDIT) | ~Q(outcome_with=""), name="return_outcome_agreed_with"
            ),
        ]

    def __str__(self):
        return f"{self.product}"


class ReturnPermit(models.Model):
    """准予退回通知单: quality has verified the reason and lets the goods into the return store (RET-06)."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    return_order = models.ForeignKey(ReturnOrder, models.PROTECT, related_name="permits", verbose_name=_("return"))
    verified = models.TextField(_("what quality verified"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued at"))
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("return permit")
        verbose_name_plural = _("return permits")
        constraints = [
            models.UniqueConstraint(
                fields=["return_order"], condition=Q(withdrawn_at__isnull=True), name="one_valid_permit_per_return"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="return_permit_withdrawn_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.number
