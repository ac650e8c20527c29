"""Columns of the money lists."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.domain.ageing import buckets
from orders.domain.receivable_collection import collection_rate, expected_collection, shortfall
from orders.models import Account, Allocation, DeliveryNote, Invoice, InvoiceLine, LedgerEntry, Payment, Statement
from salesmgmt.core.templatetags.salesmgmt import datefmt, due_words, money, percent
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


class DueColumn(DateColumn):
    """The due date, and in words how late it is while something is open."""

    def render(self, value, record):
        if not record.open_amount or record.is_credit or not record.is_live:
            return datefmt(value)
        tone = "bad" if record.days_overdue() else "muted"
        return format_html('{}<small class="d-block tone-{}">{}</small>', datefmt(value), tone, due_words(value))


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
            "number", "status", "customer", "invoice_no", "date", "due_date", "amount", "open_amount", "owner",
            "source", "kind", "net", "tax", "settled_on", "disputed",
        )  # fmt: skip

    def render_number(self, record):
        if not record.disputed:
            return record.number
        return format_html('{} <span class="tag tag-warn">{}</span>', record.number, _("disputed"))


class CollectionTaskTable(BaseTable):
    """What a rep has to collect: overdue invoices, the oldest first."""

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    due_date = DueColumn()
    open_amount = MoneyColumn()
    phone = Column(accessor="customer__phone", verbose_name=gettext_lazy("telephone"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)
    disputed = BooleanColumn()

    class Meta(BaseTable.Meta):
        model = Invoice
        fields = ("number", "customer", "due_date", "open_amount", "amount", "phone", "disputed", "owner")
        order_by = ("due_date",)


class BillableTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    order = Column(linkify=lambda record: record.order.get_absolute_url(), verbose_name=gettext_lazy("order"))
    signed_at = DateColumn(kind="datetime")
    amount = MoneyColumn(accessor="billable_amount", verbose_name=gettext_lazy("accepted, tax included"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))

    class Meta(BaseTable.Meta):
        model = DeliveryNote
        fields = ("number", "status", "customer", "order", "signed_at", "amount", "owner")
        order_by = ("signed_at",)


class InvoiceLineTable(LineTable):
    quantity = QuantityColumn()
    tax_rate = QuantityColumn(verbose_name=gettext_lazy("tax rate %"), phone=False)

    class Meta(BaseTable.Meta):
        model = InvoiceLine
        fields = ("name", "spec", "unit", "quantity", "price", "amount", "tax_rate", "net", "tax")


class AllocationTable(LineTable):
    """What was set against an invoice, or where a payment went."""

    date = DateColumn(verbose_name=gettext_lazy("date"))
    origin = Column(
        accessor="origin",
        linkify=lambda record: record.origin.get_absolute_url(),
        verbose_name=gettext_lazy("taken from"),
    )
    invoice = Column(linkify=lambda record: record.invoice.get_absolute_url(), verbose_name=gettext_lazy("invoice"))
    amount = MoneyColumn(verbose_name=gettext_lazy("amount"))
    created_by = PersonColumn(verbose_name=gettext_lazy("allocated by"))

    class Meta(BaseTable.Meta):
        model = Allocation
        fields = ("date", "origin", "invoice", "amount", "created_by")


class PaymentTable(BaseTable):
    sorted_by = ("number", "status", "date", "amount")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))
    created_by = PersonColumn(shown=False)
    confirmed_by = PersonColumn(shown=False)
    method = Column(phone=False)
    reference = Column(phone=False)
    kind = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = Payment
        fields = (
            "number", "status", "customer", "date", "amount", "unallocated", "kind", "method", "reference", "owner",
            "payer", "created_by", "confirmed_by",
        )  # fmt: skip


class StatementTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = Statement
        fields = (
            "number", "status", "customer", "date_from", "date_to", "opening", "billed", "credited", "paid", "closing",
            "overdue", "owner",
        )  # fmt: skip


class LedgerTable(BaseTable):
    """The account of a customer: every movement with the balance after it."""

    date = DateColumn()
    reference = DocumentLinkColumn(linkify=False)
    debit = MoneyColumn(accessor="pk", verbose_name=gettext_lazy("billed"), orderable=False)
    credit = MoneyColumn(accessor="pk", verbose_name=gettext_lazy("paid or credited"), orderable=False)
    running = MoneyColumn(verbose_name=gettext_lazy("balance"), orderable=False)
    due_date = DateColumn(phone=False)
    created_at = DateColumn(kind="datetime", shown=False)

    class Meta(BaseTable.Meta):
        model = LedgerEntry
        fields = ("date", "kind", "reference", "due_date", "debit", "credit", "running", "created_at")
        orderable = False

    def render_reference(self, record, value):
        return format_html('<a href="{}">{}</a>', record.document_url, value)

    def value_reference(self, value, record):
        return record.reference

    def value_debit(self, value, record):
        return record.amount if record.amount > 0 else None

    def value_credit(self, value, record):
        return -record.amount if record.amount < 0 else None

    def render_debit(self, record):
        return money(record.amount) if record.amount > 0 else ""

    def render_credit(self, record):
        return money(-record.amount) if record.amount < 0 else ""


DASH = '<span class="text-secondary">—</span>'


class FigureColumn(MoneyColumn):
    """An amount in a table of amounts: the unit is said once above it, and nothing is a dash."""

    def render(self, value):
        if not value:
            return mark_safe(DASH)  # noqa: S308  a constant
        return format_html('<span class="{}">{}</span>', "tone-bad" if value < 0 else "", f"{value:,.2f}")


class CodeColumn(Column):
    """A number of a document, kept in one piece."""

    def css(self):
        return f"{super().css()} text-nowrap small"


class AccountTable(BaseTable):
    """The receivable report: one row a customer, an ageing column per bucket of the company's own."""

    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    grade = Column(accessor="grade_in_force", verbose_name=gettext_lazy("grade"))
    warning_line = FigureColumn(verbose_name=gettext_lazy("warning line"))
    outstanding = FigureColumn(verbose_name=gettext_lazy("outstanding"))
    open = FigureColumn(verbose_name=gettext_lazy("Open invoices"), shown=False)
    overdue = FigureColumn(verbose_name=gettext_lazy("overdue"))
    unallocated = FigureColumn(verbose_name=gettext_lazy("not allocated"))
    held = FigureColumn(verbose_name=gettext_lazy("Prepayments held"), shown=False)
    balance_then = FigureColumn(verbose_name=gettext_lazy("balance"), shown=False)
    owner = CodeColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))
    region = Column(accessor="customer__region", verbose_name=gettext_lazy("region"), phone=False, shown=False)
    contract = CodeColumn(verbose_name=gettext_lazy("contract"), phone=False)

    class Meta(BaseTable.Meta):
        model = Account
        fields = ()
        order_by = ("-outstanding",)

    def __init__(self, *args, **kwargs):
        found = buckets()
        ageing = [(bucket.name, FigureColumn(verbose_name=bucket.label, phone=False)) for bucket in found]
        sequence = [
            "customer",
            "grade",
            "warning_line",
            "outstanding",
            "unallocated",
            "open",
            "overdue",
            *(name for name, _column in ageing),
            "...",
        ]
        super().__init__(*args, extra_columns=ageing, sequence=sequence, **kwargs)

    def render_warning_line(self, value):
        return f"{value:,.0f}"

    def render_customer(self, record, value):
        return format_html('<span title="{}">{}</span>', value, record.customer)

    def value_customer(self, value, record):
        return record.customer.name

    def render_outstanding(self, record, value):
        if record.warning_line is not None and value > record.warning_line:
            return format_html(
                '<span class="tone-bad" title="{}">{}</span>', _("over the warning line"), f"{value:,.2f}"
            )
        return f"{value:,.2f}"

    def render_overdue(self, value):
        return format_html(
            '<span class="{}">{}</span>', "tone-bad" if value else "text-secondary", f"{value:,.2f}" if value else "—"
        )


