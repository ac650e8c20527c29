"""Movements of the ledger become lines: what one earns, for whom, with everything as it was on its day (PAY-09).

Nothing is written here; the number of queries of a batch does not depend on the movements in it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, F, JSONField, OuterRef, Q, Sum, Value

from customers.customer.models import Customer, CustomerOwnerHistory
from orders.account.models import LedgerEntry
from orders.invoice.models import Invoice, InvoiceLine
from orders.refund.models import Refund
from performance.commission.models import CommissionLine
from performance.commission.rules import (
    NEW_PRODUCT_PER_MILLE,
    Change,
    as_of,
    collection_commission,
    new_product_commission,
    taken_back,
)
from performance.commission.states import CommissionKind, LineStanding
from salesmgmt.core.calendar import at, day_of
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

MONEY = (LedgerEntry.Kind.PAYMENT, LedgerEntry.Kind.REVERSAL, LedgerEntry.Kind.REFUND)
BILLING = (LedgerEntry.Kind.INVOICE, LedgerEntry.Kind.CREDIT)
BATCH = 2000


def unpaid_movements(since: dt.date, until: dt.date) -> list[int]:
    """The keys of the movements booked from ``since`` on and before ``until`` that have no line yet, oldest first: money
    confirmed, reversed or paid back, billing of new products, and credited returns of them."""
    booked = LedgerEntry.objects.filter(created_at__gte=at(since), created_at__lt=at(until)).order_by()
    lines = CommissionLine.objects.filter(entry=OuterRef("pk"))
    money = booked.filter(~Exists(lines), kind__in=MONEY).values_list("pk", flat=True)
    billed = booked.filter(~Exists(lines), Exists(_new_billing()) | Q(object_id__in=_credits()), kind__in=BILLING)
    return sorted([*money, *billed.values_list("pk", flat=True)])


def _new_billing() -> Any:
    """Of the invoice an entry booked, lines of a product that was new on its day: asked invoice by invoice, because a list
    of all of them is searched from end to end for each entry once it is too long for the database to hash."""
    return InvoiceLine.objects.filter(
        invoice=OuterRef("object_id"), product__is_new_until__gte=F("invoice__date"), amount__gt=0
    )


def _credits() -> Any:
    """Credit notes of billing that earned something."""
    earned = CommissionLine.objects.filter(kind=CommissionKind.NEW_PRODUCT, counter_of__isnull=True)
    return (
        Invoice.objects.filter(source=Invoice.Source.CREDIT, corrects__in=earned.order_by().values("entry__object_id"))
        .order_by()
        .values("pk")
    )


@dataclass(frozen=True)
class Past:
    """Who was in charge of a customer, and whether he was mature, on any day."""

    owner_id: int | None
    is_mature: bool
    owners: tuple[Change, ...]
    classes: tuple[Change, ...]

    def owner_on(self, day: dt.date) -> int | None:
        """Whoever is in charge at the end of the day: a customer handed over counts for each by the day."""
        return as_of(self.owners, self.owner_id, day)

    def mature_on(self, day: dt.date) -> bool:
        return as_of(self.classes, self.is_mature, day)


def pasts_of(customers: Iterable[Customer]) -> dict[int, Past]:
    """One query for any number of customers (CUS-08, CUS-12)."""
    known = {each.pk: each for each in customers}
    owners: dict[int, list[Change]] = defaultdict(list)
    classes: dict[int, list[Change]] = defaultdict(list)
    for _pk, customer, moment, start, end, changes in sorted(_changes(known), key=lambda row: row[0]):
        day = day_of(moment)
        if changes:
            was, becomes = (text == "True" for text in changes["is_mature"])
            classes[customer].append(Change(day, was, becomes))
        else:
            # Before the file was opened its first rep stands for it.
            before = end if start is None and not owners[customer] else start
            owners[customer].append(Change(day, before, end))
    return {
        pk: Past(each.owner_id, each.is_mature, tuple(owners[pk]), tuple(classes[pk])) for pk, each in known.items()
    }


def _changes(ids: Iterable[int]) -> Any:
    """Hand-overs, and marks of maturity: (key, customer, moment, from whom, to whom, what a mark changed)."""
    nobody = Value(None, BigIntegerField())
    handed_over = (
        CustomerOwnerHistory.objects.filter(customer__in=ids).order_by().annotate(changes=Value(None, JSONField()))
    )
    marks = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Customer), object_id__in=ids, changes__has_key="is_mature"
    ).order_by()
    named = marks.annotate(start=nobody, end=nobody).values_list("pk", "object_id", "at", "start", "end", "changes")
    return handed_over.values_list("pk", "customer", "at", "from_user", "to_user", "changes").union(named, all=True)


def lines_of(entry_ids: list[int]) -> tuple[list[CommissionLine], list[CommissionLine]]:
    """``(lines, counter-lines)`` of these movements, not saved. A counter-line whose line is among the first has no
    ``counter_of`` key before that one is saved: save the first list first."""
    entries = list(LedgerEntry.objects.filter(pk__in=entry_ids).select_related("account").order_by("pk"))
    customers = Customer.objects.filter(pk__in={entry.account.customer_id for entry in entries})
    return lines_of_entries(entries, pasts_of(customers.only("owner", "is_mature")))


def lines_of_entries(
    entries: list[LedgerEntry], pasts: dict[int, Past]
) -> tuple[list[CommissionLine], list[CommissionLine]]:
    """The same of movements that need not have been booked: what they would give."""
    return _Batch(entries, pasts).build()


class _Batch:
    def __init__(self, entries: list[LedgerEntry], pasts: dict[int, Past]) -> None:
        self.entries, self.pasts = entries, pasts
        self.other_rate = policy().commission_other_per_mille
        self.lines: list[CommissionLine] = []
        self.counters: list[CommissionLine] = []

    def of(self, kind: str) -> list[LedgerEntry]:
        return [entry for entry in self.entries if entry.kind == kind]

    def build(self) -> tuple[list[CommissionLine], list[CommissionLine]]:
        for entry in self.of(LedgerEntry.Kind.PAYMENT):
            self.lines.append(self._collected(entry))
        self._billed(self.of(LedgerEntry.Kind.INVOICE))
        self._returned([*self.of(LedgerEntry.Kind.REVERSAL), *self.of(LedgerEntry.Kind.REFUND)])
        self._credited(self.of(LedgerEntry.Kind.CREDIT))
        return self.lines, self.counters

    def _collected(self, entry: LedgerEntry) -> CommissionLine:
        past, base = self.pasts[entry.account.customer_id], -entry.amount
        mature = past.mature_on(entry.date)
        amount, rate, standing = collection_commission(base, mature, self.other_rate)
        line = _line(entry, CommissionKind.COLLECTION, past, base=base, mature=mature)
        return _valued(line, amount, rate, standing)

    def _billed(self, entries: list[LedgerEntry]) -> None:
        if not entries:
            return
        by_invoice = {entry.object_id: entry for entry in entries}
        rows = (
            InvoiceLine.objects.filter(invoice__in=list(by_invoice), product__is_new_until__gte=F("invoice__date"))
            .order_by("invoice", "product")
            .values_list("invoice", "product", "product__is_new_until")
            .annotate(sum=Sum("amount"))
        )
        for invoice, product, until, billed in rows:
            entry = by_invoice[invoice]
            past = self.pasts[entry.account.customer_id]
            line = _line(entry, CommissionKind.NEW_PRODUCT, past, base=billed, mature=past.mature_on(entry.date))
            line.product_id, line.new_until = product, until
            amount = new_product_commission(billed, entry.date, until)
            self.lines.append(_valued(line, amount, NEW_PRODUCT_PER_MILLE, LineStanding.EARNED))

    def _returned(self, entries: list[LedgerEntry]) -> None:
        """A reversal, and a refund of free money, take back of their payment's line; where the payment earned nothing,
        because it was confirmed before commission began, there is nothing to take back. What is paid back of a credit
        note is a collection below zero."""
        if not entries:
            return
        payment_of = self._payments_of(entries)
        there = CommissionLine.objects.filter(
            kind=CommissionKind.COLLECTION,
            entry__kind=LedgerEntry.Kind.PAYMENT,
            entry__object_id__in=set(payment_of.values()),
        ).select_related("entry")
        payments = {line.entry.object_id: line for line in [*there, *self.lines] if _is_payment(line)}
        known = [line.pk for line in payments.values() if line.pk]
        taken, corrected = _taken(known, kind=CommissionKind.COLLECTION), _taken(known, kind=CommissionKind.CORRECTION)
        for entry in sorted(entries, key=lambda each: each.pk):
            payment = payment_of[entry.pk]
            line = payments.get(payment)
            if line is not None:
                before = taken[_key(line)]
                if before.base + entry.amount >= line.base:  # what was corrected goes with the last of it
                    before.amount += corrected[_key(line)].amount
                self._take_back(entry, line, entry.amount, before)
            elif payment is None:
                self.lines.append(self._collected(entry))

    @staticmethod
    def _payments_of(entries: list[LedgerEntry]) -> dict[int, int | None]:
        """``{entry: the payment whose money went back}``, None of a credit note."""
        refunds = [entry.object_id for entry in entries if entry.kind == LedgerEntry.Kind.REFUND]
        origins = dict(Refund.objects.filter(pk__in=refunds).values_list("pk", "payment")) if refunds else {}
        return {
            entry.pk: origins.get(entry.object_id) if entry.kind == LedgerEntry.Kind.REFUND else entry.object_id
            for entry in entries
        }

    def _credited(self, entries: list[LedgerEntry]) -> None:
        """A credit note takes back, product by product, what the invoice it corrects earned."""
        if not entries:
            return
        by_credit = {entry.object_id: entry for entry in entries}
        rows = (
            InvoiceLine.objects.filter(invoice__in=list(by_credit), product__isnull=False)
            .order_by("invoice", "product")
            .values_list("invoice", "invoice__corrects", "product")
            .annotate(sum=Sum("amount"))
        )
        found = [(by_credit[credit], corrects, product, -amount) for credit, corrects, product, amount in rows]
        there = CommissionLine.objects.filter(
            kind=CommissionKind.NEW_PRODUCT,
            counter_of__isnull=True,
            entry__object_id__in={corrects for _entry, corrects, _product, _amount in found},
        ).select_related("entry")
        earned = {(line.entry.object_id, line.product_id): line for line in [*there, *self.lines] if line.product_id}
        taken = _taken([line.pk for line in earned.values() if line.pk])
        for entry, corrects, product, amount in sorted(found, key=lambda row: row[0].pk):
            line = earned.get((corrects, product))
            if line is not None and amount > 0:
                self._take_back(entry, line, amount, taken[_key(line)])

    def _take_back(self, entry: LedgerEntry, line: CommissionLine, gone: Decimal, taken: Taken) -> None:
        """The same person, rate and class as the line it takes back."""
        taken.base += gone
        amount = taken_back(line.base, line.rate, taken.base, line.amount, taken.amount)
        taken.amount -= amount
        counter = CommissionLine(
            entry=entry,
            kind=line.kind,
            counter_of=line,
            person_id=line.person_id,
            customer_id=line.customer_id,
            product_id=line.product_id,
            day=entry.date,
            reference=entry.reference,
            base=-gone,
            rate=line.rate,
            mature=line.mature,
            new_until=line.new_until,
            standing=line.standing,
            amount=amount,
        )
        self.counters.append(counter)


@dataclass
class Taken:
    """What was taken back of a line before."""

    base: Decimal = ZERO
    amount: Decimal = ZERO


def _taken(pks: list[int], **which: str) -> dict[int, Taken]:
    rows = CommissionLine.objects.filter(counter_of__in=pks, **which).order_by().values_list("counter_of")
    found: dict[int, Taken] = defaultdict(Taken)
    for pk, base, amount in rows.annotate(base_sum=Sum("base"), amount_sum=Sum("amount")):
        found[pk] = Taken(-base, -amount)
    return found


def _key(line: CommissionLine) -> int:
    """Of a line that is not saved yet, too."""
    return id(line) if line.pk is None else line.pk


def _is_payment(line: CommissionLine) -> bool:
    return line.kind == CommissionKind.COLLECTION and line.entry.kind == LedgerEntry.Kind.PAYMENT


def _line(entry: LedgerEntry, kind: CommissionKind, past: Past, *, base: Decimal, mature: bool) -> CommissionLine:
    return CommissionLine(
        entry=entry,
        kind=kind,
        person_id=past.owner_on(entry.date),
        customer_id=entry.account.customer_id,
        day=entry.date,
        reference=entry.reference,
        base=base,
        mature=mature,
    )


def _valued(line: CommissionLine, amount: Decimal, rate: Decimal | None, standing: LineStanding) -> CommissionLine:
    """Nobody in charge on that day: nothing is earned, and the line says so."""
    line.rate = rate
    line.amount, line.standing = (amount, standing) if line.person_id else (ZERO, LineStanding.NOBODY)
    return line
