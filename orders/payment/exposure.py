"""What a customer owes: the one figure every check decides by, with its inputs line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.account.posting import lock_account
from orders.account.querysets import total
from orders.invoice.models import Invoice
from orders.payment.figures import HELD, receivable
from orders.payment.models import Payment
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from orders.payment.figures import Receivable


__all__ = [
    "Exposure",
    "exposure_of",
    "exposure_shown",
    "lock_account",
    "outstanding_of_many",
    "overdue_of_many",
    "within_line",
]


@dataclass(frozen=True)
class Exposure:
    """``outstanding`` is compared with the warning line; ``lines`` names what it is made of and adds up to it."""

    outstanding: Decimal
    overdue: Decimal
    unallocated: Decimal
    open_items: int
    oldest_days: int
    reserved: Decimal = ZERO
    lines: list = field(default_factory=list)


def exposure_of(customer: Any, day: Any = None) -> Exposure:
    """The customer's exposure at ``day`` (today): his Receivable, in one query, whatever the history."""
    day = day or calendar.today()
    found = receivable(Invoice.objects.filter(customer=customer), Payment.objects.filter(customer=customer), day)
    return Exposure(
        outstanding=found.outstanding,
        overdue=found.overdue,
        unallocated=found.unallocated,
        open_items=found.items,
        oldest_days=max((day - found.oldest).days, 0) if found.oldest else 0,
        reserved=found.held,
        lines=_lines(found),
    )


def exposure_shown(customer: Customer) -> Exposure:
    """The same of today for a page: read once, its figures and its buttons ask the same. No act decides by it."""
    return read_once(customer, "exposure_shown", lambda: exposure_of(customer))


def _lines(found: Receivable) -> list:
    lines = [(_("Open invoices, not due"), found.not_due), (_("Open invoices, overdue"), found.overdue)]
    if found.credits:
        lines.append((_("Credit notes not offset"), -found.credits))
    if found.free:
        lines.append((_("Confirmed payments not allocated"), -found.free))
    return lines


def outstanding_of_many(customers: list[int]) -> dict:
    """{customer pk: outstanding of today} for a queryset of customers, as exposure_of() adds it up; two queries."""
    owed = Invoice.objects.filter(customer__in=customers).open().order_by().values_list("customer")
    free = Payment.objects.filter(customer__in=customers).free().filter(~HELD).order_by().values_list("customer")
    found = dict(owed.annotate(sum=total("open_amount")))
    for pk, amount in free.annotate(sum=total("unallocated")):
        found[pk] = found.get(pk, ZERO) - amount
    return found


def overdue_of_many(customer_pks: set) -> dict:
    """{customer pk: overdue of today}, as exposure_of() adds it up; one query. Who owes nothing overdue is missing."""
    rows = Invoice.objects.filter(customer__in=list(customer_pks)).overdue(calendar.today()).order_by()
    return dict(rows.values_list("customer").annotate(sum=total("open_amount")))


def within_line(amount: Decimal, line: Decimal) -> bool:
    """Up to and including the warning line supply goes on (W9: 700,000.00 is allowed, 700,000.01 is not)."""
    return amount <= line
