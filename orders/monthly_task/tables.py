from django.utils.translation import gettext_lazy

from orders.monthly_task.models import AccountMark, MonthlyAccountTask
from orders.monthly_task.states import MarkKind
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class MonthlyTaskTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    month = Column(verbose_name=gettext_lazy("month"))
    marked = Column(verbose_name=gettext_lazy("marks set"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = MonthlyAccountTask
        fields = ("number", "status", "month", "customer", "marked", "owner")

    def render_month(self, value):
        return f"{value:%Y-%m}"

    def render_marked(self, value):
        return f"{value} / {len(MarkKind)}"


class MarkTable(LineTable):
    marked_by = PersonColumn()

    class Meta(BaseTable.Meta):
        model = AccountMark
        fields = ("kind", "marked_by", "marked_at", "note")
