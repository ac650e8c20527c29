"""The purchase need: raw material and parts that an order waits for; of the purchase only the status (ORD-07)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.purchase_need.querysets import PurchaseNeedQuerySet
from orders.purchase_need.states import PURCHASE_NEED_TRANSITIONS, PurchaseNeedStatus
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class PurchaseNeed(Document):
    """What purchasing buys for an order, until when."""

    KIND = "purchase_need"

    Status = PurchaseNeedStatus
    TRANSITIONS = PURCHASE_NEED_TRANSITIONS
    EDITABLE = (PurchaseNeedStatus.OPEN,)
    ENDED = (PurchaseNeedStatus.ARRIVED, PurchaseNeedStatus.CANCELLED)
    STEPPER = (PurchaseNeedStatus.OPEN, PurchaseNeedStatus.ORDERED, PurchaseNeedStatus.ARRIVED)

    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="purchase_needs", verbose_name=_("order"), db_index=False
    )
    status = StatusField(Status)
    item = models.CharField(_("material or part"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit of quantity"), max_length=20, blank=True)
    need_date = models.DateField(pgettext_lazy("purchase need", "needed by"))
    supplier = models.CharField(_("supplier"), max_length=120, blank=True)
    ordered_on = models.DateField(pgettext_lazy("purchase need", "ordered on"), null=True, editable=False)
    expected_on = models.DateField(_("expected on"), null=True, editable=False)
    arrived_on = models.DateField(pgettext_lazy("purchase need", "arrived on"), null=True, editable=False)
    # Set by the daily job: needed by now and not here (ORD-07).
    late = models.BooleanField(pgettext_lazy("purchase need", "late"), default=False, editable=False)
    remark = models.TextField(_("remark"), blank=True)

    objects = PurchaseNeedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("purchase need")
        verbose_name_plural = _("purchase needs")
        triggers = [status_trigger(PURCHASE_NEED_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="purchase_need_quantity_positive"),
            models.CheckConstraint(
                condition=~Q(status=PurchaseNeedStatus.ARRIVED) | Q(arrived_on__isnull=False),
                name="purchase_need_arrived_on",
            ),
        ]
        indexes = [
            # J08: what is needed by now and has not arrived.
            models.Index(
                fields=["need_date"],
                name="purchase_need_due",
                condition=Q(status__in=[PurchaseNeedStatus.OPEN, PurchaseNeedStatus.ORDERED]),
            ),
            models.Index(fields=["order", "status"], name="purchase_need_of_order"),
        ]

    @property
    def customer(self):
        return self.order.customer
