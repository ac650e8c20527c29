from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.bank_statement.models import BankLine
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class BankLineFilters(BaseFilterSet):
    status = StatusFilter(BankLine.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    date = DateRangeFilter()
    amount = MoneyRangeFilter()

    class Meta:
        model = BankLine
        fields = ["status", "account", "direction", "customer__owner", "aside_reason", "date", "amount"]
        search = ("number", "payer", "payer_account", "purpose", "summary", "customer__name", "transaction_no")
        primary = ("status", "account")


class ClaimFilters(BaseFilterSet):
    status = StatusFilter(BankLine.Status, label=pgettext_lazy("claim", "status"))
    date = DateRangeFilter()
    amount = MoneyRangeFilter()

    class Meta:
        model = BankLine
        fields = ["status", "date", "amount"]
        search = ("number", "payer")
        primary = ("status",)
