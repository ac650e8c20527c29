import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.account.columns import CodeColumn, DueColumn, FigureColumn
from orders.account.models import Account
from orders.invoice.ageing import buckets
from orders.invoice.models import Invoice
from orders.receivables.collection import collection_rate, expected_collection, shortfall
from salesmgmt.core import calendar
from salesmgmt.core.templatetags.salesmgmt import money, percent
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
)


class CollectionTaskTable(BaseTable):
    """What a rep has to collect: overdue invoices, the oldest first."""

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    due_date = DueColumn()
    open_amount = MoneyColumn()
    phone = Column(accessor="customer__phone", verbose_name=gettext_lazy("telephone"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)
    disputed = BooleanColumn()
    acted_on = DateColumn(verbose_name=gettext_lazy("last collection action"))
    promised_on = DateColumn(verbose_name=gettext_lazy("payment promised for"))

    class Meta(BaseTable.Meta):
        model = Invoice
        fields = (
            "number",
            "customer",
            "due_date",
            "open_amount",
            "amount",
            "acted_on",
            "promised_on",
            "phone",
            "disputed",
            "owner",
        )
        order_by = ("due_date",)


def due_between(bucket):
    """The due days of a bucket, as the filter of invoices has them in the address."""
    today, parts = calendar.today(), []
    if bucket.high is not None:
        parts.append(f"due_date_after={today - dt.timedelta(days=bucket.high)}")
    if bucket.low is not None:
        parts.append(f"due_date_before={today - dt.timedelta(days=bucket.low)}")
    return "&".join(parts)


def rows_behind(name, query="", bucket=None):
    """Where a figure leads: today's to a tab of the customer's page, an earlier day's to what was open then, by
    ``bucket``; without one to the account up to that day. Nothing leads nowhere."""

    def address(record, table, value):
        if not value:
            return None
        if table.as_of is None or table.as_of >= calendar.today():
            return reverse(name, args=[record.customer_id]) + query
        if bucket is None:
            return f"{reverse('customer-account', args=[record.customer_id])}?date_before={table.as_of}"
        return items_then(table.as_of, bucket, customer=record.customer_id)

    return address


def items_then(day, bucket="", **about):
    """The open items of a day behind a figure: of a bucket, of a customer, a representative, a region."""
    query = urlencode({"day": day.isoformat(), **({"bucket": bucket} if bucket else {}), **about})
    return f"{reverse('open-items')}?{query}"


def of_bucket(bucket):
    """The overdue invoices of a bucket; what is not due is open and not overdue."""
    if bucket.low is None:
        return "not_due=true"
    return f"overdue=true&{due_between(bucket)}"


class OpenThenTable(BaseTable):
    """The open items of a day."""

    as_of = None

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    days = Column(empty_values=(), kind="int", verbose_name=gettext_lazy("days overdue"), orderable=False, phone=False)
    open = MoneyColumn(empty_values=(), verbose_name=gettext_lazy("open on the day"), orderable=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = Invoice
        fields = ("number", "customer", "date", "due_date", "days", "amount", "open", "owner")
        order_by = ("due_date",)

    def value_days(self, value, record):
        return max((self.as_of - record.due_date).days, 0)

    def value_open(self, value, record):
        return getattr(record, "open_then", record.open_amount)

    def render_days(self, record):
        return self.value_days(None, record) or "—"

    def render_open(self, record):
        return money(self.value_open(None, record))


class AccountTable(BaseTable):
    """The receivable report: one row a customer, an ageing column per bucket of the company's own."""

    as_of = None  # the day of the report; None is today

    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    grade = Column(accessor="grade_in_force", verbose_name=gettext_lazy("grade"))
    warning_line = FigureColumn(verbose_name=gettext_lazy("warning line"))
    outstanding = FigureColumn(verbose_name=gettext_lazy("outstanding"), linkify=rows_behind("customer-account"))
    open = FigureColumn(
        verbose_name=gettext_lazy("Open invoices"),
        shown=False,
        linkify=rows_behind("customer-invoices", "?is_open=true", bucket=""),
    )
    overdue = FigureColumn(
        verbose_name=gettext_lazy("overdue"),
        linkify=rows_behind("customer-invoices", "?overdue=true", bucket="overdue"),
    )
    unallocated = FigureColumn(verbose_name=gettext_lazy("not allocated"), linkify=rows_behind("customer-free-money"))
    held = FigureColumn(
        verbose_name=gettext_lazy("Prepayments held"), shown=False, linkify=rows_behind("customer-free-money")
    )
    balance_then = FigureColumn(
        verbose_name=gettext_lazy("ledger balance"), shown=False, linkify=rows_behind("customer-account")
    )
    owner = CodeColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))
    region = Column(accessor="customer__region", verbose_name=gettext_lazy("region"), phone=False, shown=False)
    contract = CodeColumn(verbose_name=gettext_lazy("contract"), phone=False)

    class Meta(BaseTable.Meta):
        model = Account
        fields = ()
        order_by = ("-outstanding",)

    def __init__(self, *args, **kwargs):
        found = buckets()
        ageing = [(bucket.name, _bucket_column(bucket)) for bucket in found]
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


def _bucket_column(bucket):
    link = rows_behind("customer-invoices", f"?{of_bucket(bucket)}", bucket=bucket.name)
    return FigureColumn(verbose_name=bucket.label, phone=False, linkify=link)


def in_the_month(name, field):
    """The rows of that month behind a figure: a tab of the customer's page, filtered by ``field``."""

    def address(record, table, value):
        first, last = calendar.month_bounds(table.month)
        query = f"?{field}_after={first.isoformat()}&{field}_before={last.isoformat()}"
        return reverse(name, args=[record.customer_id]) + query if value else None

    return address


class ExpectedTable(BaseTable):
    """Rolling expected collection of a month against what came (REC-11, REC-14)."""

    month = None  # a day of it

    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)
    base = MoneyColumn(
        verbose_name=gettext_lazy("outstanding at the end of the month before"),
        linkify=lambda record, value: reverse("customer-account", args=[record.customer_id]) if value else None,
    )
    percent = QuantityColumn(accessor="customer__payment_pct", verbose_name=gettext_lazy("rolling %"))
    expected = MoneyColumn(empty_values=(), verbose_name=gettext_lazy("expected"), orderable=False)
    collected = MoneyColumn(verbose_name=gettext_lazy("collected"), linkify=in_the_month("customer-payments", "date"))
    missing = MoneyColumn(empty_values=(), verbose_name=gettext_lazy("shortfall"), orderable=False)
    due = MoneyColumn(verbose_name=gettext_lazy("fell due"), linkify=in_the_month("customer-invoices", "due_date"))
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
