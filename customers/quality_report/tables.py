"""Weekly quality forms as rows."""

from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.quality_report.models import QualityFeedbackReport, QualityReportLine
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
    QuantityColumn,
)


class ReportTable(BaseTable):
    number = DocumentLinkColumn()
    week_label = Column(verbose_name=_("week"), order_by=("year", "week"))
    unit = ShortColumn()
    line_count = QuantityColumn(kind="int", verbose_name=_("opinions"))
    is_nil = BooleanColumn(phone=False)
    owner = PersonColumn(phone=False)
    submitted_at = DateColumn(kind="datetime", phone=False)
    forwarded_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = QualityFeedbackReport
        fields = (
            "number",
            "status",
            "week_label",
            "unit",
            "line_count",
            "is_nil",
            "owner",
            "submitted_at",
            "forwarded_at",
        )


class CustomerTitle(Column):
    def css(self):
        return "col-title"


class ReportLineTable(BaseTable):
    """The lines of a form; cards on a phone."""

    customer = CustomerTitle()
    product_label = Column(verbose_name=_("product"))
    source = Column(linkify=True, verbose_name=_("source document"))

    class Meta(BaseTable.Meta):
        orderable = False
        model = QualityReportLine
        fields = ("customer", "product_label", "content", "department", "action", "source")
