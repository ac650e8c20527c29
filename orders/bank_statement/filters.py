from orders.bank_statement.models import BankStatement
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter


class BankStatementFilters(BaseFilterSet):
    date_to = DateRangeFilter()

    class Meta:
        model = BankStatement
        fields = ["account", "date_to"]
        search = ("file_name", "account__number")
        primary = ("account",)
