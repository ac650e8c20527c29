"""Expected and actual collection of a month, and the collection rate."""

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from orders.models.account import LedgerEntry
from orders.models.invoice import Invoice
from orders.querysets_money import MONEY, total
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.money import ZERO, cents

COLLECTED = Q(kind__in=(LedgerEntry.Kind.PAYMENT, LedgerEntry.Kind.REVERSAL))


def expected_collection(balance, percent):
    """The rolling payment of a month: so many per cent of the balance at the end of the month before (REC-11, W14).

    None where nothing is agreed; nothing is expected of a customer who owes nothing.
    """
    if percent is None:
        return None
    return cents(max(balance, ZERO) * percent / 100)


def shortfall(expected, collected):
    """What is missing of the expected amount; more than expected is no negative shortfall."""
    return None if expected is None else max(expected - collected, ZERO)


def collection_rate(due, collected):
    """Confirmed collections by what was due; 150,000 of 200,000 is 0.75. None where nothing was due (REC-14)."""
    return collected / due if due else None


def with_collection(accounts, day):
    """Annotate accounts with ``base`` (balance at the end of the month before), ``collected`` and ``due`` of the month.

    Confirmed money only: what is recorded is not in the ledger (REC-14).
    """
    first, last = month_bounds(day)
    entries = LedgerEntry.objects.filter(account=OuterRef("pk")).order_by().values("account")
    since = entries.filter(date__gte=first).annotate(sum=total("amount"))
    money = entries.filter(COLLECTED, date__range=(first, last)).annotate(sum=total("amount"))
    due = (
        Invoice.objects.live()
        .exclude(source=Invoice.Source.CREDIT)
        .filter(customer=OuterRef("customer"), due_date__range=(first, last))
        .order_by()
        .values("customer")
        .annotate(sum=total("amount"))
    )
    return accounts.annotate(
        base=F("balance") - _or_zero(since),
        collected=Value(ZERO, output_field=MONEY) - _or_zero(money),
        due=_or_zero(due),
    )


def _or_zero(rows):
    return Coalesce(Subquery(rows.values("sum")), Value(ZERO), output_field=MONEY)
