from orders.bank_account.models import BankAccount, BankProfile
from salesmgmt.core.web.filters import BaseFilterSet


class BankAccountFilters(BaseFilterSet):
    class Meta:
        model = BankAccount
        fields = ["bank", "is_active"]
        search = ("number", "name", "branch")
        primary = ("bank",)


class BankProfileFilters(BaseFilterSet):
    class Meta:
        model = BankProfile
        fields = ["bank", "is_active"]
        search = ("name",)
        primary = ("bank",)
