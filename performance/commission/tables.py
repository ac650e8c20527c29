from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.intake_plan.tables import MonthColumn
from performance.commission.models import CommissionLine, CommissionStatement
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
)


class StatementTable(BaseTable):
    number = DocumentLinkColumn()
    month = MonthColumn()
    person = PersonColumn()
    qualified = BooleanColumn(phone=False)
    payable = MoneyColumn(verbose_name=pgettext_lazy("commission", "to be paid"), orderable=False)

    class Meta(BaseTable.Meta):
        model = CommissionStatement
        fields = (
            "number",
            "status",
            "month",
            "person",
            "collected",
            "quota",
            "qualified",
            "total",
            "brought_forward",
            "released",
            "held",
            "payable",
            "paid_on",
        )


class LineRows(LineTable):
    """Line by line: from which payment or invoice, at which rate."""

    reference = Column(verbose_name=_("document"))
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    rate = Column(verbose_name=pgettext_lazy("commission", "rate in ‰"))
    question = Column(
        accessor="pk", verbose_name=pgettext_lazy("commission line", "question"), phone=False, orderable=False
    )
    takes_back = Column(
        accessor="counter_of__reference",
        verbose_name=pgettext_lazy("commission", "refers to"),
        phone=False,
        orderable=False,
    )

    class Meta(LineTable.Meta):
        model = CommissionLine
        fields = (
            "day",
            "kind",
            "reference",
            "customer",
            "mature",
            "product",
            "new_until",
            "base",
            "rate",
            "amount",
            "standing",
            "question",
            "takes_back",
        )

    def render_reference(self, value, record):
        address = record.document_url
        text = format_html('<span class="text-nowrap">{}</span>', value)
        return format_html('<a href="{}">{}</a>', address, text) if address else text

    def render_question(self, record):
        """What is said about the line and not decided yet."""
        if not record.pk:
            return ""
        return "、".join(str(each.get_kind_display()) for each in record.questions.all() if each.is_open)

    def render_takes_back(self, value, record):
        month = record.counter_of.month
        if record.counter_of.statement_id is None:
            return f"{value} {month:%Y-%m}"
        address = reverse("commission-detail", args=[record.counter_of.statement_id])
        return format_html('<a href="{}">{} {}</a>', address, value, f"{month:%Y-%m}")

    def render_rate(self, value):
        return f"{value.normalize():f}"


# Columns that most statements have nothing for: they stand only where a line fills them.
SOMETIMES = {
    "product": lambda line: line.product_id,
    "new_until": lambda line: line.new_until,
    "takes_back": lambda line: line.counter_of_id,
    "question": lambda line: line.pk and any(each.is_open for each in line.questions.all()),
}


def line_table(lines, user):
    """The lines as a table with the columns they need."""
    rows = list(lines)
    empty = [name for name, fills in SOMETIMES.items() if not any(fills(line) for line in rows)]
    return LineRows(rows, user=user, exclude=empty)
