"""The delivery note (送货单) in three copies, its way to the customer, and the customer's receipt."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.delivery.querysets import DeliveryNoteLineQuerySet, DeliveryNoteQuerySet
from orders.delivery.states import (
    DELIVERY_NOTE_TRANSITIONS,
    DeliveryNoteCarrier,
    DeliveryNoteCopyDestination,
    DeliveryNoteKind,
    DeliveryNoteStatus,
)
from salesmgmt.core.calendar import is_late
from salesmgmt.core.models import Document
from salesmgmt.core.money import MoneyField, cents
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.state import StatusField, status_trigger


class DeliveryNote(Document):
    """Goods of one order on their way to the place the customer names (DLV-01 to DLV-09)."""

    KIND = "delivery"

    Status = DeliveryNoteStatus
    Kind = DeliveryNoteKind
    Carrier = DeliveryNoteCarrier
    TRANSITIONS = DELIVERY_NOTE_TRANSITIONS
    EDITABLE = (DeliveryNoteStatus.DRAFT,)
    ENDED = (DeliveryNoteStatus.CLOSED, DeliveryNoteStatus.CANCELLED)
    STEPPER = (
        DeliveryNoteStatus.DRAFT,
        DeliveryNoteStatus.ISSUED,
        DeliveryNoteStatus.OUTBOUND,
        DeliveryNoteStatus.IN_TRANSIT,
        DeliveryNoteStatus.DELIVERED,
        DeliveryNoteStatus.SIGNED,
        DeliveryNoteStatus.CLOSED,
    )
    # Goods have left or are promised to leave: they are no longer available to another note.
    HOLDS_STOCK = (
        DeliveryNoteStatus.ISSUED,
        DeliveryNoteStatus.OUTBOUND,
        DeliveryNoteStatus.IN_TRANSIT,
        DeliveryNoteStatus.DELIVERED,
        DeliveryNoteStatus.DIFFERENCE,
        DeliveryNoteStatus.SIGNED,
        DeliveryNoteStatus.CLOSED,
    )

    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="deliveries", verbose_name=_("order"), db_index=False
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="deliveries",
        verbose_name=_("customer"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NORMAL)
    # Follows from the kind: samples and service parts make no receivable unless marked (DLV-09). A receivable that is
    # forgone has somebody who decided it, and his reason.
    chargeable = models.BooleanField(_("chargeable"), default=True, editable=False)
    forgone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("receivable forgone by"),
    )
    forgone_at = models.DateTimeField(_("receivable forgone at"), null=True, editable=False)
    forgone_reason = models.CharField(
        _("reason for forgoing the receivable"), max_length=500, blank=True, editable=False
    )
    status = StatusField(Status)
    planned_date = models.DateField(_("planned date"))
    carried_by = models.CharField(_("carried by"), max_length=20, choices=Carrier)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    driver = models.CharField(_("driver"), max_length=40, blank=True)
    driver_phone = PhoneField(_("driver's phone"), max_length=30, blank=True)
    vehicle = models.CharField(_("vehicle plate"), max_length=20, blank=True)
    # The expected arrival, and what keeps the goods from it now (DLV-07, orders.shipment).
    expected_at = models.DateTimeField(_("expected arrival"), null=True, blank=True)
    transport_problem = models.CharField(_("problem on the road"), max_length=500, blank=True, editable=False)
    place = models.CharField(_("delivery place"), max_length=200)
    contact = models.CharField(_("contact"), max_length=60)
    phone = PhoneField(_("phone"), max_length=30)
    remark = models.TextField(_("remark"), blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    departed_at = models.DateTimeField(_("departed at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    formalities_due_at = models.DateTimeField(_("formalities due"), null=True, blank=True)
    receiver = models.CharField(_("receiver"), max_length=60, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    difference_note = models.TextField(_("difference"), blank=True)
    difference_resolution = models.TextField(_("resolution of the difference"), blank=True)
    formalities_done_at = models.DateTimeField(_("formalities done at"), null=True, blank=True)
    delay_reason = models.TextField(_("objective reason of the delay"), blank=True)
    # Everything that was accepted stands on invoices; written with them, under the lock of the note.
    billed = models.BooleanField(_("billed in full"), default=False, editable=False)

    objects = DeliveryNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery note")
        verbose_name_plural = _("delivery notes")
        triggers = [status_trigger(DELIVERY_NOTE_TRANSITIONS)]
        constraints = [
            # REC-13: an ordinary delivery goes uncharged by decision only.
            models.CheckConstraint(
                condition=~Q(kind=DeliveryNoteKind.NORMAL) | Q(chargeable=True) | Q(forgone_by__isnull=False),
                name="delivery_uncharged_by_decision",
            ),
            models.CheckConstraint(
                condition=Q(forgone_by__isnull=True, forgone_at__isnull=True, forgone_reason="")
                | (Q(forgone_by__isnull=False, forgone_at__isnull=False, chargeable=False) & ~Q(forgone_reason="")),
                name="delivery_forgone_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[
                        DeliveryNoteStatus.DELIVERED,
                        DeliveryNoteStatus.DIFFERENCE,
                        DeliveryNoteStatus.SIGNED,
                        DeliveryNoteStatus.CLOSED,
                    ]
                )
                | Q(delivered_at__isnull=False, formalities_due_at__isnull=False),
                name="delivery_delivered_at",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[DeliveryNoteStatus.SIGNED, DeliveryNoteStatus.CLOSED])
                | (Q(signed_at__isnull=False) & ~Q(receiver="")),
                name="delivery_signed_by_receiver",
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryNoteStatus.CLOSED) | Q(formalities_done_at__isnull=False),
                name="delivery_closed_complete",
            ),
        ]
        indexes = [
            # The columns the list is sorted by.
            models.Index(fields=["status", "-id"], name="delivery_by_status"),
            models.Index(fields=["planned_date", "-id"], name="delivery_by_day"),
            # The calendar: what arrived in these days, and what has not arrived.
            models.Index(fields=["delivered_at"], name="delivery_by_arrival"),
            models.Index(fields=["customer", "status", "-id"], name="delivery_by_customer"),
            models.Index(fields=["order", "status"], name="delivery_by_order"),
            # Finance's work list: signed and not billed in full.
            models.Index(
                fields=["customer", "signed_at"],
                name="delivery_to_bill",
                condition=Q(
                    billed=False, chargeable=True, status__in=[DeliveryNoteStatus.SIGNED, DeliveryNoteStatus.CLOSED]
                ),
            ),
            # J05: on the road and not there when expected.
            models.Index(
                fields=["expected_at"], name="delivery_expected", condition=Q(status=DeliveryNoteStatus.IN_TRANSIT)
            ),
            # J03: delivered, formalities not done.
            models.Index(
                fields=["formalities_due_at"],
                name="delivery_formalities_due",
                condition=Q(formalities_done_at__isnull=True, delivered_at__isnull=False),
            ),
        ]

    @property
    def title(self):
        return f"{self.order} {self.customer}"

    @property
    def formalities_late(self):
        """Were the formalities later than their deadline? None while open (DLV-05)."""
        if self.formalities_done_at is None:
            return None
        return is_late(self.formalities_due_at, self.formalities_done_at)

    @property
    def has_receipt(self):
        return bool(self.receipts.all())


class DeliveryNoteLine(models.Model):
    """Goods of one order line. Price and tax rate are copied from the order line for billing."""

    note = models.ForeignKey(DeliveryNote, models.CASCADE, related_name="lines", db_index=False)
    order_line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="delivery_lines", verbose_name=_("order line")
    )
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    accepted_quantity = models.DecimalField(
        _("quantity accepted"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    # What came back of the accepted goods before it was billed: billing leaves it out (RET-08).
    returned_unbilled = models.DecimalField(
        _("returned before it was billed"), max_digits=14, decimal_places=2, default=0, editable=False
    )
    price = MoneyField(_("price incl. tax"))
    tax_rate = models.DecimalField(_("tax rate %"), max_digits=5, decimal_places=2)
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    packages = models.PositiveIntegerField(_("packages"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = DeliveryNoteLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delivery note line")
        verbose_name_plural = _("delivery note lines")
        constraints = [
            models.UniqueConstraint(fields=["note", "order_line"], name="order_line_once_per_delivery"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="delivery_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(accepted_quantity__isnull=True)
                | Q(accepted_quantity__gte=0, accepted_quantity__lte=F("quantity")),
                name="delivery_line_accepted_quantity",
            ),
            models.CheckConstraint(
                condition=Q(returned_unbilled=0)
                | Q(returned_unbilled__gt=0, returned_unbilled__lte=F("accepted_quantity")),
                name="delivery_line_returned_of_what_was_accepted",
            ),
        ]

    def __str__(self):
        return f"{self.note} {self.product}"

    @property
    def to_bill(self):
        """What is billed in the end: what was accepted, before the signature what was delivered, less what came back."""
        return (self.quantity if self.accepted_quantity is None else self.accepted_quantity) - self.returned_unbilled

    @property
    def amount(self):
        """Quantity times price, tax included, in yuan."""
        return cents(self.quantity * self.price)


class DeliveryNoteCopy(models.Model):
    """One of the three copies: retained, for the customer, brought back signed to the warehouse (DLV-02)."""

    Destination = DeliveryNoteCopyDestination

    note = models.ForeignKey(DeliveryNote, models.CASCADE, related_name="copies", db_index=False)
    destination = models.CharField(_("destination"), max_length=20, choices=Destination)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("copy of a delivery note")
        verbose_name_plural = _("copies of delivery notes")
        constraints = [models.UniqueConstraint(fields=["note", "destination"], name="one_copy_per_destination")]

    def __str__(self):
        return f"{self.note} {self.get_destination_display()}"


class StockIssue(models.Model):
    """The warehouse lets the goods of a note go (出库单); one per note (DLV-01)."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    note = models.OneToOneField(DeliveryNote, models.PROTECT, related_name="stock_issue")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stock issue")
        verbose_name_plural = _("stock issues")

    def __str__(self):
        return self.number
