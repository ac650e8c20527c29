"""What is owed at the end of a day, in six words: the one definition that every page, paper, export and check reads.

未结清发票 open     what customers still owe on posted invoices; not due + overdue at any day (the due day is not overdue)
逾期 overdue        the part of it whose due day has passed
未核销 unallocated  confirmed money (prepayments included) and red letters that no invoice has taken yet
预收款 held         the part of it that was prepaid for a demand notice: it pays that notice and no older debt (REC-15)
应收余额 outstanding = open − unallocated + held: what the warning line is compared with (SUP-02, REC-13)
账面余额 balance     = open − unallocated: the sum of the ledger, and the closing balance of a statement
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, Count, DateField, F, Min, OuterRef, Q, Value, When

from orders.account.models import LedgerEntry
from orders.account.querysets import MONEY, or_zero, total
from orders.demand.models import DemandNotice
from orders.invoice.models import Invoice
from orders.order.models import Order
from orders.payment.models import Payment
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from orders.account.querysets import AccountQuerySet
    from orders.invoice.querysets import InvoiceQuerySet
    from orders.payment.querysets import PaymentQuerySet


IS_CREDIT = Q(source=Invoice.Source.CREDIT)
# A prepayment that is kept for its notice: once the notice is refused, or its order cancelled or closed, the money is as
# free as any other.
HELD = (
    Q(kind=Payment.Kind.PREPAYMENT, demand_notice__isnull=False)
    & ~Q(demand_notice__status=DemandNotice.Status.REFUSED)
    & ~Q(demand_notice__order__status__in=[Order.Status.CANCELLED, Order.Status.CLOSED])
)

OWED, FREE = "owed", "free"


@dataclass(frozen=True)
class Receivable:
    """The figures of one customer, or of many together. ``credits`` and ``free`` are what unallocated is made of."""

    open: Decimal = ZERO
    overdue: Decimal = ZERO
    credits: Decimal = ZERO
    free: Decimal = ZERO
    held: Decimal = ZERO
    items: int = 0
    oldest: dt.date | None = None

    @property
    def not_due(self) -> Decimal:
        return self.open - self.overdue

    @property
    def unallocated(self) -> Decimal:
        return self.credits + self.free + self.held

    @property
    def outstanding(self) -> Decimal:
        return self.open - self.unallocated + self.held

    @property
    def balance(self) -> Decimal:
        return self.open - self.unallocated


def receivable(invoices: InvoiceQuerySet, payments: PaymentQuerySet, day: dt.date | None = None) -> Receivable:
    """The Receivable of these invoices and payments at the end of ``day`` (today): one query on two partial indexes.

    A receivable falls by confirmed payments and credit notes only (REC-13): what is recorded counts for nothing.
    ``open_amount`` and ``unallocated`` are right for today; an earlier day is read from the allocations.
    """
    day = day or calendar.today()
    is_past = day < calendar.today()
    bills, owed = (invoices.open_at(day), "open_then") if is_past else (invoices.open(), "open_amount")
    money, free = (payments.free_at(day), "free_then") if is_past else (payments.free(), "unallocated")
    parts = bills.order_by().annotate(of=Value(OWED)).values("of")
    parts = parts.annotate(
        first=total(owed, filter=~IS_CREDIT),
        second=total(owed, filter=~IS_CREDIT & Q(due_date__lt=day)),
        third=total(owed, filter=IS_CREDIT),
        items=Count("pk", filter=~IS_CREDIT),
        oldest=Min("due_date", filter=~IS_CREDIT),
    )
    rest = money.order_by().annotate(of=Value(FREE)).values("of")
    rest = rest.annotate(
        first=total(free, filter=~HELD),
        second=total(free, filter=HELD),
        third=Value(ZERO, output_field=MONEY),
        items=Value(0),
        oldest=Value(None, output_field=DateField()),
    )
    found = Receivable()
    for row in parts.union(rest, all=True):
        if row["of"] == OWED:
            figures = {"open": row["first"], "overdue": row["second"], "credits": -row["third"]}
            found = replace(found, **figures, items=row["items"], oldest=row["oldest"])
        else:
            found = replace(found, free=row["first"], held=row["second"])
    return found


def overdue_of(invoices: InvoiceQuerySet, day: dt.date | None = None) -> tuple:
    """(sum, day on which the oldest fell due or None) of what is past its due day: tiles and home (REC-01)."""
    found = (
        invoices.overdue(day or calendar.today()).order_by().aggregate(sum=total("open_amount"), oldest=Min("due_date"))
    )
    return found["sum"], found["oldest"]


def balance_at(day: dt.date) -> Any:
    """The account's balance at the end of ``day``, as an expression on Account: the sum of the ledger.

    The balance of now less what was booked since: of a month that just ended that is little, however long the history.
    """
    if day >= calendar.today():
        return F("balance")
    since = LedgerEntry.objects.filter(account=OuterRef("pk"), date__gt=day).order_by().values("account")
    return F("balance") - or_zero(since.annotate(sum=total("amount")))


def held_at(day: dt.date) -> Any:
    """The prepayments held for demand notices at the end of ``day``, as an expression on Account."""
    rows = _held_rows(day).order_by()
    mine = rows.filter(customer=OuterRef("customer")).values("customer").annotate(sum=total(_held_field(day)))
    # Few customers have any, and those are found once: the others are not asked one by one.
    some = When(customer__in=rows.values("customer"), then=or_zero(mine))
    return Case(some, default=Value(ZERO), output_field=MONEY)


def held_by_customer(accounts: AccountQuerySet, day: dt.date) -> dict:
    """``{customer pk: prepayments held}`` of these accounts: one query."""
    rows = _held_rows(day).filter(customer__in=accounts.order_by().values("customer")).order_by()
    return dict(rows.values_list("customer").annotate(sum=total(_held_field(day))))


def held_on_days(accounts: Any, days: Any) -> dict[dt.date, Decimal]:
    """``{day: prepayments held at its end}`` of all these accounts together: one query for all days."""
    parts = []
    for day in days:
        rows = _held_rows(day).filter(customer__in=accounts.order_by().values("customer")).order_by()
        rows = rows.annotate(day=Value(day, output_field=DateField())).values("day")
        parts.append(rows.annotate(sum=total(_held_field(day))))
    return {row["day"]: row["sum"] for row in parts[0].union(*parts[1:], all=True)} if parts else {}


def _held_rows(day: dt.date) -> Any:
    rows = Payment.objects.filter(HELD)
    return rows.free() if day >= calendar.today() else rows.free_at(day)


def _held_field(day: dt.date) -> str:
    return "unallocated" if day >= calendar.today() else "free_then"
