from orders.intake_plan.tables import MonthColumn
from performance.penalty.models import Penalty, PenaltyRecovery
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class PenaltyTable(BaseTable):
    number = DocumentLinkColumn()
    person = PersonColumn()
    customer = Column(accessor="customer__name")

    class Meta(BaseTable.Meta):
        model = Penalty
        fields = (
            "number",
            "status",
            "kind",
            "person",
            "customer",
            "direct_loss",
            "proposed_amount",
            "amount",
            "decided_on",
        )


class RecoveryTable(LineTable):
    month = MonthColumn()
    by = PersonColumn()

    class Meta(LineTable.Meta):
        model = PenaltyRecovery
        fields = ("month", "pay", "amount", "by", "created_at")
