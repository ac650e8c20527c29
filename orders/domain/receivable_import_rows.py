"""Writing opening balances in bulk: a few statements a table, whatever the number of rows. Called by the import only."""

import datetime as dt
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.models import Customer, CustomerOwnerHistory
from customers.models.customer import name_key, sound_key
from orders.domain.invoice_drafting import buyer_of
from orders.domain.invoice_status import status_of
from orders.models.account import Account, LedgerEntry
from orders.models.invoice import Invoice
from orders.models.payment import Allocation, Payment
from salesmgmt.core import calendar
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.money import ZERO
from salesmgmt.core.search import prepare

BATCH = 1000


def customers(names, owners, locations, user):
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
    _record(made, user, gettext_noop("Created by the import of opening balances"))
    return {customer.name: customer for customer in made}


def lock_accounts(found):
    """{customer pk: Account}, made where missing, locked in the order of their pk."""
    pks = [customer.pk for customer in found]
    Account.objects.bulk_create([Account(customer_id=pk) for pk in pks], batch_size=BATCH, ignore_conflicts=True)
    rows = Account.objects.select_for_update().filter(customer__in=pks).order_by("pk")
    return {account.customer_id: account for account in rows}


def invoices(items, by_name, accounts, user):
    """{key: Invoice} of the new items, posted, with their ledger entries."""
    today, now = calendar.today(), timezone.now()
    numbers = _numbers(Invoice.KIND, [item.date for item in items])
    made = {
        item.key: _invoice(item, by_name[item.customer], next(numbers[item.date.year]), user, today, now)
        for item in items
    }
    Invoice.objects.bulk_create(made.values(), batch_size=BATCH)
    _book(made.values(), accounts, user, lambda row: (LedgerEntry.Kind.OPENING, row.date, row.amount, row.due_date))
    _record(made.values(), user, gettext_noop("Taken over as opening balance"))
    return made


def _invoice(item, customer, number, user, today, now):
    left = ZERO if item.settled_on else item.amount
    return Invoice(
        number=number,
        customer=customer,
        source=Invoice.Source.OPENING,
        invoice_no=item.invoice_no,
        status=status_of(amount=item.amount, open_amount=left, due_date=item.due_date, day=today),
        date=item.date,
        due_date=item.due_date,
        amount=item.amount,
        net=item.amount,
        tax=ZERO,
        open_amount=left,
        settled_on=item.settled_on,
        disputed=item.disputed,
        created_by=user,
        posted_by=user,
        posted_at=now,
        **buyer_of(customer),
    )


def payments(pairs, accounts, user):
    """A payment of the full amount per (item, invoice), confirmed and allocated on the day of settlement."""
    now = timezone.now()
    numbers = _numbers(Payment.KIND, [item.settled_on for item, _invoice in pairs])
    made = [
        Payment(
            number=next(numbers[item.settled_on.year]),
            customer_id=invoice.customer_id,
            status=Payment.Status.ALLOCATED,
            date=item.settled_on,
            amount=item.amount,
            reference=item.invoice_no,
            created_by=user,
            confirmed_by=user,
            confirmed_at=now,
        )
        for item, invoice in pairs
    ]
    Payment.objects.bulk_create(made, batch_size=BATCH)
    Allocation.objects.bulk_create(
        [
            Allocation(payment=payment, invoice=invoice, amount=payment.amount, date=payment.date, created_by=user)
            for payment, (_item, invoice) in zip(made, pairs, strict=True)
        ],
        batch_size=BATCH,
    )
    _book(made, accounts, user, lambda row: (LedgerEntry.Kind.PAYMENT, row.date, -row.amount, None))
    _record(made, user, gettext_noop("Taken over as opening balance"))


def close(pairs, user):
    """Invoices of an earlier import that the file now says are settled."""
    for item, invoice in pairs:
        invoice.open_amount, invoice.settled_on, invoice.status = ZERO, item.settled_on, Invoice.Status.PAID
    found = [invoice for _item, invoice in pairs]
    Invoice.objects.bulk_update(found, ["open_amount", "settled_on", "status"], batch_size=BATCH)
    _record(found, user, gettext_noop("Settled by the import of opening balances"))


def bring_balances_forward(accounts):
    """The cached balances of the locked accounts, from their ledger, in the same transaction."""
    pks = [account.pk for account in accounts.values()]
    sums = dict(
        LedgerEntry.objects.filter(account__in=pks).order_by().values_list("account").annotate(sum=Sum("amount"))
    )
    for account in accounts.values():
        account.balance = sums.get(account.pk, ZERO)
    Account.objects.bulk_update(accounts.values(), ["balance"], batch_size=BATCH)


def _book(rows, accounts, user, figures):
    entries = []
    for row in rows:
        kind, day, amount, due_date = figures(row)
        entries.append(
            LedgerEntry(
                account=accounts[row.customer_id],
                date=day,
                kind=kind,
                content_type=ContentType.objects.get_for_model(row),
                object_id=row.pk,
                reference=getattr(row, "invoice_no", "") or row.number,
                amount=amount,
                due_date=due_date,
                created_by=user,
            )
        )
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)


def _record(rows, user, action):
    """One audit row per document, as if each had been written by hand (DOC-04)."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                content_type=ContentType.objects.get_for_model(row),
                object_id=row.pk,
                actor=user,
                action=action,
                to_status=row.status,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )


def _numbers(kind, days):
    """{year: iterator of numbers}, reserved in one statement a year."""
    count = defaultdict(int)
    for day in days:
        count[day.year] += 1
    return {year: iter(next_numbers(kind, n, dt.date(year, 1, 1))) for year, n in sorted(count.items())}
