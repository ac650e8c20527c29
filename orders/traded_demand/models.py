"""The demand for traded goods (贸易商品需求): what the trading branch gets for us, as we do not make it (ORD-08)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.traded_demand.querysets import TradedDemandQuerySet
from orders.traded_demand.states import TRADED_DEMAND_TRANSITIONS, TradedDemandStatus
from salesmgmt.core.models import Document
from salesmgmt.core.money import MoneyField
from salesmgmt.core.state import StatusField, status_trigger


class TradedDemand(Document):
    """One for each traded line of a confirmed order; the line is not delivered before the goods have arrived."""

    KIND = "traded_demand"

    Status = TradedDemandStatus
    TRANSITIONS = TRADED_DEMAND_TRANSITIONS
    ENDED = (TradedDemandStatus.ARRIVED, TradedDemandStatus.CANCELLED)
    STEPPER = (
        TradedDemandStatus.REPORTED,
        TradedDemandStatus.PRICED,
        TradedDemandStatus.ORDERED,
        TradedDemandStatus.ARRIVED,
    )

    order_line = models.OneToOneField(
        "orders.OrderLine", models.PROTECT, related_name="traded_demand", verbose_name=_("order line")
    )
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="traded_demands", verbose_name=_("order"))
    status = StatusField(Status)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    supplier = models.CharField(_("supplier"), max_length=120, blank=True)
    price = MoneyField(pgettext_lazy("traded demand", "price of the trading branch"), null=True)
    expected_on = models.DateField(_("expected on"), null=True)
    arrived_on = models.DateField(pgettext_lazy("traded demand", "arrived on"), null=True)
    problem = models.TextField(_("problem"), blank=True)
    # Where it stood when the problem came up.
    stood = models.CharField(
        pgettext_lazy("traded demand", "stood at"), max_length=10, choices=TradedDemandStatus, blank=True
    )

    objects = TradedDemandQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("demand for traded goods")
        verbose_name_plural = _("demands for traded goods")
        triggers = [status_trigger(TRADED_DEMAND_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="traded_demand_quantity_positive"),
            models.CheckConstraint(
                condition=~Q(status=TradedDemandStatus.ARRIVED) | Q(arrived_on__isnull=False),
                name="traded_demand_arrived_on",
            ),
        ]
        indexes = [models.Index(fields=["status", "-id"], name="traded_demand_by_status")]

    @property
    def customer(self):
        return self.order.customer
