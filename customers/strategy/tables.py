from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.strategy.models import StrategyProposal
from salesmgmt.core.web.tables import BaseTable, DocumentLinkColumn, PersonColumn


class StrategyTable(BaseTable):
    title = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    year = ShortColumn()
    created_by = PersonColumn(verbose_name=_("author"))

    class Meta(BaseTable.Meta):
        model = StrategyProposal
        fields = ("title", "number", "year", "status", "created_by", "created_at", "approved_on")
