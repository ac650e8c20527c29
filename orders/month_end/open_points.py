"""What of a month is not done yet, each with its number, its sum and the list behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.account.querysets import total
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice
from orders.invoice.states import InvoiceStatus
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.states import MarkKind, MonthlyTaskStatus
from orders.payment.models import Payment
from orders.payment.states import PaymentStatus
from orders.statement.figures import said_by_status
from orders.statement.run import count_without_statement
from orders.statement.states import StatementStatus
from salesmgmt.core import calendar
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any


@dataclass(frozen=True)
class OpenPoint:
    label: Any
    count: int | None  # None where it is still to be counted
    amount: Decimal | None  # None where it is no matter of money
    address: str


def open_points(first: dt.date, last: dt.date, *, at_once: bool = True) -> list[OpenPoint]:
    """What finance looks at before it closes a month: eleven questions, a query or two each. Those that look at every
    account, at every statement or at all the money that waits are left uncounted unless all is asked for ``at_once``: the
    page stands before them and asks for them together (slow_points)."""
    return [*_goods_and_documents(last), _tasks(last), *slow_points(first, last, counted=at_once)]


def slow_points(first: dt.date, last: dt.date, *, counted: bool = True) -> list[OpenPoint]:
    """Those that take longer to count, or only what they are called and where their list is."""
    recorded = Payment.objects.filter(status=PaymentStatus.RECORDED, date__lte=last)
    free = Payment.objects.free().filter(date__lte=last)
    count, amount = count_without_statement(first) if counted else (None, None)
    return [
        _point(
            _("Payments to confirm"),
            recorded,
            "amount",
            f"{reverse('payment-list')}?status={PaymentStatus.RECORDED}&date_before={last}",
            counted=counted,
        ),
        _point(
            _("Payments to allocate"),
            free,
            "unallocated",
            f"{reverse('payment-list')}?free=true&date_before={last}",
            counted=counted,
        ),
        OpenPoint(
            _("Customers without a statement"),
            count,
            amount,
            f"{reverse('without-statement')}?month={first:%Y-%m}",
        ),
        *_statements(last, counted),
    ]


def _goods_and_documents(last: dt.date) -> list[OpenPoint]:
    notes = DeliveryNote.objects.billable().filter(signed_at__lt=_end_of(last)).with_amount()
    credits = Invoice.objects.credits_open().filter(date__lte=last)
    drafts = Invoice.objects.filter(status=InvoiceStatus.DRAFT, date__lte=last)
    disputed = Invoice.objects.bills_open().filter(disputed=True, date__lte=last)
    return [
        _point(
            _("Deliveries signed and not billed"),
            notes,
            "billable_amount",
            f"{reverse('billable-delivery-list')}?signed_at_before={last}",
        ),
        _point(
            _("Invoices drafted and not posted"),
            drafts,
            "amount",
            f"{reverse('invoice-list')}?status={InvoiceStatus.DRAFT}&date_before={last}",
        ),
        _point(
            _("Credit notes to offset"),
            credits,
            "open_amount",
            f"{reverse('invoice-list')}?source=credit&is_open=true&date_before={last}",
        ),
        _point(
            _("Invoices disputed by customers"),
            disputed,
            "open_amount",
            f"{reverse('invoice-list')}?disputed=true&is_open=true&date_before={last}",
        ),
    ]


def _statements(last: dt.date, counted: bool) -> list[OpenPoint]:
    found: dict[str, Any] = said_by_status(last) if counted else {}
    none: tuple[int | None, Decimal | None] = (0, ZERO) if counted else (None, None)
    states = (
        (pgettext_lazy("month end", "Statements not sent"), StatementStatus.DRAFT),
        (pgettext_lazy("month end", "Statements not answered"), StatementStatus.SENT),
        (pgettext_lazy("month end", "Statements with a difference"), StatementStatus.DISPUTED),
    )
    listed = f"{reverse('statement-list')}?date_to_after={last}&date_to_before={last}"
    rows = [(label, status, *found.get(status, none)) for label, status in states]
    return [OpenPoint(label, count, sum_, f"{listed}&status={status}") for label, status, count, sum_ in rows]


def _tasks(last: dt.date) -> OpenPoint:
    """The work on the accounts of a month is the task that the next month opens with."""
    month = last + dt.timedelta(days=1)
    number = MonthlyAccountTask.objects.filter(month=month, status=MonthlyTaskStatus.OPEN).count()
    address = f"{reverse('monthly-account-task-list')}?month_after={month}&month_before={month}"
    return OpenPoint(_("Monthly account tasks open"), number, None, f"{address}&status={MonthlyTaskStatus.OPEN}")


def _point(label: Any, rows: Any, field: str, address: str, *, counted: bool = True) -> OpenPoint:
    if not counted:
        return OpenPoint(label, None, None, address)
    found = rows.order_by().aggregate(count=Count("pk"), sum=total(field))
    return OpenPoint(label, found["count"], found["sum"] or ZERO, address)


def _end_of(last: dt.date) -> dt.datetime:
    return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), calendar.SHANGHAI)


@dataclass(frozen=True)
class RepMarks:
    """The monthly tasks of one rep: how many, how many of each of the four marks are set (REC-05)."""

    rep: User | None
    tasks: int
    marks: list[int]
    address: str

    @property
    def is_done(self) -> bool:
        return all(each == self.tasks for each in self.marks)


def marks_by_rep(last: dt.date) -> list[RepMarks]:
    """挂帐、核对、催收、追收 of each rep for the month that ended on ``last``: two queries."""
    month = last + dt.timedelta(days=1)
    tasks = MonthlyAccountTask.objects.filter(month=month).order_by()
    counts = {kind: Count("marks", filter=Q(marks__kind=kind), distinct=True) for kind in MarkKind.values}
    rows: Any = tasks.values("customer__owner").annotate(tasks=Count("pk", distinct=True), **counts)
    people = User.objects.in_bulk([row["customer__owner"] for row in rows if row["customer__owner"]])
    listed = f"{reverse('monthly-account-task-list')}?month_after={month}&month_before={month}"
    found = [
        RepMarks(
            people.get(row["customer__owner"]),
            row["tasks"],
            [row[kind] for kind in MarkKind.values],
            f"{listed}&customer__owner={row['customer__owner'] or ''}",
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: str(each.rep or ""))
