"""The account of a customer: its lock, and the only function that books into the ledger."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from orders.account.models import Account, LedgerEntry
from salesmgmt.core import registry
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import lock_roots, of_root
from salesmgmt.core.money import cents
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from typing import Any

    from orders.account.states import LedgerEntryKind
    from salesmgmt.core.models import Document, User

# 14 digits with 2 places is what the columns hold.
LIMIT = Decimal("1e12")


def lock_account(customer: Any) -> Any:
    """The customer's account, locked until the transaction ends, and the customer before it; made at its first use.

    ``customer`` is a Customer or its pk. Everything that moves the customer's money or decides by what he owes takes
    this lock first: two payments against one invoice, two releases against one warning line wait for each other.
    Of a file that was merged into another a moment ago it is the account of the file that was kept.
    """
    customer_id = getattr(customer, "pk", customer)
    account = of_root(Account, customer_id).select_for_update(no_key=True, of=("self",)).first()
    if account is None:
        customer_id = lock_roots(Customer, [customer_id])[customer_id].pk
        Account.objects.bulk_create([Account(customer_id=customer_id)], ignore_conflicts=True)
        account = Account.objects.select_for_update(no_key=True).get(customer_id=customer_id)
    return account


def lock_with_account(model: type[Any], pk: int, *related: Any) -> tuple:
    """(document, account), both locked, the account first. BusinessError where the document is gone or has moved."""
    found = model._base_manager.filter(pk=pk).values_list("customer_id", flat=True).first()
    if found is None:
        raise BusinessError(_("This document no longer exists."))
    account = lock_account(found)
    document = lock(model, pk, "customer", "customer__owner", *related)
    if document.customer_id != account.customer_id:
        raise BusinessError(_("This document was changed in the meantime. Please look at it again."))
    return document, account


def checked_amount(value: Decimal, *, allow_zero: bool = False) -> Decimal:
    """The amount as money, or BusinessError in plain words: negative, zero, three decimals, too large."""
    amount = Decimal(value)
    if not amount.is_finite():
        raise BusinessError(_("Enter an amount."))
    if amount < 0:
        raise BusinessError(_("The amount is negative. Enter it without a minus sign."))
    if amount == 0 and not allow_zero:
        raise BusinessError(_("The amount is zero."))
    if amount != cents(amount) if amount < LIMIT else False:
        raise BusinessError(_("An amount has at most two decimals (yuan and cents)."))
    if amount >= LIMIT:
        raise BusinessError(_("The amount is too large: it must be below 1,000,000,000,000."))
    return cents(amount)


def refuse_shut(day: dt.date) -> None:
    """The one guard of the closed months: BusinessError for a day in a month that finance has closed, or before it.

    Until the transaction ends no month is closed: who closes waits, and then finds what was booked here. The database
    refuses such an entry once more, whoever writes it.
    """
    until = registry.fact("ledger", "shut_until", LedgerEntry)
    if until is not None and day <= until:
        raise BusinessError(
            _(
                "The books are closed up to %(until)s, and %(day)s lies before. Date it from %(open)s on; or finance "
                "proposes to reopen the month and the general manager decides."
            )
            % {"until": until, "day": day, "open": until + dt.timedelta(days=1)}
        )


def book(
    account: Account,
    *,
    kind: LedgerEntryKind,
    day: dt.date,
    amount: Decimal,
    document: Document,
    reference: str,
    due_date: dt.date | None = None,
    user: User = None,
) -> LedgerEntry:
    """Append one entry and change the cached balance by it, under the account's lock (REC-13); never into a month that
    is closed."""
    refuse_shut(day)
    entry = LedgerEntry.objects.create(
        account=account,
        date=day,
        kind=kind,
        content_type=ContentType.objects.get_for_model(document),
        object_id=document.pk,
        reference=reference,
        amount=amount,
        due_date=due_date,
        created_by=user,
    )
    account.balance += amount
    Account.objects.filter(pk=account.pk).update(balance=F("balance") + amount)
    return entry
