"""Market research as rows."""

from django.utils.translation import gettext_lazy as _

from customers.models import MarketIntelligence, ResearchReport, StrategyProposal
from customers.tables.columns import ShortColumn
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


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
            "title", "number", "status", "topic", "competitor", "customer", "source", "created_by", "created_at", "use",
        )  # fmt: skip


class StrategyTable(BaseTable):
    title = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    year = ShortColumn()
    created_by = PersonColumn(verbose_name=_("author"))

    class Meta(BaseTable.Meta):
        model = StrategyProposal
        fields = ("title", "number", "year", "status", "created_by", "created_at", "approved_on")
