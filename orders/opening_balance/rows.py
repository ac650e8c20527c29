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
    """{key: Posted} of the new invoices and credits, posted, with their ledger entries.

    A credit of the old books is a credit note that corrects no invoice here: negative, open as far as it is not used.
    """
    now = timezone.now()
    numbers = _numbers(Invoice.KIND, [item.date for item in items])
    pks = reserve_ids(Invoice, len(items))
    buyers = {customer.pk: buyer_of(customer) for customer in by_name.values()}
    made, rows, entries, states = {}, [], [], []
    for pk, item in zip(pks, items, strict=True):
        customer = by_name[item.customer].pk
        billed, left, status = _standing(item)
        made[item.key] = Posted(pk, customer)
        rows.append(
            (
                pk,
                next(numbers[item.date.year]),
                customer,
                (Invoice.Source.OPENING if item.is_invoice else Invoice.Source.CREDIT).value,
                item.invoice_no,
                status,
                item.date,
                item.due_date,
                billed,
                billed,
                left,
                None if left else item.paid_on,
                item.disputed,
                user.pk,
                user.pk,
                now,
                *buyers[customer].values(),
            )
        )
        entries.append((accounts[customer].pk, item.date, pk, item.invoice_no, billed, item.due_date))
        states.append((pk, status))
    copy_rows(Invoice, (*INVOICE_COLUMNS, *next(iter(buyers.values()), ())), rows)
    _book(Invoice, LedgerEntry.Kind.OPENING, entries, user)
    _record(Invoice, states, user, gettext_noop("Taken over as opening balance"))
    return made


def _standing(item: Item) -> tuple:
    """``(amount, open amount, status)`` of an invoice or a credit of the file."""
    billed, left = (item.amount, item.left) if item.is_invoice else (-item.left, -item.left)
    status = status_of(amount=billed, open_amount=left, due_date=item.due_date, day=calendar.today())
    return billed, left, str(status)


PAYMENT_COLUMNS = (
    "id",
    "number",
    "customer_id",
    "kind",
    "status",
    "date",
    "amount",
    "unallocated",
    "reference",
    "created_by_id",
    "confirmed_by_id",
    "confirmed_at",
)
ALLOCATION_COLUMNS = ("payment_id", "invoice_id", "amount", "date", "created_by_id")


def payments(found: list, accounts: dict, user: User) -> None:
    """A payment per (item, invoice, amount), confirmed and allocated on the day of the payment."""
    rows = [(item, invoice.customer_id, item.paid_on, amount) for item, invoice, amount in found]
    pks = _receive(rows, Payment.Kind.PAYMENT, accounts, user)
    set_against = [
        (pk, invoice.pk, amount, item.paid_on, user.pk) for pk, (item, invoice, amount) in zip(pks, found, strict=True)
    ]
    copy_rows(Allocation, ALLOCATION_COLUMNS, set_against)


def advances(items: list[Item], by_name: dict, accounts: dict, user: User) -> None:
    """Money that no invoice has taken yet: confirmed, and free as far as the old books have it (REC-15)."""
    rows = [(item, by_name[item.customer].pk, item.date, item.left) for item in items]
    _receive(rows, Payment.Kind.PREPAYMENT, accounts, user)


def _receive(found: list, kind: Any, accounts: dict, user: User) -> list[int]:
    """Payments of ``found``, (item, customer's primary key, day, amount), with their ledger entries; their primary keys.

    Of a prepayment all is free; what pays an invoice is allocated by the caller.
    """
    now, free = timezone.now(), kind == Payment.Kind.PREPAYMENT
    status = (Payment.Status.CONFIRMED if free else Payment.Status.ALLOCATED).value
    numbers = _numbers(Payment.KIND, [day for _item, _customer, day, _amount in found])
    pks = reserve_ids(Payment, len(found))
    rows, entries = [], []
    for pk, (item, customer, day, amount) in zip(pks, found, strict=True):
        number, left = next(numbers[day.year]), amount if free else ZERO
        about = (pk, number, customer, kind.value, status, day, amount, left, item.invoice_no)
        rows.append((*about, user.pk, user.pk, now))
        entries.append((accounts[customer].pk, day, pk, number, -amount, None))
    copy_rows(Payment, PAYMENT_COLUMNS, rows)
    _book(Payment, LedgerEntry.Kind.PAYMENT, entries, user)
    _record(Payment, [(pk, status) for pk in pks], user, gettext_noop("Taken over as opening balance"))
    return list(pks)


def pay_known(found: list, user: User) -> None:
    """Invoices of an earlier import of which the file now says that more is paid: ``found`` of (item, amount)."""
    paid = []
    for item, amount in found:
        invoice = item.known
        invoice.open_amount -= amount
        invoice.settled_on = None if invoice.open_amount else item.paid_on
        figures = {"amount": invoice.amount, "open_amount": invoice.open_amount, "due_date": invoice.due_date}
        invoice.status = status_of(**figures, day=calendar.today())
        paid.append(invoice)
    Invoice.objects.bulk_update(paid, ["open_amount", "settled_on", "status"], batch_size=BATCH)
    action = gettext_noop("Settled by the import of opening balances")
    _record(Invoice, [(invoice.pk, str(invoice.status)) for invoice in paid], user, action)


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
