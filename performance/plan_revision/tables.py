from performance.plan_revision.models import SalesPlanRevision
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class SalesPlanRevisionTable(BaseTable):
    number = DocumentLinkColumn()
    plan = Column(accessor="plan__number", phone=False)
    year = Column(accessor="plan__year")
    reason = Column()
    approved_on = DateColumn(phone=False)
    created_by = PersonColumn()

    class Meta(BaseTable.Meta):
        model = SalesPlanRevision
        fields = ("number", "status", "year", "effective_month", "reason", "plan", "approved_on", "created_by")
