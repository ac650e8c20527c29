from django.utils.translation import gettext_lazy as _

from performance.plan.models import SalesPlan
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, MoneyColumn, PersonColumn


class SalesPlanTable(BaseTable):
    number = DocumentLinkColumn()
    year = Column()
    company_target = MoneyColumn(verbose_name=_("target of the company"), orderable=False)
    released_on = DateColumn(phone=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = SalesPlan
        fields = ("number", "status", "year", "company_target", "released_on", "created_by")
