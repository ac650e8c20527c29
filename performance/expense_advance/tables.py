from performance.expense_advance.models import AdvanceMovement, ExpenseAdvance
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class ExpenseAdvanceTable(BaseTable):
    number = DocumentLinkColumn()
    purpose = Column()
    person = PersonColumn()

    class Meta(BaseTable.Meta):
        model = ExpenseAdvance
        fields = ("number", "status", "purpose", "person", "amount", "open_amount", "needed_on", "paid_on")


class AdvanceMovementTable(LineTable):
    class Meta(LineTable.Meta):
        model = AdvanceMovement
        fields = ("day", "reference", "amount")
