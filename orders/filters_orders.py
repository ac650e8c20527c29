"""Filters of the lists of demand notices, orders and order changes."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.models import DemandNotice, Order, OrderChange
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class PriceBlindFilters(BaseFilterSet):
    """Who sees no prices cannot find them out by filtering either."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        if user is None or not sees_prices(user):
            self.filters.pop("amount", None)


class DemandFilters(PriceBlindFilters):
    status = StatusFilter(DemandNotice.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    received_at = DateRangeFilter(label=_("received at"))
    amount = MoneyRangeFilter(label=_("amount"))

    class Meta:
        model = DemandNotice
        fields = ["status", "kind", "channel", "customer__owner", "received_at", "amount"]
        primary = ("status", "kind", "customer__owner")


class OrderFilters(PriceBlindFilters):
    status = StatusFilter(Order.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    order_date = DateRangeFilter(label=_("order date"))
    lines__due_date = DateRangeFilter(label=_("due date"), distinct=True)
    plan_revision_due = filters.BooleanFilter(label=_("new plan revision due"))
    on_hold = filters.BooleanFilter("held_since", "isnull", exclude=True, label=_("supply on hold"))
    amount = MoneyRangeFilter(label=_("amount"))

    class Meta:
        model = Order
        fields = ["status", "kind", "customer__owner", "order_date", "lines__due_date", "plan_revision_due", "amount"]
        primary = ("status", "kind", "customer__owner")


class OrderChangeFilters(BaseFilterSet):
    status = StatusFilter(OrderChange.Status)
    order__customer__owner = PersonFilter(label=_("responsible rep"))
    created_at = DateRangeFilter(label=_("created at"))

    class Meta:
        model = OrderChange
        fields = ["status", "kind", "order__customer__owner", "created_at"]
        search = ("number", "order__number", "order__customer__name")
        primary = ("status", "kind", "order__customer__owner")
