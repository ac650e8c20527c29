from django.utils.translation import gettext_lazy as _

from performance.expense_budget.models import ExpenseBudget
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class ExpenseBudgetTable(BaseTable):
    number = DocumentLinkColumn()
    department = Column(accessor="department__name", verbose_name=_("department"))
    year = Column()
    version = Column(phone=False)
    responsible_person = PersonColumn(phone=False)
    created_by = PersonColumn(phone=False, shown=False)

    class Meta(BaseTable.Meta):
        model = ExpenseBudget
        fields = ("number", "department", "year", "version", "status", "amount", "responsible_person", "created_by")
