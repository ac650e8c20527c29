"""The statements of a month for many customers at once: drawn up with few statements of SQL, whatever their number (REC-05)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from orders.account.models import Account, LedgerEntry
from orders.account.querysets import total
from orders.customer_run.states import RunKind
from orders.customer_run.working import Outcome, Work, register_run
from orders.invoice.ageing import open_invoices
from orders.payment.figures import balance_at
from orders.statement.figures import sums_by_account
from orders.statement.models import Statement
from orders.statement.permissions import can_make_some, can_make_statement
from orders.statement.states import StatementStatus
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from orders.customer_run.models import CustomerRun
    from salesmgmt.core.models import User


def without_statement(accounts: Any, first: dt.date) -> Any:
    """The accounts with a balance at the end of the month or a movement in it, of which no statement was drawn up;
    ``balance_then`` beside them."""
    last = calendar.month_bounds(first)[1]
    moved = LedgerEntry.objects.filter(account=OuterRef("pk"), date__range=(first, last))
    drawn = Statement.objects.filter(customer=OuterRef("customer"), date_from=first, date_to=last)
    found = accounts.annotate(balance_then=balance_at(last))
    return found.filter(~Q(balance_then=0) | Exists(moved)).exclude(
        Exists(drawn.exclude(status=StatementStatus.DISCARDED))
    )


# The accounts of without_statement() as one pass over what was booked since the month began: asked one by one, the
# accounts of a large company take ten seconds.
COUNTED = """
WITH since AS (
    SELECT account_id, SUM(amount) FILTER (WHERE date > %(last)s) AS later, BOOL_OR(date <= %(last)s) AS moved
    FROM orders_ledgerentry WHERE date >= %(first)s GROUP BY account_id
)
SELECT COUNT(*), COALESCE(SUM(account.balance - COALESCE(since.later, 0)), 0)
FROM orders_account account LEFT JOIN since ON since.account_id = account.id
WHERE (account.balance <> COALESCE(since.later, 0) OR COALESCE(since.moved, FALSE)) AND NOT EXISTS (
    SELECT 1 FROM orders_statement statement
    WHERE statement.customer_id = account.customer_id AND statement.date_from = %(first)s
    AND statement.date_to = %(last)s AND statement.status <> %(discarded)s
)
"""


def count_without_statement(first: dt.date) -> tuple[int, Decimal]:
    """How many accounts of all have no statement of the month, and what they owed at its end."""
    about: dict[str, Any] = {
        "first": first,
        "last": calendar.month_bounds(first)[1],
        "discarded": StatementStatus.DISCARDED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, about)
        return cursor.fetchone()


@transaction.atomic
def make_many(accounts: list[int], user: User, run: CustomerRun) -> Outcome:
    """The statements of the month of the run for a part of the accounts; who has one already keeps it."""
    if run.month is None:
        raise ValueError("a run of statements has a month")
    first, last = calendar.month_bounds(run.month)
    rows = Account.objects.filter(pk__in=accounts).select_related("customer__owner").order_by("customer_id")
    lock_roots(Customer, rows.values_list("customer", flat=True))
    found = list(rows)
    customers = [account.customer_id for account in found]
    drawn = Statement.objects.filter(customer__in=customers, date_from=first, date_to=last)
    there = set(drawn.exclude(status=StatementStatus.DISCARDED).values_list("customer", flat=True))
    left_out: Counter = Counter()
    wanted = []
    for account in found:
        if account.customer_id in there:
            left_out[_("There is a statement of this month already.")] += 1
        elif not can_make_statement(user, account.customer):
            left_out[_("You draw up statements of your own customers only.")] += 1
        else:
            wanted.append(account)
    _write(wanted, user, first, last)
    return Outcome(len(wanted), left_out)


def _write(accounts: list[Account], user: User, first: dt.date, last: dt.date) -> None:
    if not accounts:
        return
    entries = LedgerEntry.objects.filter(account__in=accounts, date__lte=last)
    sums, late = sums_by_account(entries, first), _overdue(accounts, last)
    numbers = next_numbers(Statement.KIND, len(accounts), last)
    made = [
        Statement(
            number=number,
            created_by=user,
            customer=account.customer,
            date_from=first,
            date_to=last,
            overdue=late.get(account.customer_id, ZERO),
            **_figures(sums.get(account.pk, {})),
        )
        for number, account in zip(numbers, accounts, strict=True)
    ]
    Statement.objects.bulk_create(made)
    audit.record_many(made, user, gettext_noop("Drawn up"), to_status=StatementStatus.DRAFT)


def _figures(sums: dict) -> dict[str, Decimal]:
    """The same sums as figures.add_up() makes of the rows."""
    found = {name: sums.get(name, ZERO) for name in ("opening", "billed", "credited", "paid", "written_off")}
    closing = found["opening"] + found["billed"] - found["credited"] - found["paid"] - found["written_off"]
    return {**found, "closing": closing}


def _overdue(accounts: list[Account], day: dt.date) -> dict[int, Decimal]:
    """{customer: what was overdue at the end of the day}, in one query."""
    found, amount = open_invoices(day)
    rows = found.filter(customer__in=[account.customer_id for account in accounts], due_date__lt=day).order_by()
    return dict(rows.values_list("customer").annotate(sum=total(amount)))


def _accounts(user: User, run: CustomerRun) -> Any:
    return without_statement(Account.objects.visible_to(user), run.month)


def register() -> None:
    register_run(RunKind.STATEMENTS, Work(can_make_some, _accounts, make_many))
