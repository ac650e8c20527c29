from orders.known_payer.models import KnownPayer
from salesmgmt.core.web.filters import BaseFilterSet


class KnownPayerFilters(BaseFilterSet):
    class Meta:
        model = KnownPayer
        fields = ["kind", "is_active"]
        search = ("name", "account", "customer__name")
        primary = ("kind",)
