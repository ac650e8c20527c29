from django.utils.translation import pgettext_lazy

from performance.sales_report.models import ReportMeasure, SalesReport
from salesmgmt.core.templatetags.salesmgmt import status_tag
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, LineTable, PersonColumn


class SalesReportTable(BaseTable):
    number = DocumentLinkColumn()
    period = Column(accessor="month", verbose_name=pgettext_lazy("sales report", "period"))
    unit = Column()
    author = PersonColumn()
    commented_at = DateColumn(kind="datetime", phone=False)
    archived_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = SalesReport
        fields = ("number", "status", "period", "unit", "author", "commented_at", "archived_at")

    def render_period(self, record):
        return str(record.period)

    value_period = render_period


class MeasureTable(LineTable):
    text = Column()
    person = PersonColumn()
    due_on = DateColumn()
    state = Column(verbose_name=pgettext_lazy("sales report", "state"), empty_values=(), orderable=False)

    class Meta(LineTable.Meta):
        model = ReportMeasure
        fields = ("text", "person", "due_on", "state")

    def render_state(self, record):
        return status_tag(record.task) if record.task else "—"
