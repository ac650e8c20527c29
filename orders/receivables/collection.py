"""Expected and actual collection of a month, and the collection rate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, Sum, Value, When

from orders.account.models import LedgerEntry
from orders.account.querysets import MONEY, or_zero, total
from orders.invoice.models import Invoice
from orders.payment.figures import held_at, held_by_customer
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from orders.account.querysets import AccountQuerySet

COLLECTED = Q(kind__in=(LedgerEntry.Kind.PAYMENT, LedgerEntry.Kind.REVERSAL, LedgerEntry.Kind.REFUND))


def expected_collection(balance: Decimal, percent: Decimal | None) -> Decimal | None:
    """The rolling payment of a month: so many per cent of what was outstanding at the end of the month before (REC-11, W14).

    None where nothing is agreed; nothing is expected of a customer who owes nothing.
    """
    if percent is None:
        return None
    return cents(max(balance, ZERO) * percent / 100)


def shortfall(expected: Decimal | None, collected: Decimal) -> Decimal | None:
    """What is missing of the expected amount; more than expected is no negative shortfall."""
    return None if expected is None else max(expected - collected, ZERO)


def collection_rate(due: Decimal, collected: Decimal) -> Decimal | None:
    """回款率: confirmed collections by what was due; 150,000 of 200,000 is 0.75. None where nothing was due (REC-14).

    The one rate of this name: the month's page, its rows and the home page ask this function with the same two sums.
    """
    return collected / due if due else None


def expected_by_customer(accounts: AccountQuerySet, day: dt.date) -> dict[int, Decimal]:
    """``{customer: his rolling payment of the month of day}`` of those with an agreed percentage; three queries on the
    period's own rows, however long the history is. The same base as `with_collection` (REC-11)."""
    first = day.replace(day=1)
    entries = LedgerEntry.objects.filter(account__in=accounts.order_by().values("pk"), date__gte=first).order_by()
    since = dict(entries.values_list("account").annotate(sum=Sum("amount")))
    agreed = accounts.exclude(customer__payment_pct=None).order_by()
    held = held_by_customer(agreed, first - dt.timedelta(days=1))
    rows = agreed.values_list("pk", "customer", "balance", "customer__payment_pct")
    return {
        customer: expected_collection(balance - since.get(pk, ZERO) + held.get(customer, ZERO), percent) or ZERO
        for pk, customer, balance, percent in rows
    }


def collected_by_customer(accounts: AccountQuerySet, day: dt.date) -> dict[int, Decimal]:
    """``{customer: what came in in the month of day}`` of these accounts, where anything came; one query (REC-14)."""
    entries = LedgerEntry.objects.filter(account__in=accounts.order_by().values("pk"), date__range=month_bounds(day))
    rows = entries.filter(COLLECTED).order_by().values_list("account__customer").annotate(sum=Sum("amount"))
    return {customer: -amount for customer, amount in rows}


def collected(entries: QuerySet) -> Decimal:
    """已回款: confirmed payments less reversals and refunds among these ledger entries, in yuan. Recorded money is in no ledger."""
    return -entries.filter(COLLECTED).order_by().aggregate(sum=total("amount"))["sum"]


def with_collection(accounts: AccountQuerySet, day: dt.date) -> AccountQuerySet:
    """Annotate accounts with ``base`` (outstanding at the end of the month before), ``collected`` and ``due`` of the month.

    Confirmed money only: what is recorded is not in the ledger (REC-14).
    """
    first, last = month_bounds(day)
    entries = LedgerEntry.objects.filter(account=OuterRef("pk")).order_by().values("account")
    booked = LedgerEntry.objects.filter(date__gte=first).order_by().values("account")
    # Most accounts have nothing booked since: which have is found once, and the others are not asked one by one.
    since = When(pk__in=booked, then=or_zero(entries.filter(date__gte=first).annotate(sum=total("amount"))))
    money = entries.filter(COLLECTED, date__range=(first, last)).annotate(sum=total("amount"))
    due = (
        Invoice.objects.live()
        .exclude(source=Invoice.Source.CREDIT)
        .filter(customer=OuterRef("customer"), due_date__range=(first, last))
        .order_by()
        .values("customer")
        .annotate(sum=total("amount"))
    )
    # The base of the rolling payment as the setting has it (SET-13a).
    bases = {
        "month_end_balance": F("balance")
        - Case(since, default=Value(ZERO), output_field=MONEY)
        + held_at(first - dt.timedelta(days=1))
    }
    return accounts.annotate(
        base=bases[policy().rolling_base],
        collected=Value(ZERO, output_field=MONEY) - or_zero(money),
        due=or_zero(due),
    )
