import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.delivery.models import DeliveryNote
from salesmgmt.core.web.filters import DateRangeFilter, StatusFilter, with_or_without


class DeliveryFilters(CustomerSearch):
    status = StatusFilter(DeliveryNote.Status)
    kind = filters.ChoiceFilter(choices=DeliveryNote.Kind.choices, label=_("kind"))
    planned_date = DateRangeFilter(label=_("planned date"))
    departed_at = DateRangeFilter(label=_("departed at"))
    dispatched = filters.BooleanFilter(label=_("counts as goods dispatched"), method="filter_dispatched")
    receipt_missing = filters.BooleanFilter(label=_("receipt missing"), method="filter_receipt_missing")
    formalities_open = filters.BooleanFilter(label=_("formalities open"), method="filter_formalities_open")
    late_on_the_road = filters.BooleanFilter(label=_("late on the road"), method="filter_late_on_the_road")
    acceptance_open = filters.BooleanFilter(label=_("not yet accepted"), method="filter_acceptance_open")

    class Meta:
        model = DeliveryNote
        fields = ["status", "kind"]
        search = ("number", "order__number")
        primary = ("status", "receipt_missing")

    def filter_dispatched(self, queryset, name, value):
        return with_or_without(queryset, queryset.dispatched(), value)

    def filter_receipt_missing(self, queryset, name, value):
        return with_or_without(queryset, queryset.receipt_missing(), value)

    def filter_late_on_the_road(self, queryset, name, value):
        return with_or_without(queryset, queryset.late_on_the_road(), value)

    def filter_acceptance_open(self, queryset, name, value):
        return with_or_without(queryset, queryset.acceptance_open(), value)

    def filter_formalities_open(self, queryset, name, value):
        open_ = queryset.filter(delivered_at__isnull=False, formalities_done_at__isnull=True)
        return with_or_without(queryset, open_, value)
