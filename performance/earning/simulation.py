"""What a person would earn if customers paid what they owe: the lines of the real computation, and nothing written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Sum

from customers.customer.models import Customer
from orders.account.models import LedgerEntry
from orders.invoice.models import Invoice
from performance.collection.result import collected_between
from performance.commission.computing import quotas_of
from performance.commission.models import CommissionLine
from performance.commission.movement import lines_of_entries
from performance.commission.rules import is_qualified
from performance.commission.states import LineStanding
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from performance.commission.movement import Past
    from salesmgmt.core.models import User

SHOWN = 20


@dataclass
class Trial:
    """The lines that the payments would give, and what the month comes to with them."""

    lines: list[CommissionLine] = field(default_factory=list)
    money: Decimal = ZERO
    collected: Decimal = ZERO
    quota: Decimal | None = None

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def undecided(self) -> Decimal:
        """Money for which nobody has decided the rate (SET-20a)."""
        return sum((line.base for line in self.lines if line.standing == LineStanding.PENDING_RATE), ZERO)

    @property
    def with_it(self) -> Decimal:
        return self.collected + self.money

    @property
    def is_met(self) -> bool:
        return is_qualified(self.with_it, self.quota)


def overdue_of(person: User, day: dt.date) -> Any:
    """The oldest overdue invoices of his customers, as many as are shown; their customers are read for these alone."""
    mine = Customer.objects.filter(owner=person).order_by().values("pk")
    rows = Invoice.objects.visible_to(person).filter(customer__any_of=ArraySubquery(mine)).overdue(day)
    found = rows.oldest_first().values("pk")[:SHOWN]
    return Invoice.objects.filter(pk__in=found).select_related("customer__account").oldest_first()


def owed(rows: Any) -> Decimal:
    return rows.order_by().aggregate(sum=Sum("open_amount"))["sum"] or ZERO


def if_paid(person: User, invoices: Iterable[Invoice], day: dt.date, pasts: dict[int, Past]) -> Trial:
    """Each of these invoices paid in full on ``day`` and confirmed by finance: what each payment would earn (PAY-04)."""
    chosen = list(invoices)
    entries = [
        LedgerEntry(
            account=invoice.customer.account,
            date=day,
            kind=LedgerEntry.Kind.PAYMENT,
            reference=invoice.number,
            amount=-invoice.open_amount,
        )
        for invoice in chosen
    ]
    customers = {invoice.customer_id: invoice.customer for invoice in chosen}
    lines, _counters = lines_of_entries(entries, pasts)
    mine = [line for line in lines if line.person_id == person.pk]
    for line in mine:
        line.customer = customers[line.customer_id]
    first = day.replace(day=1)
    return Trial(
        mine,
        sum((line.base for line in mine), ZERO),
        collected_between(person, first, day).get(person.pk, ZERO),
        quotas_of([person.pk], first).get(person.pk),
    )
