import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.delivery.models import DeliveryNote
from orders.plan.filters import yes_filter
from salesmgmt.core.web.filters import DateRangeFilter, StatusFilter


class DeliveryFilters(CustomerSearch):
    status = StatusFilter(DeliveryNote.Status)
    kind = filters.ChoiceFilter(choices=DeliveryNote.Kind.choices, label=_("kind"))
    planned_date = DateRangeFilter(label=_("planned date"))
    receipt_missing = yes_filter(_("receipt missing"), "filter_receipt_missing")
    formalities_open = yes_filter(_("formalities open"), "filter_formalities_open")

    class Meta:
        model = DeliveryNote
        fields = ["status", "kind"]
        search = ("number", "order__number")
        primary = ("status", "receipt_missing")

    def filter_receipt_missing(self, queryset, name, value):
        return queryset.receipt_missing() if value else queryset

    def filter_formalities_open(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(delivered_at__isnull=False, formalities_done_at__isnull=True)
