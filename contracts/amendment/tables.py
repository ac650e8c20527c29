from django.utils.translation import gettext_lazy as _

from contracts.amendment.models import AmendmentLine, ContractAmendment
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
    StatusColumn,
    TextColumn,
)


class AmendmentTable(BaseTable):
    sorted_by = ("number", "status")

    number = DocumentLinkColumn(verbose_name=_("Amendment"))
    contract = TextColumn(accessor="contract__number", verbose_name=_("Contract"))
    customer = TextColumn(accessor="contract__customer__name", verbose_name=_("Customer"))
    origin = TextColumn(phone=False)
    status = StatusColumn()
    production_started = BooleanColumn(phone=False)
    amount = MoneyColumn()
    version = TextColumn(kind="int", shown=False)
    owner = PersonColumn(accessor="contract__customer__owner", verbose_name=_("Responsible rep"), phone=False)
    created_at = DateColumn()

    class Meta:
        model = ContractAmendment
        fields = [
            "number",
            "contract",
            "customer",
            "origin",
            "status",
            "production_started",
            "amount",
            "version",
            "owner",
            "created_at",
        ]


class AmendmentLineTable(LineTable):
    product = TextColumn()
    spec = TextColumn()
    state = TextColumn(phone=False)
    quantity = QuantityColumn()
    unit = TextColumn()
    price = MoneyColumn()
    amount = MoneyColumn()
    due_date = DateColumn()

    class Meta:
        model = AmendmentLine
        fields = ["product", "spec", "state", "quantity", "unit", "price", "amount", "due_date"]
