from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_batch.models import ExpenseBatch, PayeeAccount, PayoutLayout
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class ExpenseBatchFilters(BaseFilterSet):
    status = StatusFilter(ExpenseBatch.Status)
    created_by = PersonFilter(label=_("created by"))
    paid_on = DateRangeFilter()
    amount = MoneyRangeFilter()

    class Meta:
        model = ExpenseBatch
        fields = ["status", "created_by", "paid_on", "amount"]
        search = ("number", "lines__claim__number", "lines__payee", "payment_reference")
        primary = ("status",)


class PayeeAccountFilters(BaseFilterSet):
    person = PersonFilter(label=_("person"))

    class Meta:
        model = PayeeAccount
        fields = ["person"]
        search = ("person__name", "holder", "number", "bank")
        primary = ("person",)


class PayoutLayoutFilters(BaseFilterSet):
    class Meta:
        model = PayoutLayout
        fields = ["form", "is_active"]
        search = ("name",)
        primary = ("form",)


class ToPayFilters(BaseFilterSet):
    claimant = PersonFilter(label=pgettext_lazy("expense claim", "claimant"))
    allowed_amount = MoneyRangeFilter()

    class Meta:
        model = ExpenseClaim
        fields = ["claimant", "allowed_amount"]
        search = ("number", "purpose", "claimant__name")
        primary = ("claimant",)
