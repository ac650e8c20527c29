from django.utils.translation import pgettext_lazy

from customers.customer.columns import ShortColumn
from performance.risk.models import RiskReport
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class LevelColumn(ShortColumn):
    """20; sorted by likelihood times impact, the unassessed last."""

    def __init__(self, **kwargs):
        super().__init__(accessor="level", orderable=False, verbose_name=pgettext_lazy("risk", "level"), **kwargs)


class RiskTable(BaseTable):
    number = DocumentLinkColumn()
    title = Column()
    level = LevelColumn()
    customer = Column(phone=False)
    reporter = PersonColumn()
    response_owner = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = RiskReport
        fields = (
            "number",
            "status",
            "category",
            "title",
            "level",
            "customer",
            "reporter",
            "reported_at",
            "next_review",
            "response_owner",
            "response_due",
        )


class RiskTabTable(RiskTable):
    class Meta(RiskTable.Meta):
        fields = ("number", "status", "category", "title", "level", "reporter", "reported_at", "next_review")
        exclude = ("customer", "response_owner")
