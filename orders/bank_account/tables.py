from django.urls import reverse
from django.utils.translation import gettext_lazy

from orders.bank_account.models import BankAccount, BankProfile
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn


class BankAccountTable(BaseTable):
    number = DocumentLinkColumn(linkify=lambda record: reverse("bank-account-edit", args=[record.pk]))
    branch = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = BankAccount
        fields = ("number", "bank", "name", "branch", "is_active")


class BankProfileTable(BaseTable):
    name = DocumentLinkColumn(linkify=lambda record: reverse("bank-profile-edit", args=[record.pk]))
    columns = Column(verbose_name=gettext_lazy("headers"), orderable=False, phone=False)

    class Meta(BaseTable.Meta):
        model = BankProfile
        fields = ("name", "bank", "columns", "is_active")

    def render_columns(self, value):
        return "、".join(header for headers in value.values() for header in headers)

    value_columns = render_columns
