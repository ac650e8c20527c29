from django.utils.translation import gettext_lazy as _

from orders.demand.models import DemandNotice
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class PriceBlindFilters(BaseFilterSet):
    """Who sees no prices cannot find them out by filtering either."""

    @classmethod
    def hidden_from(cls, user):
        return () if user is not None and sees_prices(user) else ("amount",)


class DemandFilters(PriceBlindFilters):
    status = StatusFilter(DemandNotice.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    received_at = DateRangeFilter(label=_("received at"))
    amount = MoneyRangeFilter(label=_("amount"))

    class Meta:
        model = DemandNotice
        fields = ["status", "kind", "channel", "customer__owner", "received_at", "amount"]
        primary = ("status", "kind", "customer__owner")
