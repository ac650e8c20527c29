"""What a statement of account says: opening + billed - credited - paid - written off = closing, row by row, and the open items."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Case, Count, F, OuterRef, Q, When

from orders.account.models import LedgerEntry
from orders.account.querysets import MONEY, or_zero, total
from orders.invoice.ageing import ageing_sums, bucket_of, buckets, open_invoices
from orders.invoice.models import Invoice
from orders.statement.states import StatementStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from customers.customer.models import Customer
    from orders.statement.querysets import StatementQuerySet


# So many open items stand above the ledger; all of them are a click away.
FIRST = 10
K = LedgerEntry.Kind
BILLED = (K.OPENING, K.INVOICE)
PAID = (K.PAYMENT, K.REVERSAL, K.REFUND)
GIVEN_UP = (K.WRITE_OFF, K.RECOVERY)
# What lowers the balance stands in the ledger below zero, and on a statement above it.
SIGN = {"credited": -1, "paid": -1, "written_off": -1}

SAID_BY_STATUS = """
SELECT s.status, count(*), sum(CASE WHEN s.status = %(draft)s THEN a.balance - coalesce(b.sum, 0) ELSE s.closing END)
FROM orders_statement s
LEFT JOIN orders_account a ON a.customer_id = s.customer_id AND s.status = %(draft)s
LEFT JOIN (
    SELECT account_id, sum(amount) FROM orders_ledgerentry
    WHERE date > %(day)s AND EXISTS (SELECT 1 FROM orders_statement WHERE date_to = %(day)s AND status = %(draft)s)
    GROUP BY account_id) b ON b.account_id = a.id
