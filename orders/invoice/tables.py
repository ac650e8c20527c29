from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.account.columns import DueColumn
from orders.invoice.models import Invoice, InvoiceLine
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
)


class InvoiceTable(BaseTable):
    sorted_by = ("number", "status", "date", "due_date", "amount")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    due_date = DueColumn()
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))
    invoice_no = Column(phone=False)
    date = DateColumn(phone=False)
    source = Column(shown=False)
    kind = Column(shown=False)
    net = MoneyColumn(shown=False)
    tax = MoneyColumn(shown=False)
    settled_on = DateColumn(shown=False)
    disputed = BooleanColumn(shown=False)

    class Meta(BaseTable.Meta):
        model = Invoice
        fields = (
            "number",
            "status",
            "customer",
            "invoice_no",
            "date",
            "due_date",
            "amount",
            "open_amount",
            "owner",
            "source",
            "kind",
            "net",
            "tax",
            "settled_on",
            "disputed",
        )

    def render_number(self, record):
        if not record.disputed:
            return record.number
        return format_html('{} <span class="tag tag-warn">{}</span>', record.number, _("disputed"))


class InvoiceLineTable(LineTable):
    quantity = QuantityColumn()
    tax_rate = QuantityColumn(verbose_name=gettext_lazy("tax rate %"), phone=False)

    class Meta(BaseTable.Meta):
        model = InvoiceLine
        fields = ("name", "spec", "unit", "quantity", "price", "amount", "tax_rate", "net", "tax")


class OpenItemTable(LineTable):
    """The open invoices of one customer, as on a statement."""

    invoice = Column(linkify=lambda record: record.invoice.get_absolute_url(), verbose_name=gettext_lazy("invoice"))
    date = DateColumn(accessor="invoice__date", verbose_name=gettext_lazy("invoice date"), phone=False)
    due = DateColumn(accessor="invoice__due_date", verbose_name=gettext_lazy("payment due on"))
    days = Column(verbose_name=gettext_lazy("days overdue"), kind="int")
    open = MoneyColumn(verbose_name=gettext_lazy("still open"))

    class Meta(BaseTable.Meta):
        sequence = ("invoice", "date", "due", "days", "open")

    def render_days(self, value):
        return value if value > 0 else "—"
