from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

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
    no_totals = ("brought_forward", "quota")

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
    customer = Column(verbose_name=_("customer"), phone=False)
    kind = Column(phone=False)
    mature = BooleanColumn(phone=False)
    base = MoneyColumn(phone=False)
    rate = Column(verbose_name=pgettext_lazy("commission", "rate in ‰"), phone=False)
    standing = Column(phone=False)

    class Meta(LineTable.Meta):
        model = CommissionLine
        fields = (
            "day",
            "kind",
            "reference",
            "customer",
            "mature",
            "base",
            "rate",
            "amount",
            "standing",
        )

    def render_kind(self, value, record):
        """With the product that was new, and until when: beside columns of their own the commission would not be in sight."""
        text = format_html('<span class="text-nowrap">{}</span>', value)
        if record.product_id is None:
            return text
        until = pgettext("new product", "until %(day)s") % {"day": f"{record.new_until:%Y-%m-%d}"}
        return format_html(
            '{}<div class="text-secondary small">{}<br><span class="text-nowrap">{}</span></div>',
            text,
            record.product,
            until,
        )

    def render_reference(self, value, record):
        """The document, and below it the line of an earlier month that is taken back or put right."""
        address = record.document_url
        text = format_html('<span class="text-nowrap">{}</span>', value)
        shown = format_html('<a href="{}">{}</a>', address, text) if address else text
        if record.customer_id:
            shown = format_html('{}<div class="d-md-none text-secondary small">{}</div>', shown, record.customer)
        return shown if record.counter_of is None else format_html("{}{}", shown, _refers_to(record.counter_of))

    def render_base(self, value, record):
        """A bonus and a correction are counted from no money."""
        return MoneyColumn().render(value) if record.entry else "—"

    def render_mature(self, value, record):
        return BooleanColumn().render(value) if record.customer_id else "—"

    def render_standing(self, value, record):
        """With what is said about the line and not decided yet."""
        asked = [each.get_kind_display() for each in record.questions.all() if each.is_open] if record.pk else []
        if not asked:
            return value
        return format_html('{}<div><span class="tag tag-warn">{}</span></div>', value, "、".join(map(str, asked)))

    def render_rate(self, value):
        return f"{value.normalize():f}"


def _refers_to(line):
    text = f"{line.reference} {line.month:%Y-%m}"
    if line.statement_id is not None:
        text = format_html('<a href="{}">{}</a>', reverse("commission-detail", args=[line.statement_id]), text)
    label = pgettext("commission", "refers to")
    return format_html('<div class="text-secondary small">{} {}</div>', label, text)


def line_table(lines, user, shown=LineRows):
    """The lines as a table."""
    return shown(list(lines), user=user)