WHERE s.date_to = %(day)s
GROUP BY s.status"""


@dataclass(frozen=True)
class Row:
    """A ledger entry with the balance after it."""

    entry: LedgerEntry
    balance: Decimal

    @property
    def debit(self) -> Decimal | None:
        return self.entry.amount if self.entry.kind in (*BILLED, K.REVERSAL, K.REFUND, K.RECOVERY) else None

    @property
    def credit(self) -> Decimal | None:
        return None if self.debit is not None else -self.entry.amount


@dataclass(frozen=True)
class OpenItem:
    invoice: object
    open: Decimal
    days: int


@dataclass
class Figures:
    date_from: object
    date_to: object
    opening: Decimal = ZERO
    billed: Decimal = ZERO
    credited: Decimal = ZERO
    paid: Decimal = ZERO
    written_off: Decimal = ZERO
    overdue: Decimal = ZERO
    rows: list = field(default_factory=list)
    items: list = field(default_factory=list)
    ageing: list = field(default_factory=list)

    @property
    def closing(self) -> Decimal:
        return self.opening + self.billed - self.credited - self.paid - self.written_off

    @property
    def debits(self) -> Decimal:
        return sum((row.debit for row in self.rows if row.debit is not None), ZERO)

    @property
    def credits(self) -> Decimal:
        return sum((row.credit for row in self.rows if row.credit is not None), ZERO)

    @property
    def open_total(self) -> Decimal:
        return sum((item.open for item in self.items), ZERO)

    @property
    def unallocated(self) -> Decimal:
        """Paid or credited, but not set against an invoice yet."""
        return self.open_total - self.closing


@dataclass
class ShownFigures(Figures):
    """The figures of a page: all sums, and of movements and open items those that are shown."""

    row_count: int = 0
    item_count: int = 0
    all_open: Decimal = ZERO

    @property
    def open_total(self) -> Decimal:
        return self.all_open


def add_up(opening: Decimal, entries: QuerySet) -> tuple:
    """(sums by kind, rows with running balance) of entries in order: pure, the same for page, paper and test."""
    sums: dict[str, Decimal] = {"billed": ZERO, "credited": ZERO, "paid": ZERO, "written_off": ZERO}
    rows, balance = [], opening
    for entry in entries:
        balance += entry.amount
        rows.append(Row(entry, balance))
        if entry.kind in BILLED:
            sums["billed"] += entry.amount
        elif entry.kind in PAID:
            sums["paid"] -= entry.amount
        elif entry.kind in GIVEN_UP:
            sums["written_off"] -= entry.amount
        else:
            sums["credited"] -= entry.amount
    return sums, rows


def figures_of(customer: Customer, date_from: dt.date, date_to: dt.date) -> Figures:
    """The statement of a period, from the ledger and the open items of its last day (REC-05, 004 §5.5.2.4)."""
    entries = LedgerEntry.objects.filter(account__customer=customer)
    opening = entries.filter(date__lt=date_from).aggregate(sum=total("amount"))["sum"]
    sums, rows = add_up(opening, entries.filter(date__range=(date_from, date_to)).order_by("date", "pk"))
    items = open_items_of(customer, date_to)
    return Figures(
        date_from,
        date_to,
        opening=opening,
        rows=rows,
        items=items,
        overdue=sum((item.open for item in items if item.days > 0), ZERO),
        ageing=age(items),
        **sums,
    )


def _entries_by_figure(first: Any) -> dict[str, Q]:
    """``{figure: its entries}`` of a period that begins on ``first``, of entries up to its end; as `add_up` tells them."""
    inside = Q(date__gte=first)
    return {
        "opening": Q(date__lt=first),
        "billed": inside & Q(kind__in=BILLED),
        "paid": inside & Q(kind__in=PAID),
        "written_off": inside & Q(kind__in=GIVEN_UP),
        "credited": inside & ~Q(kind__in=(*BILLED, *PAID, *GIVEN_UP)),
    }


def sums_by_account(entries: QuerySet, first: dt.date) -> dict[int, dict]:
    """{account: its sums} of the period that begins on ``first``, of entries up to its end: what `add_up` makes of the
    rows, in one query; ``rows`` is how many entries the period has."""
    sums = {name: total("amount", filter=which) for name, which in _entries_by_figure(first).items()}
    found: Any = entries.order_by().values("account")
    found = found.annotate(**sums, rows=Count("pk", filter=Q(date__gte=first)))
    return {row["account"]: {name: SIGN.get(name, 1) * row[name] for name in row} for row in found}


def with_said(statements: StatementQuerySet) -> StatementQuerySet:
    """The statements with what their pages say, ``said_opening`` to ``said_closing`` and ``said_overdue``: as sent, and of
    a draft the figures of now, for it goes out with those of its moment (REC-05)."""
    last: Any = OuterRef("date_to")
    entries = LedgerEntry.objects.filter(account__customer=OuterRef("customer"), date__lte=last).order_by()
    bills = Invoice.objects.bills_open_at(last).filter(customer=OuterRef("customer"), due_date__lt=last).order_by()
    now = {
        name: or_zero(entries.filter(which).values("account").annotate(sum=total(F("amount") * SIGN.get(name, 1))))
        for name, which in _entries_by_figure(OuterRef("date_from")).items()
    }
    now["closing"] = or_zero(entries.values("account").annotate(sum=total("amount")))
    now["overdue"] = or_zero(bills.values("customer").annotate(sum=total("open_then")))
    is_draft = Q(status=StatementStatus.DRAFT)
    return statements.annotate(
        **{
            f"said_{name}": Case(When(is_draft, then=figure), default=F(name), output_field=MONEY)
            for name, figure in now.items()
        }
    )


def said_by_status(day: dt.date) -> dict[str, tuple[int, Decimal]]:
    """``{status: (statements, sum of said_closing)}`` of all that end on ``day``, however many, in one query: what a draft
    says is the balance of its account less what was booked since."""
    with connection.cursor() as cursor:
        cursor.execute(SAID_BY_STATUS, {"day": day, "draft": StatementStatus.DRAFT.value})
        return {status: (number, amount) for status, number, amount in cursor.fetchall()}


def shown_figures(customer: Customer, date_from: dt.date, date_to: dt.date, shown: int | None) -> ShownFigures:
    """The figures of `figures_of`, with the first ``shown`` movements and open items only; however long the account is,
    four queries and no row of it that is not shown."""
    entries = LedgerEntry.objects.filter(account__customer=customer)
    sums = next(iter(sums_by_account(entries.filter(date__lte=date_to), date_from).values()), {})
    figures = {name: sums.get(name, ZERO) for name in ("opening", "billed", "credited", "paid", "written_off")}
    rows = entries.filter(date__range=(date_from, date_to)).order_by("date", "pk")[:shown]
    return ShownFigures(
        date_from,
        date_to,
        **figures,
        rows=add_up(figures["opening"], rows)[1],
        row_count=sums.get("rows", 0),
        **_shown_items(customer, date_to, shown),
    )


def _shown_items(customer: Customer, day: dt.date, shown: int | None) -> dict[str, Any]:
    """The first open items with the sums of all: added up by the database only where more are open than are shown."""
    items = open_items_of(customer, day, None if shown is None else shown + 1)
    if shown is None or len(items) <= shown:
        ageing = age(items)
        overdue = sum((item.open for item in items if item.days > 0), ZERO)
        count, all_open = len(items), sum((item.open for item in items), ZERO)
    else:
        found, name = open_invoices(day)
        owed = found.filter(customer=customer).order_by().aggregate(count=Count("pk"), **ageing_sums(day, name))
        ageing = [(bucket, owed[bucket.name]) for bucket in buckets()]
        overdue, count, all_open = owed["overdue"], owed["count"], owed["open"]
    return {
        "items": items[:shown],
        "overdue": overdue,
        "ageing": ageing,
        "item_count": count,
        "all_open": all_open,
    }


def open_items_of(customer: Customer, day: dt.date, shown: int | None = None) -> list:
    """The open invoices of a day, oldest first, with their days overdue (negative: not due yet); the first ``shown``."""
    found, amount = open_invoices(day)
    return [
        OpenItem(invoice, getattr(invoice, amount), (day - invoice.due_date).days)
        for invoice in found.filter(customer=customer).oldest_first()[:shown]
    ]


def first_open_items(customer: Customer) -> list:
    """The oldest ``[OpenItem]`` of today: what stands at the head of the customer's account."""
    return open_items_of(customer, today(), FIRST)


def age(items: list[OpenItem]) -> list:
    """``[(bucket, sum)]`` of open items, in the order of the buckets (REC-12)."""
    found = buckets()
    sums = {bucket.name: ZERO for bucket in found}
    for item in items:
        sums[bucket_of(item.days, found).name] += item.open
    return [(bucket, sums[bucket.name]) for bucket in found]
