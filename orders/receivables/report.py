"""The rows of the receivable report and of the month's collection, for the page and for Excel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Prefetch, Q, Subquery, Sum

from contracts.contract.models import Contract
from customers.customer.models import Customer
from customers.evaluation.standing import with_grade_and_line
from orders.account.models import LedgerEntry
from orders.account.querysets import total
from orders.invoice.ageing import open_invoices
from orders.invoice.models import Invoice
from orders.payment.figures import held_by_customer
from orders.receivables.ageing import ageing_total, with_ageing
from orders.receivables.collection import COLLECTED, collected, expected_by_customer, with_collection
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.account.querysets import AccountQuerySet

# Looked up for the rows of the page: joined, every customer is read and sorted along before the first row is known.
CUSTOMERS = Prefetch("customer", Customer.objects.select_related("owner", "region"))


def report_rows(accounts: AccountQuerySet, day: dt.date) -> AccountQuerySet:
    """Accounts with everything a row of the report shows, in one SQL (REC-07, F-32)."""
    customer = with_grade_and_line(Customer.objects.filter(pk=OuterRef("customer")), day)
    contract = Contract.objects.filter(customer=OuterRef("customer"), status=Contract.Status.ACTIVE).order_by("-pk")
    return (
        with_ageing(accounts, day)
        .annotate(
            grade_in_force=Subquery(customer.values("grade_in_force")[:1]),
            warning_line=Subquery(customer.values("warning_line")[:1]),
            contract=Subquery(contract.values("number")[:1]),
        )
        .prefetch_related(CUSTOMERS)
    )


def report_totals(rows: AccountQuerySet, day: dt.date) -> dict:
    """What the columns of the rows add up to (receivable_figures); a query or two for each."""
    rows = rows.order_by()
    bills = Invoice.objects.all()
    if not rows.is_whole:
        bills = bills.filter(customer__in=rows.values("customer"))
    found = ageing_total(bills, day)
    balance = rows.aggregate(sum=Sum("balance_then"))["sum"] or ZERO
    held = sum(held_by_customer(rows, day).values(), ZERO)
    return {
        "open": found["open"],
        "overdue": found["overdue"],
        "unallocated": found["open"] - balance,
        "held": held,
        "outstanding": balance + held,
        "balance": balance,
    }


def open_items(rows: AccountQuerySet, day: dt.date) -> tuple:
    """(open invoices of the accounts at that day, the field with what was open), oldest first: the second sheet."""
    found, field = open_invoices(day)
    items = found.filter(customer__in=rows.order_by().values("customer"))
    return items.select_related("customer__owner").order_by("customer", "due_date", "pk"), field


def collection_rows(accounts: AccountQuerySet, month: dt.date) -> AccountQuerySet:
    return with_collection(accounts, month).prefetch_related(CUSTOMERS)


def collection_totals(accounts: AccountQuerySet, day: dt.date) -> dict:
    """The sums of a month over accounts: flat queries on the period's own rows, however long the history is.

    What is expected is rounded per customer, so it is added up here.
    """
    mine = accounts.order_by().values("pk")
    return {
        "expected": sum(expected_by_customer(accounts, day).values(), ZERO),
        "collected": collected(LedgerEntry.objects.filter(account__in=mine, date__range=month_bounds(day))),
        "due": fell_due(accounts, day),
    }


def fell_due(accounts: AccountQuerySet, day: dt.date) -> Decimal:
    """What falls due in the month of ``day`` on the invoices of these accounts, in yuan; one query."""
    bills = Invoice.objects.live().exclude(source=Invoice.Source.CREDIT).filter(due_date__range=month_bounds(day))
    if not accounts.is_whole:
        bills = bills.filter(customer__in=accounts.order_by().values("customer"))
    return bills.aggregate(sum=total("amount"))["sum"]


def collected_in(accounts: AccountQuerySet, *periods: tuple[dt.date, dt.date]) -> list[Decimal]:
    """What came in on these accounts in each period from its first day to its last, in yuan; one query."""
    entries = LedgerEntry.objects.filter(COLLECTED, date__gte=min(first for first, _last in periods)).order_by()
    if not accounts.is_whole:
        entries = entries.filter(account__in=accounts.order_by().values("pk"))
    sums = {f"sum{n}": Sum("amount", filter=Q(date__range=period)) for n, period in enumerate(periods)}
    return [-(amount or ZERO) for amount in entries.aggregate(**sums).values()]
