from performance.settlement.models import AnnualSettlement, SettlementLine
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
)


class SettlementTable(BaseTable):
    number = DocumentLinkColumn()
    year = Column()
    condition_met = BooleanColumn()

    class Meta(BaseTable.Meta):
        model = AnnualSettlement
        fields = ("number", "status", "year", "condition_met", "paid_on")

    def render_year(self, value):
        return str(value)


class SettlementLineTable(LineTable):
    person = PersonColumn()
    accrued = MoneyColumn(phone=False)

    class Meta(LineTable.Meta):
        model = SettlementLine
        fields = ("person", "accrued", "paid", "rest")
