"""Money that comes in after a write-off (REC-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.models import LedgerEntry
from orders.account.posting import book, checked_amount, lock_with_account
from orders.allocation.settling import take_off
from orders.bad_debt.models import DoubtfulReceivable
from orders.bad_debt.permissions import can_recover
from orders.invoice.models import Invoice
from orders.payment.allocation import allocate
from orders.payment.models import Payment
from orders.supply.words import yuan
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from orders.account.models import Account
    from salesmgmt.core.models import User


def _bring_back(
    doubtful: DoubtfulReceivable, account: Account, invoice: Invoice, amount: Decimal, day: dt.date, user: User
) -> None:
    """So much of what was written off is a receivable again; all are locked."""
    take_off(doubtful, invoice, amount, user, day)
    book(
        account,
        kind=LedgerEntry.Kind.RECOVERY,
        day=day,
        amount=amount,
        document=doubtful,
        reference=doubtful.number,
        user=user,
    )


def lose_less(credit: Invoice, *, original: Invoice, amount: Decimal, user: User) -> None:
    """A credit note takes off an invoice more than is open of it: as far as that was written off, the loss is taken back on
    the day of the credit note (REC-04). Else the customer would be owed money for what he never paid."""
    lost = DoubtfulReceivable.objects.filter(invoice=original, status=DoubtfulReceivable.Status.BAD)
    for pk in lost.order_by("pk").values_list("pk", flat=True):
        doubtful, account = lock_with_account(DoubtfulReceivable, pk)
        part = min(doubtful.lost, amount)
        if part > ZERO:
            _bring_back(doubtful, account, lock(Invoice, original.pk), part, credit.date, user)
            change(
                doubtful,
                user,
                gettext_noop("Taken back by a credit note"),
                comment=f"{credit}: {part:,.2f}",
                recovered=doubtful.recovered + part,
            )
            amount -= part


@transaction.atomic
def recover(pk: int, user: User, *, payment: Payment, amount: Decimal) -> DoubtfulReceivable:
    """Finance sets confirmed money against what was written off (REC-04).

    The receivable is first brought back into the ledger by so much, by an entry of its own kind, and then paid like any
    other: so the money counts as collected, and the write-off stays as it was booked. Refused: more than was written off
    and not recovered yet, more than is free of the payment, another customer's money.
    """
    doubtful, account = lock_with_account(DoubtfulReceivable, pk)
    require(can_recover(user, doubtful))
    if doubtful.status != DoubtfulReceivable.Status.BAD:
        raise BusinessError(_("Only what was written off can be recovered."))
    amount = checked_amount(amount)
    if payment.customer_id != doubtful.customer_id:
        raise BusinessError(_("This is the money of another customer."))
    if amount > doubtful.lost:
        raise BusinessError(
            _("Only %(lost)s is written off and not recovered yet; %(wanted)s cannot be recovered.")
            % {"lost": f"{doubtful.lost:,.2f}", "wanted": f"{amount:,.2f}"}
        )
    _bring_back(doubtful, account, lock(Invoice, doubtful.invoice_id), amount, today(), user)
    allocate(payment.pk, user, [(doubtful.invoice_id, amount)])
    change(
        doubtful,
        user,
        gettext_noop("Recovered after write-off"),
        comment=f"{payment}: {amount:,.2f}",
        recovered=doubtful.recovered + amount,
    )
    words = {"customer": doubtful.customer, "amount": yuan(amount)}
    notify(
        [doubtful.created_by, doubtful.customer.owner],
        lambda: _("Recovered after write-off: %(customer)s, %(amount)s") % words,
        url=doubtful.get_absolute_url(),
    )
    return doubtful
