"""Orders: what the customer gets, at which price, when and where."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.demand.models import SMALLEST_QUANTITY
from orders.order.querysets import OrderLineQuerySet, OrderQuerySet
from orders.order.states import LADDER, ORDER_TRANSITIONS, OrderLineSupplyType, OrderStatus, rungs
from orders.supply.states import SupplyKind
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.search import Searchable, search_index


class Order(Searchable, Document):
    """A sales order; made from an accepted demand notice or entered by the representative (ORD-01, ORD-02)."""

    KIND = "order"
    TRANSITIONS = ORDER_TRANSITIONS
    EDITABLE = (OrderStatus.DRAFT,)
    ENDED = (OrderStatus.CLOSED, OrderStatus.CANCELLED)
    STEPPER = (
        OrderStatus.DRAFT,
        OrderStatus.SUBMITTED,
        *(rung for rung in LADDER if rung != OrderStatus.PARTLY_DELIVERED),
        OrderStatus.CLOSED,
    )
    SNAPSHOT_LINES = ("lines",)
    SEARCH_FIELDS = ("number", "customer__name", "customer_reference", "old_number")
    # Confirmed and something is still to come.
    OPEN = LADDER
    # Content may still be changed by an order change (CHG-07: delivered in full only by a return).
    CHANGEABLE = rungs(OrderStatus.CONFIRMED, OrderStatus.PARTLY_DELIVERED)
    # A plan release form, a delivery note may be made for it.
    PLANNABLE = rungs(OrderStatus.CONFIRMED, OrderStatus.PARTLY_DELIVERED)
    DELIVERABLE = rungs(OrderStatus.IN_PRODUCTION, OrderStatus.PARTLY_DELIVERED)
    CANCELLABLE = rungs(OrderStatus.CONFIRMED, OrderStatus.READY)

    Status = OrderStatus

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="orders",
        verbose_name=_("customer"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SupplyKind, default=SupplyKind.CONTRACT)
    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("contract")
    )
    # One accepted notice makes one order: its exception is valid for this notice only (SUP-04).
    demand = models.OneToOneField(
        "orders.DemandNotice",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="order",
        verbose_name=_("demand notice"),
    )
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    customer_reference = models.CharField(_("customer's order no."), max_length=60, blank=True)
    order_date = models.DateField(_("order date"))
    delivery_place = models.CharField(_("delivery place"), max_length=200, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    # The number in the old books of an order that was open already on the company's first day (orders.running).
    old_number = models.CharField(_("number in the old books"), max_length=60, blank=True, editable=False)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)
    # Set when a change was executed, taken back by the release of the new plan revision (CHG-05).
    plan_revision_due = models.BooleanField(_("new plan revision due"), default=False, editable=False)
    # Supply control refused a plan or a delivery of it since then; empty when the goods may go (SUP-04).
    held_since = models.DateTimeField(_("on hold since"), null=True, editable=False)
    # Material it waits for is late since then; empty when everything is there or still in time (ORD-07).
    at_risk_since = models.DateTimeField(_("at risk since"), null=True, editable=False)
    amount = MoneyField(_("amount"), default=0, editable=False)
    status = StatusField(Status)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        triggers = [
            status_trigger(ORDER_TRANSITIONS),
            pgtrigger.Trigger(
                name="lines_follow_customer",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("customer_id"),
                condition=pgtrigger.Q(old__customer__df=pgtrigger.F("new__customer")),
                func="UPDATE orders_orderline SET customer_id = NEW.customer_id WHERE order_id = NEW.id; RETURN NULL;",
            ),
        ]
        indexes = [
            search_index("orders_order_search"),
            # The list by state, newest first; the customer's and the contract's orders.
            models.Index(fields=["status", "-id"], name="order_by_status"),
            models.Index(fields=["customer", "-id"], name="order_of_customer"),
            # What the customers of a team ordered in a period, without looking at the orders (TEAM-02).
            models.Index(
                fields=["customer", "order_date"], include=["status", "amount"], name="order_of_customer_by_day"
            ),
            models.Index(fields=["-id"], name="order_on_hold", condition=Q(held_since__isnull=False)),
            models.Index(fields=["at_risk_since"], name="order_at_risk", condition=Q(at_risk_since__isnull=False)),
            # The columns the list is sorted by.
            models.Index(fields=["order_date", "-id"], name="order_by_day"),
            models.Index(fields=["amount", "-id"], name="order_by_amount"),
            # ANA-01: what was confirmed in a span of months, without reading the wide rows.
            models.Index(
                fields=["confirmed_at"], include=["id", "status", "customer", "order_date"], name="order_confirmed"
            ),
        ]
        constraints = [
            # ORD-02: without contract the kind is sporadic or sample.
            models.CheckConstraint(
                condition=Q(kind=SupplyKind.CONTRACT, contract__isnull=False)
                | ~Q(kind=SupplyKind.CONTRACT) & Q(contract__isnull=True),
                name="order_contract_goes_with_kind",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="order_confirmed_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["old_number"], condition=~Q(old_number=""), name="one_order_for_an_old_number"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None and self.status != self.Status.CANCELLED


class OrderLine(models.Model):
    """One product of an order."""

    SupplyType = OrderLineSupplyType

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("order"))
    # The order's, written by the database alone: whose line it is, without looking at a hundred thousand orders.
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="+",
        verbose_name=_("customer"),
        editable=False,
        db_index=False,
    )
    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    # Null only while the draft is incomplete; an order is not submitted so (ORD-01).
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    state = models.CharField(_("product state"), max_length=80, blank=True)
    spec = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit of quantity"), max_length=20, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(SMALLEST_QUANTITY)]
    )
    # Null while the draft is still without a price.
    price = MoneyField(_("unit price, tax included"), null=True, blank=True)
    tax_rate = models.DecimalField(_("tax rate (%)"), max_digits=5, decimal_places=2, default=Decimal(13))
    amount = MoneyField(_("amount"), default=0, editable=False)
    due_date = models.DateField(_("due date"), null=True, blank=True)
    delivery_place = models.CharField(_("delivery place"), max_length=200, blank=True)
    supply_type = models.CharField(_("supply"), max_length=10, choices=SupplyType, default=SupplyType.MADE)
    # The promise: the due date at the time of confirmation; it changes with a reason only (orders.promise). On-time
    # delivery is measured against the first one, as long as the customer did not ask for another himself (ORD-10).
    promised_date = models.DateField(_("promised date"), null=True, editable=False)
    promised_first = models.DateField(_("promised first"), null=True, editable=False)
    accepted_date = models.DateField(_("accepted on"), null=True, editable=False)
    error_flag = models.BooleanField(_("corrected by our fault"), default=False, editable=False)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity_is_positive")]
        indexes = [
            # ORD-10: what was accepted this month.
            models.Index(
                fields=["accepted_date"], name="order_line_accepted", condition=Q(accepted_date__isnull=False)
            ),
            # The calendar of a month, without reading the lines; of what is still to come: the late lines, the calendar of
            # a week, and the same of one representative's customers.
            models.Index(
                fields=["promised_date"],
                include=["id", "order", "customer", "quantity", "accepted_date"],
                name="order_line_by_promise",
            ),
            models.Index(
                fields=["promised_date", "id"], name="order_line_promised", condition=Q(accepted_date__isnull=True)
            ),
            models.Index(fields=["customer", "promised_date"], name="order_line_of_customer"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="customer_of_order",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("order_id", "customer_id"),
                func="SELECT customer_id INTO NEW.customer_id FROM orders_order WHERE id = NEW.order_id; RETURN NEW;",
            )
        ]

    def __str__(self):
        return f"{self.product} × {self.quantity}"

    @property
    def place(self):
        """Where this line goes: its own place or the order's."""
        return self.delivery_place or self.order.delivery_place
