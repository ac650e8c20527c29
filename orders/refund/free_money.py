"""All money of a customer that lies free, in one place: what it could be set against, and setting it there in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from orders.account.posting import lock_account
from orders.allocation.credit_offset import offset_against
from orders.allocation.proposal import propose
from orders.invoice.models import Invoice
from orders.payment.allocation import allocate
from orders.payment.exposure import exposure_shown
from orders.payment.figures import HELD
from orders.payment.models import Payment
from orders.refund.permissions import can_settle_free_money
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def free_payments(customer: Any) -> Any:
    """Confirmed money that no invoice has taken, the oldest first."""
    return Payment.objects.filter(customer=customer).free().order_by("date", "pk")


def free_credits(customer: Any) -> Any:
    """Credit notes of which something is left, the oldest first."""
    return Invoice.objects.filter(customer=customer).credits_open().order_by("date", "pk")


def disputed_bills(customer: Any) -> Any:
    """What no proposal touches, because the customer disagrees."""
    return Invoice.objects.filter(customer=customer, disputed=True).bills_open().oldest_first()


def proposals_for(customer: Any) -> list[tuple]:
    """``[(payment or credit note, [(invoice, amount)])]``: credit notes first, then money, each against the oldest due
    date that is still open after those before it. A held prepayment pays the deliveries of its notice alone (REC-15);
    nothing pays what is disputed."""
    bills = list(Invoice.objects.filter(customer=customer).bills_open().oldest_first())
    found = [(credit, -credit.open_amount, bills) for credit in free_credits(customer)]
    held = set(free_payments(customer).filter(HELD).values_list("pk", flat=True))
    for payment in free_payments(customer):
        found.append((payment, payment.unallocated, _kept_for(payment, bills) if payment.pk in held else bills))
    return [(origin, _spread(free, items)) for origin, free, items in found]


def _kept_for(payment: Payment, bills: list[Invoice]) -> list[Invoice]:
    mine = Invoice.objects.filter(pk__in=[bill.pk for bill in bills]).of_demand(payment.demand_notice_id)
    pks = set(mine.values_list("pk", flat=True))
    return [bill for bill in bills if bill.pk in pks]


def _spread(free: Any, items: list[Invoice]) -> list[tuple]:
    """The shares, taken off what is open of the items in memory, for the next one."""
    shares = propose(free, items)
    for invoice, amount in shares:
        invoice.open_amount -= amount
    return shares


@transaction.atomic
def settle_free_money(pk: int, user: User) -> Any:
    """Everything as proposed, from the figures under the account's lock: a person's decision, never silent (REC-06,
    REC-13). ``pk`` is the customer's."""
    account = lock_account(pk)
    require(can_settle_free_money(user, account.customer))
    settled = 0
    for origin, shares in proposals_for(pk):
        if not shares:
            continue
        given = [(invoice.pk, amount) for invoice, amount in shares]
        (allocate if isinstance(origin, Payment) else offset_against)(origin.pk, user, given)
        settled += 1
    if not settled:
        raise BusinessError(_("There is no free money, or no open invoice that it could be set against."))
    return account.customer


def has_free_money(user: User, customer: Customer) -> bool:
    """The button: something is free, and something is open."""
    return (
        can_settle_free_money(user, customer)
        and bool(exposure_shown(customer).unallocated)
        and Invoice.objects.filter(customer=customer, disputed=False).bills_open().exists()
    )
