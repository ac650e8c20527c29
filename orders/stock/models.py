"""Finished goods: what is there of a product in which state, and every movement that made it so."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection.models import Inspection
from orders.stock.querysets import StockBalanceQuerySet, StockMovementQuerySet
from orders.stock.states import IN_STORE, MovementKind, StockState


class StockEntry(models.Model):
    """Passed goods taken into stock by the warehouse (入库单); never edited."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="stock_entries")
    order_line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="stock_entries")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stock entry")
        verbose_name_plural = _("stock entries")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_entry_quantity_positive")]

    def __str__(self):
        return self.number


class StockKeeping(models.Model):
    """That stock is kept, and since when: one row, written once. Without it nothing is booked and nothing refused."""

    KIND = "stock_keeping"

    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("stock begun to be kept by")
    )
    begun_at = models.DateTimeField(_("stock is kept since"))

    class Meta:
        verbose_name = _("stock keeping")
        verbose_name_plural = _("stock keeping")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="stock_is_begun_to_be_kept_once")]

    def __str__(self):
        return f"{self.begun_at:%Y-%m-%d}"


def _quantity(state):
    return models.DecimalField(state.label, max_digits=14, decimal_places=2, default=0, editable=False)


class StockBalance(models.Model):
    """What is there of a product, by state: the lock under which everything that moves it happens.

    Each figure is the sum of the movements; changed only under the lock of this row, in the transaction of the movement.
    `manage.py check_stock` recomputes all of them, from the movements and from the documents.
    """

    KIND = "stock"

    product = models.OneToOneField(
        "pricing.Product", models.PROTECT, primary_key=True, related_name="stock", verbose_name=_("product")
    )
    made = _quantity(StockState.MADE)
    rework = _quantity(StockState.REWORK)
    passed = _quantity(StockState.PASSED)
    free = _quantity(StockState.FREE)
    bound = _quantity(StockState.BOUND)
    reserved = _quantity(StockState.RESERVED)
    returned = _quantity(StockState.RETURNED)

    objects = StockBalanceQuerySet.as_manager()

    class Meta:
        ordering = ["product__code"]
        verbose_name = pgettext_lazy("goods", "stock")
        verbose_name_plural = pgettext_lazy("goods", "stock")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    made__gte=0,
                    rework__gte=0,
                    passed__gte=0,
                    free__gte=0,
                    bound__gte=0,
                    reserved__gte=0,
                    returned__gte=0,
                ),
                name="stock_is_never_negative",
            )
        ]

    def __str__(self):
        return str(self.product)

    def get_absolute_url(self):
        return reverse("stock-detail", args=[self.pk])

    @property
    def responsible(self):
        return None

    @property
    def in_store(self):
        """What lies in the finished goods store, whomever it is for."""
        return sum(getattr(self, state) for state in IN_STORE)

    def touched_fields(self):
        return []


class StockMovement(models.Model):
    """So much of a product went from one state to another, by this document. Never changed, never deleted.

    An empty state is outside: what is made comes from there, what is issued or scrapped goes there.
    """

    Kind = MovementKind

    product = models.ForeignKey(
        "pricing.Product",
        models.PROTECT,
        related_name="stock_movements",
        verbose_name=_("product"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    from_state = models.CharField(
        pgettext_lazy("stock movement", "from"), max_length=10, choices=StockState, blank=True
    )
    to_state = models.CharField(pgettext_lazy("stock movement", "to"), max_length=10, choices=StockState, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    # For whom the goods were made, are held or were sent.
    order_line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, null=True, related_name="stock_movements", verbose_name=_("order line")
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    # The number as it was booked, so that a list needs no look at the document.
    reference = models.CharField(_("document"), max_length=80)
    comment = models.CharField(_("remark"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("booked by")
    )
    at = models.DateTimeField(_("booked at"), auto_now_add=True)

    objects = StockMovementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        indexes = [
            models.Index(fields=["product", "-id"], name="stock_movement_of_product"),
            # What of an order line is in store for it.
            models.Index(
                fields=["order_line"],
                include=["from_state", "to_state", "quantity"],
                name="stock_movement_of_line",
                condition=Q(order_line__isnull=False),
            ),
            models.Index(fields=["kind", "-id"], name="stock_movement_by_kind"),
            models.Index(fields=["-at"], name="stock_movement_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_movement_quantity_positive"),
            models.CheckConstraint(condition=~Q(from_state=F("to_state")), name="stock_movement_moves"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.reference} {self.product_id} {self.quantity}"

    @property
    def document_url(self):
        """The page of the document, without reading it; "" where it has none."""
        kind = getattr(self.content_type.model_class(), "KIND", "")
        return reverse(f"{kind.replace('_', '-')}-detail", args=[self.object_id]) if kind != StockKeeping.KIND else ""


class StockAllotment(models.Model):
    """Free goods that a plan takes for a line of its order instead of having them made."""

    plan = models.ForeignKey(
        "orders.PlanRelease", models.PROTECT, related_name="stock_allotments", verbose_name=_("plan release form")
    )
    order_line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="stock_allotments", verbose_name=_("order line")
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    # What of it was set free again.
    released = models.DecimalField(_("set free again"), max_digits=14, decimal_places=2, default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("booked by"))
    at = models.DateTimeField(_("booked at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("goods taken from stock")
        verbose_name_plural = _("goods taken from stock")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, released__gte=0, released__lte=F("quantity")),
                name="stock_allotment_quantities",
            )
        ]

    def __str__(self):
        return f"{self.plan} {self.quantity}"

    @property
    def kept(self):
        """What is still taken."""
        return self.quantity - self.released
