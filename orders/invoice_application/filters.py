import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.invoice.models import Invoice
from orders.invoice_application.models import InvoiceApplication
from pricing.product.models import Product
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class ApplicationFilters(BaseFilterSet):
    status = StatusFilter(InvoiceApplication.Status)
    created_by = PersonFilter(label=_("created by"))
    created_at = DateRangeFilter()

    class Meta:
        model = InvoiceApplication
        fields = ["status", "created_by", "created_at"]
        search = ("number",)
        primary = ("status",)


class UnnumberedFilters(CustomerSearch):
    date = DateRangeFilter(label=_("invoice date"))
    amount = MoneyRangeFilter()

    class Meta:
        model = Invoice
        fields = ["kind", "date", "amount"]
        search = ("number",)
        primary = ("kind", "date")


class TaxCodeFilters(BaseFilterSet):
    missing = filters.BooleanFilter(
        field_name="tax_classification", lookup_expr="isnull", label=_("without tax classification code")
    )

    class Meta:
        model = Product
        fields = ["missing"]
        primary = ("missing",)
