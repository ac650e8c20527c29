"""Order changes (订单变更申请单)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.order.models import Order, OrderLine
from orders.order_change.querysets import OrderChangeQuerySet
from orders.order_change.states import ORDER_CHANGE_TRANSITIONS, OrderChangeKind, OrderChangeStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class OrderChange(Document):
    """What the customer wants changed, why, and what it means (CHG-01)."""

    KIND = "order_change"
    TRANSITIONS = ORDER_CHANGE_TRANSITIONS
    EDITABLE = (OrderChangeStatus.DRAFT,)
    ENDED = (OrderChangeStatus.CLOSED, OrderChangeStatus.DISCARDED)
    SNAPSHOT_LINES = ("lines",)
    # From submission until the outcome is written its lines are closed to another change (CHG-07).
    PENDING = (
        OrderChangeStatus.SUBMITTED,
        OrderChangeStatus.NEEDS_AMENDMENT,
        OrderChangeStatus.UNDER_REVIEW,
        OrderChangeStatus.JOINT_REVIEW,
        OrderChangeStatus.APPROVED,
    )
    IMPACTS = ("impact_production", "impact_delivery", "impact_cost")

    Status = OrderChangeStatus
    Kind = OrderChangeKind

    order = models.ForeignKey(Order, models.PROTECT, related_name="changes", verbose_name=_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MODIFY)
    # The four fields of the form (000 四(三)1): order no. (above), content, reason, expected impact.
    content = models.TextField(_("change content"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    expected_impact = models.TextField(_("expected impact"), blank=True)
    is_own_fault = models.BooleanField(
        _("corrects order data entered wrongly by us"), default=False, help_text=_("Counts against the order accuracy.")
    )
    status = StatusField(Status)
    # The manager's assessment (CHG-02).
    impact_production = models.TextField(_("impact on production"), blank=True, editable=False)
    impact_delivery = models.TextField(_("impact on delivery"), blank=True, editable=False)
    impact_cost = models.TextField(_("impact on cost"), blank=True, editable=False)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("assessed by"),
    )
    assessed_at = models.DateTimeField(_("assessed at"), null=True, editable=False)
    # The amendment of the contract that this change needs (AMD-06).
    amendment = models.ForeignKey(
        "contracts.ContractAmendment",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="order_changes",
        verbose_name=_("contract amendment"),
    )
    executed_at = models.DateTimeField(_("executed at"), null=True, editable=False)
    # The revision of the order that came of it.
    order_revision = models.PositiveSmallIntegerField(_("order revision"), null=True, editable=False)
    # How a rejection was explained to the customer, and what was agreed instead (CHG-06).
    explained_at = models.DateTimeField(_("explained at"), null=True, editable=False)
    explanation = models.TextField(_("explanation to the customer"), blank=True, editable=False)
    agreed_alternative = models.TextField(_("agreed alternative"), blank=True, editable=False)

    objects = OrderChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("order change")
        verbose_name_plural = _("order changes")
        triggers = [status_trigger(ORDER_CHANGE_TRANSITIONS)]
        indexes = [models.Index(fields=["status", "-id"], name="order_change_by_status")]
        constraints = [
            # CHG-02: no decision without the three impacts; what an amendment decides was reviewed there (AMD-06).
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        OrderChangeStatus.DRAFT,
                        OrderChangeStatus.SUBMITTED,
                        OrderChangeStatus.NEEDS_AMENDMENT,
                        OrderChangeStatus.DISCARDED,
                    ]
                )
                | Q(amendment__isnull=False)
                | ~Q(impact_production="") & ~Q(impact_delivery="") & ~Q(impact_cost=""),
                name="order_change_assessed_before_decision",
            ),
            # CHG-06: no closing of a rejection without the explanation.
            models.CheckConstraint(
                condition=~Q(status=OrderChangeStatus.EXPLAINED) | ~Q(explanation=""), name="order_change_explained"
            ),
            models.CheckConstraint(
                condition=Q(executed_at__isnull=True, order_revision__isnull=True)
                | Q(executed_at__isnull=False, order_revision__isnull=False),
                name="order_change_executed_to_a_revision",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def STEPPER(self):
        """A joint review is a stop only where departments are asked."""
        if self.amendment_id:
            return (
                OrderChangeStatus.DRAFT,
                OrderChangeStatus.SUBMITTED,
                OrderChangeStatus.NEEDS_AMENDMENT,
                OrderChangeStatus.EXECUTED,
                OrderChangeStatus.CLOSED,
            )
        joint = [OrderChangeStatus.JOINT_REVIEW] if self.status == self.Status.JOINT_REVIEW else []
        return (
            OrderChangeStatus.DRAFT,
            OrderChangeStatus.SUBMITTED,
            OrderChangeStatus.UNDER_REVIEW,
            *joint,
            OrderChangeStatus.APPROVED,
            OrderChangeStatus.EXECUTED,
            OrderChangeStatus.CLOSED,
        )

    @property
    def customer(self):
        return self.order.customer

    @property
    def is_cancellation(self):
        return self.kind == self.Kind.CANCEL


class OrderChangeLine(models.Model):
    """What changes in one line of the order; what is empty stays as it is. Without ``order_line`` it asks for a new
    product. A cancellation has a row for every line of the order."""

    change = models.ForeignKey(OrderChange, models.CASCADE, related_name="lines", verbose_name=_("order change"))
    order_line = models.ForeignKey(
        OrderLine, models.PROTECT, null=True, blank=True, related_name="change_lines", verbose_name=_("order line")
    )
    product = models.ForeignKey(
        "pricing.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("new product")
    )
    quantity = models.DecimalField(
        _("new quantity"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    price = MoneyField(_("new unit price"), null=True, blank=True)
    state = models.CharField(_("new product state"), max_length=80, blank=True)
    due_date = models.DateField(_("new due date"), null=True, blank=True)
    delivery_place = models.CharField(_("new delivery place"), max_length=200, blank=True)
    # What stood in the order when the change was executed: {field: text}.
    before = models.JSONField(default=dict, editable=False)
    # From the submission of the change to its outcome; the constraint below reads it.
    is_open = models.BooleanField(_("under approval"), default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("order change line")
        verbose_name_plural = _("order change lines")
        constraints = [
            # CHG-07: said in the database, so that two submissions at one moment cannot both hold a line.
            models.UniqueConstraint(
                fields=["order_line"], condition=Q(is_open=True), name="one_open_change_per_order_line"
            ),
            models.UniqueConstraint(
                fields=["change", "order_line"],
                condition=Q(order_line__isnull=False),
                name="order_line_once_per_change",
            ),
            models.CheckConstraint(
                condition=Q(order_line__isnull=False) | Q(product__isnull=False), name="change_line_is_about_something"
            ),
        ]

    def __str__(self):
        return str(self.order_line or self.product)
