from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.demand.querysets import DemandQuerySet
from orders.demand.states import DEMAND_NOTICE_TRANSITIONS, DemandNoticeChannel, DemandNoticeStatus
from orders.supply.states import SupplyKind
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.search import Searchable, search_index

SMALLEST_QUANTITY = Decimal("0.01")


class DemandNotice(Searchable, Document):
    """The customer's call for goods, checked by the rep and decided by the head of sales (ORD-04, 004 §4.3.1)."""

    KIND = "demand"
    TRANSITIONS = DEMAND_NOTICE_TRANSITIONS
    EDITABLE = (DemandNoticeStatus.RECEIVED,)
    ENDED = (DemandNoticeStatus.ACCEPTED, DemandNoticeStatus.REFUSED)
    SNAPSHOT_LINES = ("lines",)
    SEARCH_FIELDS = ("number", "customer__name", "customer_reference")
    CHECKS = ("checked_item", "checked_state", "checked_quantity", "checked_time")

    Status = DemandNoticeStatus
    Channel = DemandNoticeChannel

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="demands",
        verbose_name=_("customer"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SupplyKind.entered(), default=SupplyKind.CONTRACT)
    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, null=True, blank=True, related_name="demands", verbose_name=_("contract")
    )
    channel = models.CharField(_("received by"), max_length=10, choices=Channel)
    received_at = models.DateTimeField(_("received at"))
    customer_reference = models.CharField(_("customer's document no."), max_length=60, blank=True)
    # The telephone record (电话记录): who called, when, and what he said.
    caller = models.CharField(_("caller"), max_length=60, blank=True)
    caller_phone = PhoneField(_("caller's telephone"), max_length=40, blank=True)
    called_at = models.DateTimeField(_("time of the call"), null=True, blank=True)
    call_content = models.TextField(_("content of the call"), blank=True)
    delivery_place = models.CharField(_("delivery place"), max_length=200, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    amount = MoneyField(_("amount"), default=0, editable=False)
    status = StatusField(Status)
    # The rep's check of item, state, quantity and time (004 §4.3.1).
    checked_item = models.BooleanField(_("item checked"), default=False, editable=False)
    checked_state = models.BooleanField(_("product state checked"), default=False, editable=False)
    checked_quantity = models.BooleanField(_("quantity checked"), default=False, editable=False)
    checked_time = models.BooleanField(_("delivery time checked"), default=False, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("demand notice")
        verbose_name_plural = _("demand notices")
        triggers = [status_trigger(DEMAND_NOTICE_TRANSITIONS)]
        indexes = [
            search_index("orders_demand_search"),
            # The notices that wait for the head of sales or the general manager; the customer's accepted notices.
            models.Index(fields=["status", "-id"], name="demand_by_status"),
            models.Index(fields=["customer", "status"], name="demand_of_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SupplyKind.CONTRACT, contract__isnull=False)
                | ~Q(kind=SupplyKind.CONTRACT) & Q(contract__isnull=True),
                name="demand_contract_goes_with_kind",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(
                    checked_at__isnull=False,
                    checked_by__isnull=False,
                    checked_item=True,
                    checked_state=True,
                    checked_quantity=True,
                    checked_time=True,
                ),
                name="demand_checked_in_full",
            ),
            # ORD-04: nothing reaches the head of sales without the four checks.
            models.CheckConstraint(
                condition=Q(status=DemandNoticeStatus.RECEIVED) | Q(checked_at__isnull=False),
                name="demand_not_decided_unchecked",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def STEPPER(self):
        """The general manager is a stop only where supply control refers to him."""
        hold = [DemandNoticeStatus.GM_EXCEPTION] if self.is_on_hold else []
        return (
            DemandNoticeStatus.RECEIVED,
            DemandNoticeStatus.CHECKED,
            DemandNoticeStatus.HEAD_REVIEW,
            *hold,
            DemandNoticeStatus.ACCEPTED,
        )

    @property
    def is_on_hold(self):
        return self.status == self.Status.GM_EXCEPTION


class DemandLine(models.Model):
    """One product the customer calls for."""

    demand = models.ForeignKey(DemandNotice, models.CASCADE, related_name="lines", verbose_name=_("demand notice"))
    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    state = models.CharField(_("product state"), max_length=80, blank=True)
    spec = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit of quantity"), max_length=20, blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(SMALLEST_QUANTITY)]
    )
    price = MoneyField(_("unit price, tax included"))
    tax_rate = models.DecimalField(_("tax rate (%)"), max_digits=5, decimal_places=2, default=Decimal(13))
    amount = MoneyField(_("amount"), default=0, editable=False)
    due_date = models.DateField(_("delivery time"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("demand line")
        verbose_name_plural = _("demand lines")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="demand_line_quantity_is_positive")]

    def __str__(self):
        return f"{self.product} × {self.quantity}"