class ExpectedTable(BaseTable):
    """Rolling expected collection of a month against what came (REC-11, REC-14)."""

    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)
    base = MoneyColumn(verbose_name=gettext_lazy("outstanding at the end of the month before"))
    percent = QuantityColumn(accessor="customer__payment_pct", verbose_name=gettext_lazy("rolling %"))
    expected = MoneyColumn(empty_values=(), verbose_name=gettext_lazy("expected"), orderable=False)
    collected = MoneyColumn(verbose_name=gettext_lazy("collected"))
    missing = MoneyColumn(empty_values=(), verbose_name=gettext_lazy("shortfall"), orderable=False)
    due = MoneyColumn(verbose_name=gettext_lazy("fell due"))
    rate = Column(empty_values=(), kind="percent", verbose_name=gettext_lazy("collection rate"), orderable=False)

    class Meta(BaseTable.Meta):
        model = Account
        fields = ()
        sequence = ("customer", "base", "percent", "expected", "collected", "missing", "due", "rate", "owner")
        order_by = ("-base",)

    def value_expected(self, value, record):
        return expected_collection(record.base, record.customer.payment_pct)

    def value_missing(self, value, record):
        return shortfall(self.value_expected(None, record), record.collected)

    def value_rate(self, value, record):
        return collection_rate(record.due, record.collected)

    def render_expected(self, record):
        return money(self.value_expected(None, record))

    def render_missing(self, record):
        missing = self.value_missing(None, record)
        return format_html('<span class="{}">{}</span>', "tone-bad" if missing else "", money(missing))

    def render_rate(self, record):
        return percent(self.value_rate(None, record))


