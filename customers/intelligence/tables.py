from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.intelligence.models import MarketIntelligence
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class IntelligenceTable(BaseTable):
    title = DocumentLinkColumn()
    number = ShortColumn(phone=False, shown=False)
    customer = Column(accessor="customer__name", verbose_name=_("customer"), phone=False)
    created_by = PersonColumn(verbose_name=_("passed on by"))
    created_at = DateColumn(kind="datetime", verbose_name=_("passed on at"))
    source = Column(phone=False)
    use = Column(phone=False, width=30)

    class Meta(BaseTable.Meta):
        model = MarketIntelligence
        fields = (
            "title",
            "number",
            "status",
            "topic",
            "competitor",
            "customer",
            "source",
            "created_by",
            "created_at",
            "use",
        )
