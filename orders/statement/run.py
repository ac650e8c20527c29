"""The statements of a month for many customers at once: drawn up with few statements of SQL, whatever their number (REC-05)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q, Sum
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
    from collections.abc import Callable
    from decimal import Decimal

    from orders.customer_run.models import CustomerRun
    from salesmgmt.core.models import User


def without_statement(accounts: Any, first: dt.date) -> Any:
    """The accounts with a balance at the end of the month or a movement in it, of which no statement was drawn up;
    ``balance_then`` beside them.

    What was booked in the month and since is looked through once: asked account by account, those of a large company take
    ten seconds.
    """
    last = calendar.month_bounds(first)[1]
    moved = LedgerEntry.objects.filter(date__range=(first, last)).order_by().values("account")
    since = _booked_since(last).values("account")
    differs = since.annotate(sum=Sum("amount")).exclude(sum=F("account__balance")).values("account")
    owed = ~Q(balance=0) & ~Q(pk__in=since) | Q(pk__in=differs)
    found = _without_drawn(accounts, first).filter(Q(pk__in=moved) | owed)
    return found.annotate(balance_then=balance_at(last))


def count_without_statement(first: dt.date) -> tuple[int, Decimal]:
    """How many accounts of all have no statement of the month, and what they owed at its end: the sum of all without one,
    for whoever is none of them owed nothing then."""
    accounts = Account.objects.order_by()
    every = _without_drawn(accounts, first)
    since = _booked_since(calendar.month_bounds(first)[1]).filter(account__in=every.values("pk"))
    balance = every.aggregate(sum=total("balance"))["sum"] - since.aggregate(sum=total("amount"))["sum"]
    return without_statement(accounts, first).count(), balance


def _without_drawn(accounts: Any, first: dt.date) -> Any:
    drawn = Statement.objects.filter(date_from=first, date_to=calendar.month_bounds(first)[1]).order_by()
    return accounts.exclude(customer__in=drawn.exclude(status=StatementStatus.DISCARDED).values("customer"))


def _booked_since(last: dt.date) -> Any:
    return LedgerEntry.objects.filter(date__gt=last).order_by()


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
    draw_up(wanted, first, last, lambda _account: user)
    return Outcome(len(wanted), left_out)


def draw_up(accounts: list[Account], first: dt.date, last: dt.date, author: Callable[[Account], User]) -> None:
    """The statements of a month of these accounts, whose customers are locked; in a handful of queries."""
    if not accounts:
        return
    entries = LedgerEntry.objects.filter(account__in=accounts, date__lte=last)
    sums, late = sums_by_account(entries, first), _overdue(accounts, last)
    numbers = next_numbers(Statement.KIND, len(accounts), last)
    made = [
        Statement(
            number=number,
            created_by=author(account),
            customer=account.customer,
            date_from=first,
            date_to=last,
            overdue=late.get(account.customer_id, ZERO),
            **_figures(sums.get(account.pk, {})),
        )
        for number, account in zip(numbers, accounts, strict=True)
    ]
    Statement.objects.bulk_create(made)
    audit.record_many(made, lambda each: each.created_by, gettext_noop("Drawn up"), to_status=StatementStatus.DRAFT)


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
