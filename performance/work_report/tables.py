from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.columns import ShortColumn
from performance.work_report.models import WorkReport, WorkReportLine, WorkReportPerson
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, MoneyColumn, PersonColumn


class WorkReportTable(BaseTable):
    number = DocumentLinkColumn()
    employee = PersonColumn()
    visits = ShortColumn()
    leads = ShortColumn()
    orders = ShortColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = WorkReport
        fields = (
            "number",
            "status",
            "employee",
            "date_from",
            "date_to",
            "visits",
            "leads",
            "orders",
            "ordered",
            "collected",
            "submitted_at",
        )


class WorkReportLineTable(LineTable):
    record = Column(
        accessor="record__number",
        linkify=lambda record: record.record.get_absolute_url(),
        verbose_name=pgettext_lazy("work report", "record"),
    )

    class Meta(BaseTable.Meta):
        model = WorkReportLine
        fields = ("kind", "date", "customer", "what", "amount", "record")


class WorkReportPersonTable(LineTable):
    person = PersonColumn(verbose_name=_("Representative"))
    ordered = MoneyColumn(phone=False)
    collected = MoneyColumn()

    class Meta(BaseTable.Meta):
        model = WorkReportPerson
        fields = ("person", "visits", "leads", "orders", "ordered", "collected")
