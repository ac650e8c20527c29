import datetime as dt

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.account.models import Account
from orders.month_end.models import MonthBalance, MonthEnd
from orders.statement.run import without_statement
from salesmgmt.core import calendar
from salesmgmt.core.web.filters import BaseFilterSet, MoneyRangeFilter, PersonFilter, StatusFilter


class MonthEndFilters(BaseFilterSet):
    status = StatusFilter(MonthEnd.Status)

    class Meta:
        model = MonthEnd
        fields = ["status"]
        search = ("number",)


class WithoutStatementFilters(CustomerSearch):
    month = filters.CharFilter(method="keep", label=_("month"), widget=forms.TextInput(attrs={"type": "month"}))
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = Account
        fields = ["month", "customer__owner"]

    def keep(self, queryset, name, value):
        return queryset

    @property
    def qs(self):
        """The month in the address, or the one before this."""
        return without_statement(super().qs, month_of(self.data))


class BalanceFilters(BaseFilterSet):
    """Of the frozen balances of a month."""

    account__customer__owner = PersonFilter(label=_("responsible rep"))
    closing = MoneyRangeFilter(label=_("closing balance"))

    class Meta:
        model = MonthBalance
        fields = ["account__customer__owner", "closing"]
        search = ("account__customer__name", "account__customer__number")


def month_of(querydict):
    """The first day of ``?month=2026-03``; of the month before this where there is none, or one that is not over."""
    before = calendar.add_months(calendar.today().replace(day=1), -1)
    try:
        month = dt.date.fromisoformat(f"{querydict.get('month') or ''}-01")
    except ValueError:
        return before
    return min(month, before) if month.year > 1900 else before
