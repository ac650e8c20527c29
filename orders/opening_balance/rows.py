"""Writing opening balances in bulk: a few statements a table, whatever the number of rows. Called by the import only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer, CustomerOwnerHistory, name_key, sound_key
from orders.account.models import Account, LedgerEntry
from orders.account.posting import refuse_shut
from orders.allocation.models import Allocation
from orders.invoice.drafting import buyer_of
from orders.invoice.models import Invoice
from orders.invoice.status import status_of
from orders.payment.models import Payment
from salesmgmt.core import calendar
from salesmgmt.core.copying import copy_rows, reserve_ids
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.money import ZERO
from salesmgmt.core.search import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from orders.account.states import LedgerEntryKind
    from orders.opening_balance.entry import Item
    from salesmgmt.core.models import User

BATCH = 1000


def customers(names: list, owners: dict, locations: dict, user: User) -> dict:
    """New customers by name, imported and unrated (CUS-07, CUS-13).

    A ledger seldom says who is responsible or where the customer sits. Without an owner the file stands in "customers
    without a responsible rep" until somebody is in charge; without a location it counts as outside the city, which
    promises the customer nothing that cannot be kept.
    """
    made = [
        Customer(
            number=number,
            name=name,
            name_key=name_key(name),
            sound_key=sound_key(name),
            owner=owners.get(name),
            region=owners[name].scope_unit("g") if name in owners else None,
            origin=Customer.Origin.IMPORTED,
            location_type=locations.get(name) or Customer.Location.REMOTE,
            created_by=user,
        )
        for name, number in zip(names, next_numbers(Customer.KIND, len(names)) if names else [], strict=True)
    ]
    Customer.objects.bulk_create(prepare(made), batch_size=BATCH)
    CustomerOwnerHistory.objects.bulk_create(
        [
            CustomerOwnerHistory(customer=customer, to_user=customer.owner, changed_by=user, reason=_("File opened"))
            for customer in made
            if customer.owner_id
        ],
        batch_size=BATCH,
    )
    action = gettext_noop("Created by the import of opening balances")
    _record(Customer, [(customer.pk, str(customer.status)) for customer in made], user, action)
    return {customer.name: customer for customer in made}


def lock_accounts(found: Iterable) -> dict:
    """{customer pk: Account}, made where missing, locked in the order of their pk."""
    pks = [customer.pk for customer in found]
    lock_roots(Customer, pks)
    Account.objects.bulk_create([Account(customer_id=pk) for pk in pks], batch_size=BATCH, ignore_conflicts=True)
    rows = Account.objects.select_for_update(no_key=True).filter(customer__in=pks).order_by("pk")
    return {account.customer_id: account for account in rows}


class Posted(NamedTuple):
    """What the rest of the import must know of an invoice, whether it is new or was taken over earlier."""

    pk: int
    customer_id: int


INVOICE_COLUMNS = (
    "id",
    "number",
    "customer_id",
    "source",
    "invoice_no",
    "status",
    "date",
    "due_date",
    "amount",
    "net",
    "open_amount",
    "settled_on",
    "disputed",
    "created_by_id",
    "posted_by_id",
    "posted_at",
)


def invoices(items: list[Item], by_name: dict, accounts: dict, user: User) -> dict:
    """{key: Posted} of the new items, posted, with their ledger entries."""
    now = timezone.now()
    numbers = _numbers(Invoice.KIND, [item.date for item in items])
    pks = reserve_ids(Invoice, len(items))
    buyers = {customer.pk: buyer_of(customer) for customer in by_name.values()}
    made, rows, entries, states = {}, [], [], []
    for pk, item in zip(pks, items, strict=True):
        customer = by_name[item.customer].pk
        left, status = _standing(item)
        made[item.key] = Posted(pk, customer)
        rows.append(
            (
                pk,
                next(numbers[item.date.year]),
                customer,
                Invoice.Source.OPENING.value,
                item.invoice_no,
                status,
                item.date,
                item.due_date,
                item.amount,
                item.amount,
                left,
                item.settled_on,
                item.disputed,
                user.pk,
                user.pk,
                now,
                *buyers[customer].values(),
            )
        )
        entries.append((accounts[customer].pk, item.date, pk, item.invoice_no, item.amount, item.due_date))
        states.append((pk, status))
    copy_rows(Invoice, (*INVOICE_COLUMNS, *next(iter(buyers.values()), ())), rows)
    _book(Invoice, LedgerEntry.Kind.OPENING, entries, user)
    _record(Invoice, states, user, gettext_noop("Taken over as opening balance"))
    return made


def _standing(item: Item) -> tuple:
    """``(open amount, status)`` of an invoice of the file."""
    left = ZERO if item.settled_on else item.amount
    status = status_of(amount=item.amount, open_amount=left, due_date=item.due_date, day=calendar.today())
    return left, str(status)


PAYMENT_COLUMNS = (
    "id",
    "number",
    "customer_id",
    "status",
    "date",
    "amount",
    "reference",
    "created_by_id",
    "confirmed_by_id",
    "confirmed_at",
)
ALLOCATION_COLUMNS = ("payment_id", "invoice_id", "amount", "date", "created_by_id")


def payments(pairs: list, accounts: dict, user: User) -> None:
    """A payment of the full amount per (item, invoice), confirmed and allocated on the day of settlement."""
    now, status = timezone.now(), Payment.Status.ALLOCATED.value
    numbers = _numbers(Payment.KIND, [item.settled_on for item, _invoice in pairs])
    pks = reserve_ids(Payment, len(pairs))
    rows, allocations, entries = [], [], []
    for pk, (item, invoice) in zip(pks, pairs, strict=True):
        number, day = next(numbers[item.settled_on.year]), item.settled_on
        rows.append((pk, number, invoice.customer_id, status, day, item.amount, item.invoice_no, user.pk, user.pk, now))
        allocations.append((pk, invoice.pk, item.amount, day, user.pk))
        entries.append((accounts[invoice.customer_id].pk, day, pk, number, -item.amount, None))
    copy_rows(Payment, PAYMENT_COLUMNS, rows)
    copy_rows(Allocation, ALLOCATION_COLUMNS, allocations)
    _book(Payment, LedgerEntry.Kind.PAYMENT, entries, user)
    _record(Payment, [(pk, status) for pk in pks], user, gettext_noop("Taken over as opening balance"))


def close(pairs: list, user: User) -> None:
    """Invoices of an earlier import that the file now says are settled."""
    for item, invoice in pairs:
        invoice.open_amount, invoice.settled_on, invoice.status = ZERO, item.settled_on, Invoice.Status.PAID
    found = [invoice for _item, invoice in pairs]
    Invoice.objects.bulk_update(found, ["open_amount", "settled_on", "status"], batch_size=BATCH)
    action = gettext_noop("Settled by the import of opening balances")
    _record(Invoice, [(invoice.pk, str(invoice.status)) for invoice in found], user, action)


def bring_balances_forward(accounts: dict) -> None:
    """The cached balances of the locked accounts, from their ledger, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE orders_account a SET balance = s.total "
            "FROM (SELECT account_id, sum(amount) AS total FROM orders_ledgerentry WHERE account_id = ANY(%s) "
            "GROUP BY account_id) s WHERE a.id = s.account_id",
            [[account.pk for account in accounts.values()]],
        )