class OpenItemTable(LineTable):
    """The open invoices of one customer, as on a statement."""

    invoice = Column(linkify=lambda record: record.invoice.get_absolute_url(), verbose_name=gettext_lazy("invoice"))
    date = DateColumn(accessor="invoice__date", verbose_name=gettext_lazy("invoice date"))
    due = DateColumn(accessor="invoice__due_date", verbose_name=gettext_lazy("payment due on"))
    days = Column(verbose_name=gettext_lazy("days overdue"), kind="int")
    open = MoneyColumn(verbose_name=gettext_lazy("still open"))

    class Meta(BaseTable.Meta):
        sequence = ("invoice", "date", "due", "days", "open")

    def render_days(self, value):
        return value if value > 0 else "—"


class AgeingTable(LineTable):
    """Ageing by customer, representative or region; the columns are made by the page."""

    name = Column(verbose_name=gettext_lazy("name"))

    class Meta(BaseTable.Meta):
        pass


class StatementRowTable(LineTable):
    """The movements of a statement (orders.domain.statement_paper.Movement)."""

    date = DateColumn(accessor="row__entry__date", verbose_name=gettext_lazy("date"))
    kind = Column(accessor="row__entry__get_kind_display", verbose_name=gettext_lazy("kind"))
    reference = Column(
        accessor="row__entry__reference",
        linkify=lambda record: record.row.entry.document_url,
        verbose_name=gettext_lazy("document"),
    )
    number = Column(verbose_name=gettext_lazy("invoice number or bank reference"), phone=False)
    deliveries = Column(verbose_name=gettext_lazy("deliveries"), phone=False)
    debit = MoneyColumn(accessor="row__debit", verbose_name=gettext_lazy("billed"))
    credit = MoneyColumn(accessor="row__credit", verbose_name=gettext_lazy("paid or credited"))
    balance = MoneyColumn(accessor="row__balance", verbose_name=gettext_lazy("balance"))

    class Meta(BaseTable.Meta):
        default = ""

    def render_deliveries(self, value):
        return "、".join(value)
