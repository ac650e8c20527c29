import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.demand.filters import PriceBlindFilters
from orders.order.models import Order
from salesmgmt.core.web.filters import DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class OrderFilters(PriceBlindFilters):
    status = StatusFilter(Order.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    order_date = DateRangeFilter(label=_("order date"))
    lines__due_date = DateRangeFilter(label=_("due date"), distinct=True)
    lines__promised_date = DateRangeFilter(label=_("promised date"), distinct=True)
    plan_revision_due = filters.BooleanFilter(label=_("new plan revision due"))
    at_risk = filters.BooleanFilter("at_risk_since", "isnull", exclude=True, label=_("at risk"))
    on_hold = filters.BooleanFilter("held_since", "isnull", exclude=True, label=_("supply on hold"))
    amount = MoneyRangeFilter(label=_("amount"))

    class Meta:
        model = Order
        fields = ["status", "kind", "customer__owner", "order_date", "lines__due_date", "plan_revision_due", "amount"]
        primary = ("status", "kind", "customer__owner")
