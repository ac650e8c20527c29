from django.utils.translation import gettext_lazy

from orders.account.models import Account
from orders.month_end.models import MonthBalance, MonthEnd
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, MoneyColumn, PersonColumn


class MonthEndTable(BaseTable):
    no_totals = ("opening", "closing")

    month = DocumentLinkColumn()
    closed_by = PersonColumn(phone=False)
    closed_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = MonthEnd
        fields = (
            "month",
            "status",
            "opening",
            "billed",
            "credited",
            "paid",
            "written_off",
            "closing",
            "accounts",
            "closed_by",
            "closed_at",
        )

    def render_month(self, value):
        return f"{value:%Y-%m}"


class BalanceTable(BaseTable):
    """The account of each customer as the month was closed with it."""

    customer = Column(
        accessor="account__customer__name",
        linkify=lambda record: record.account.get_absolute_url(),
        verbose_name=gettext_lazy("customer"),
    )
    owner = PersonColumn(accessor="account__customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = MonthBalance
        fields = ("customer", "opening", "billed", "credited", "paid", "written_off", "closing", "owner")


class WithoutStatementTable(BaseTable):
    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    balance_then = MoneyColumn(verbose_name=gettext_lazy("balance at the end of the month"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))

    class Meta(BaseTable.Meta):
        model = Account
        fields = ()
        sequence = ("customer", "balance_then", "owner")
