import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.stock.models import StockBalance, StockMovement
from orders.stock.states import MovementKind, StockState
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class StockFilters(BaseFilterSet):
    holding = filters.ChoiceFilter(
        label=pgettext_lazy("stock", "something of it is"), choices=StockState.choices, method="filter_holding"
    )

    class Meta:
        model = StockBalance
        fields: list[str] = []
        search = ("product__code", "product__name", "product__spec")
        primary = ("holding",)

    def filter_holding(self, rows, name, value):
        return rows.in_state(value)


class MovementFilters(BaseFilterSet):
    kind = StatusFilter(MovementKind, label=_("kind"))
    state = filters.ChoiceFilter(
        label=pgettext_lazy("stock", "into or out of"), choices=StockState.choices, method="filter_state"
    )
    at = DateRangeFilter()

    class Meta:
        model = StockMovement
        fields = ["kind", "at"]
        search = ("reference", "product__code", "product__name", "order_line__order__number")
        primary = ("kind", "state")

    def filter_state(self, rows, name, value):
        return rows.touching(value)
