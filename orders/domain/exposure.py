"""What a customer owes: the one figure every check decides by, with its inputs line by line."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy as _

from orders.domain.account_posting import lock_account
from orders.models.invoice import Invoice
from orders.models.payment import Payment
from orders.querysets_money import total
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO

__all__ = ["Exposure", "exposure_of", "lock_account", "outstanding_of_many", "overdue_of_many", "within_line"]


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


def exposure_of(customer, day=None):
    """The customer's exposure at ``day`` (today). Two queries on partial indexes, whatever the history.

    A receivable falls by confirmed payments and credit notes only (REC-13), so recorded payments count for nothing.
    A prepayment held for a demand notice pays that notice and is not set against older debts.
    """
    day = day or calendar.today()
    owed = _open_items(customer, day)
    free = _free_money(customer, day)
    lines = [
        (_("Open invoices, not due"), owed["invoiced"] - owed["overdue"]),
        (_("Open invoices, overdue"), owed["overdue"]),
    ]
    if owed["credits"]:
        lines.append((_("Credit notes not offset"), owed["credits"]))
    if free["free"]:
        lines.append((_("Confirmed payments not allocated"), -free["free"]))
    return Exposure(
        outstanding=sum((amount for _label, amount in lines), ZERO),
        overdue=owed["overdue"],
        unallocated=free["free"] - owed["credits"],
        open_items=owed["items"],
        oldest_days=max((day - owed["oldest"]).days, 0) if owed["oldest"] else 0,
        reserved=free["reserved"],
        lines=lines,
    )


def outstanding_of_many(customers):
    """{customer pk: outstanding of today} for a queryset of customers, as exposure_of() adds it up; two queries."""
    held = Q(kind=Payment.Kind.PREPAYMENT, demand_notice__isnull=False)
    owed = Invoice.objects.filter(customer__in=customers).open().order_by().values_list("customer")
    free = Payment.objects.filter(customer__in=customers).free().exclude(held).order_by().values_list("customer")
    found = dict(owed.annotate(sum=total("open_amount")))
    for pk, amount in free.annotate(sum=total("unallocated")):
        found[pk] = found.get(pk, ZERO) - amount
    return found


def overdue_of_many(customer_pks):
    """{customer pk: overdue of today}, as exposure_of() adds it up; one query. Who owes nothing overdue is missing."""
    rows = Invoice.objects.filter(customer__in=list(customer_pks)).overdue(calendar.today()).order_by()
    return dict(rows.values_list("customer").annotate(sum=total("open_amount")))


def within_line(amount, line):
    """Up to and including the warning line supply goes on (W9: 700,000.00 is allowed, 700,000.01 is not)."""
    return amount <= line


def _open_items(customer, day):
    """``open_amount`` is right for today; an earlier day is read from the allocations."""
    invoices = Invoice.objects.filter(customer=customer)
    is_past = day < calendar.today()
    rows = invoices.open_at(day) if is_past else invoices.open()
    amount = "open_then" if is_past else "open_amount"
    bill = ~Q(source=Invoice.Source.CREDIT)
    return rows.aggregate(
        invoiced=total(amount, filter=bill),
        overdue=total(amount, filter=bill & Q(due_date__lt=day)),
        credits=total(amount, filter=Q(source=Invoice.Source.CREDIT)),
        items=Count("pk", filter=bill),
        oldest=Min("due_date", filter=bill),
    )


def _free_money(customer, day):
    payments = Payment.objects.filter(customer=customer)
    held = Q(kind=Payment.Kind.PREPAYMENT, demand_notice__isnull=False)
    is_past = day < calendar.today()
    rows = payments.free_at(day) if is_past else payments.free()
    amount = "free_then" if is_past else "unallocated"
    return rows.aggregate(free=total(amount, filter=~held), reserved=total(amount, filter=held))
