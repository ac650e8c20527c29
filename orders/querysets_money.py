"""Querysets of the money documents: scope, open items, and what was open at an earlier day."""

from django.db import models
from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import ScopedQuerySet

MONEY = DecimalField(max_digits=16, decimal_places=2)


def total(expression, **kwargs):
    """A sum that is 0.00 where there is nothing to add up."""
    return Coalesce(Sum(expression, **kwargs), Value(ZERO), output_field=MONEY)


class AccountQuerySet(ScopedQuerySet):
    """An account is a receivable: the matrix row of the invoice decides."""

    MATRIX_KEY = "invoice"


class NumberedQuerySet(ScopedQuerySet):
    """Found by the beginning of a number in Ctrl+K: an index of text, where a search column of a million rows is too much."""

    NUMBERS: tuple[str, ...] = ("number",)
    SHORTEST = 4

    def starting_with(self, text):
        text = text.strip().upper()
        if len(text) < self.SHORTEST:
            return self.none()
        condition = Q()
        for name in self.NUMBERS:
            condition |= Q(**{f"{name}__startswith": text})
        return self.filter(condition).select_related("customer")


class InvoiceQuerySet(NumberedQuerySet):
    MATRIX_KEY = "invoice"
    NUMBERS = ("number", "invoice_no")

    def live(self):
        """Posted, in whatever state since then: what stands in the ledger."""
        return self.filter(status__in=self.model.LIVE)

    def open(self):
        """Something is still owed, or a credit note is not used up. Drafts have nothing open."""
        return self.exclude(open_amount=0)

    def bills_open(self):
        """What customers owe: only a credit note is open below zero."""
        return self.filter(open_amount__gt=0)

    def credits_open(self):
        """Red letters of which something has not been set against an invoice yet."""
        return self.filter(open_amount__lt=0)

    def of_demand(self, demand):
        """What bills the deliveries of a demand notice's order: what its prepayment is kept for (REC-15)."""
        lines = self.model._meta.get_field("lines").related_model
        billing = lines.objects.filter(delivery_line__note__order__demand=demand)
        return self.filter(pk__in=billing.values("invoice"))

    def overdue(self, day):
        """Open after the due date (REC-01)."""
        return self.filter(due_date__lt=day, open_amount__gt=0)

    def oldest_first(self):
        return self.order_by("due_date", "date", "pk")

    def open_at(self, day):
        """The items open at the end of ``day``, with ``open_then``: amount less what was set against it up to that day.

        Not settled by then means: open still, or settled later; two partial indexes answer that.
        """
        return (
            self._unsettled_at(day)
            .annotate(open_then=F("amount") - self._allocated(day, "invoice") + self._allocated(day, "credit"))
            .exclude(open_then=0)
        )

    def bills_open_at(self, day):
        """The same without credit notes, which nothing is set against."""
        rows = self.bills_unsettled_at(day)
        return rows.annotate(open_then=F("amount") - self._allocated(day, "invoice")).exclude(open_then=0)

    def bills_unsettled_at(self, day):
        return self._unsettled_at(day).exclude(source=self.model.Source.CREDIT)

    def _unsettled_at(self, day):
        return self.live().filter(Q(settled_on__isnull=True) | Q(settled_on__gt=day), date__lte=day)

    def _allocated(self, day, field):
        # The model lives in the module that imports this one.
        allocation = self.model._meta.get_field("allocations").related_model
        rows = allocation.objects.filter(**{field: OuterRef("pk")}, date__lte=day).order_by().values(field)
        return Coalesce(Subquery(rows.annotate(sum=Sum("amount")).values("sum")), Value(ZERO, output_field=MONEY))

    def billing(self, path, value):
        """Invoices that bill deliveries by ``path`` from the note (``"order"``), with the credit notes that correct them."""
        lines = self.model._meta.get_field("lines").related_model
        note = f"delivery_line__note__{path}"
        found = lines.objects.filter(Q(**{note: value}) | Q(**{f"corrects__{note}": value}))
        return self.filter(pk__in=found.values("invoice"))

    def with_customer(self):
        return self.select_related("customer", "customer__owner")


class InvoiceLineQuerySet(models.QuerySet):
    def billing(self):
        """Lines that bill a delivery: drafts too, but none that was cancelled or credited as invoiced in error."""
        return self.filter(delivery_line__isnull=False, invoice__bills_delivery=True).exclude(
            invoice__status="cancelled"
        )


class PaymentQuerySet(NumberedQuerySet):
    MATRIX_KEY = "payment"

    def received(self):
        return self.filter(status__in=self.model.RECEIVED)

    def free(self):
        """Confirmed money that no invoice has taken yet."""
        return self.filter(unallocated__gt=0)

    def free_at(self, day):
        """The money free at the end of ``day``, with ``free_then``: the amount less what was allocated up to that day."""
        allocation = self.model._meta.get_field("allocations").related_model
        given = (
            allocation.objects.filter(payment=OuterRef("pk"), date__lte=day)
            .order_by()
            .values("payment")
            .annotate(sum=Sum("amount"))
            .values("sum")
        )
        there = Q(status__in=self.model.RECEIVED) | Q(reversed_on__gt=day)
        nothing = Value(ZERO, output_field=MONEY)
        return (
            self.filter(there, date__lte=day)
            .annotate(free_then=F("amount") - Coalesce(Subquery(given), nothing))
            .exclude(free_then=0)
        )

    def with_customer(self):
        return self.select_related("customer", "customer__owner")


class StatementQuerySet(NumberedQuerySet):
    """A statement shows receivables: whoever reads the customer's invoices reads it."""

    MATRIX_KEY = "invoice"

    def with_customer(self):
        return self.select_related("customer", "customer__owner")


__all__ = [
    "MONEY",
    "AccountQuerySet",
    "InvoiceLineQuerySet",
    "InvoiceQuerySet",
    "PaymentQuerySet",
    "StatementQuerySet",
    "total",
]