def _book(model: type[Any], kind: LedgerEntryKind, entries: list, user: User) -> None:
    """``entries``: (account, day, primary key of the document, its reference, amount, due date)."""
    if entries:
        refuse_shut(min(day for _account, day, *_rest in entries))
    content_type = ContentType.objects.get_for_model(model).pk
    columns = (
        "account_id",
        "date",
        "object_id",
        "reference",
        "amount",
        "due_date",
        "kind",
        "content_type_id",
        "created_by_id",
    )
    copy_rows(LedgerEntry, columns, ((*entry, kind.value, content_type, user.pk) for entry in entries))


def _record(model: type[Any], states: list, user: User, action: str) -> None:
    """One audit row per document, as if each had been written by hand (DOC-04); ``states``: (primary key, status)."""
    content_type = ContentType.objects.get_for_model(model).pk
    columns = ("object_id", "to_status", "content_type_id", "actor_id", "action")
    copy_rows(AuditEntry, columns, ((*state, content_type, user.pk, action) for state in states))


def _numbers(kind: str, days: list[dt.date]) -> dict:
    """{year: iterator of numbers}, reserved in one statement a year."""
    count: dict = defaultdict(int)
    for day in days:
        count[day.year] += 1
    return {year: iter(next_numbers(kind, n, dt.date(year, 1, 1))) for year, n in sorted(count.items())}
