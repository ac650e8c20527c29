from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.research.models import ResearchReport
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class PeriodColumn(ShortColumn):
    """2026Q1; sorted by year and quarter."""

    def __init__(self, **kwargs):
        super().__init__(accessor="period", order_by=("year", "quarter"), verbose_name=_("quarter"), **kwargs)


class ResearchTable(BaseTable):
    number = DocumentLinkColumn()
    period = PeriodColumn()
    author = PersonColumn()
    title = Column(phone=False)
    reviewed_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = ResearchReport
        fields = ("number", "period", "type", "status", "title", "author", "submitted_at", "reviewed_by", "reviewed_at")
