from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract, ContractLine
from salesmgmt.core.web.tables import (
    BaseTable,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
    StatusColumn,
    TextColumn,
)


class ContractTable(BaseTable):
    sorted_by = ("number", "status", "amount", "end_date")

    number = DocumentLinkColumn(verbose_name=_("Contract"))
    customer = TextColumn(accessor="customer__name", order_by="customer__sort_key", verbose_name=_("Customer"))
    title = TextColumn(phone=False)
    status = StatusColumn()
    amount = MoneyColumn()
    start_date = DateColumn(shown=False)
    end_date = DateColumn()
    owner = PersonColumn(
        accessor="customer__owner", order_by="customer__owner__name", verbose_name=_("Responsible rep"), phone=False
    )
    revision = TextColumn(kind="int", shown=False)

    class Meta:
        model = Contract
        fields = ["number", "customer", "title", "status", "amount", "start_date", "end_date", "owner", "revision"]


class ContractLineTable(LineTable):
    product = TextColumn()
    spec = TextColumn()
    state = TextColumn(phone=False)
    quantity = QuantityColumn()
    unit = TextColumn()
    price = MoneyColumn()
    tax_rate = QuantityColumn(verbose_name=_("tax rate %"))
    amount = MoneyColumn()
    due_date = DateColumn()
    quality_standard = TextColumn(phone=False)

    class Meta:
        model = ContractLine
        fields = [
            "product",
            "spec",
            "state",
            "quantity",
            "unit",
            "price",
            "tax_rate",
            "amount",
            "due_date",
            "quality_standard",
        ]
