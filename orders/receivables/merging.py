"""What money means when two customer files become one (CUS-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.utils.translation import gettext as _

from orders.account.models import Account
from orders.invoice.models import Invoice
from orders.payment.exposure import exposure_of
from orders.payment.models import Payment
from orders.statement.models import Statement
from orders.supply.models import SupplyCheck
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from customers.customer.models import Customer


# The settled ledger of a closed file stays with it, and so does everything that is booked in it.
BOOKED = frozenset({Account, Invoice, Payment, Statement})


def merge_accounts(kept: Customer, merged: Customer) -> frozenset:
    """The ledger goes with its account to the kept file; two ledgers are never put into one (REC-13).

    Where both have entries the one to be closed must be settled: it then stays with its file as history. Raises
    BusinessError with what is still open otherwise. Returns the models that stay.
    """
    rows = Account.objects.select_for_update().filter(customer__in=[kept.pk, merged.pk]).order_by("pk")
    accounts = {row.customer_id: row for row in rows}
    mine, other = accounts.get(kept.pk), accounts.get(merged.pk)
    # The stored decisions stay what they are; only the file under which they are found is another.
    with pgtrigger.ignore("orders.SupplyCheck:append_only"):
        SupplyCheck.objects.filter(customer=merged.pk).update(customer=kept.pk)
    if mine is None or other is None:
        return frozenset()
    if not mine.entries.exists():
        mine.delete()
        return frozenset()
    if not other.entries.exists():
        other.delete()
        return frozenset()
    _require_settled(other)
    return BOOKED


def _require_settled(account: Account) -> None:
    exposure = exposure_of(account.customer)
    begun = Payment.objects.filter(customer=account.customer_id, status=Payment.Status.RECORDED).count()
    begun += Invoice.objects.filter(customer=account.customer_id, status=Invoice.Status.DRAFT).count()
    items = exposure.open_items + begun
    if account.balance or items or exposure.unallocated:
        raise BusinessError(
            _(
                "Both have a ledger, and entries are never rewritten. Settle the account of %(number)s first (balance "
                "%(balance)s, open items %(items)d): collect or credit what is open. Then merge; the settled ledger stays "
                "with the closed file."
            )
            % {"number": account.customer.number, "balance": f"{account.balance:,.2f}", "items": items}
        )
