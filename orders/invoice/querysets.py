from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from orders.account.querysets import MONEY, NumberedQuerySet
from orders.invoice.states import InvoiceStatus
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contracts.contract.models import Contract


class InvoiceQuerySet(NumberedQuerySet):
    MATRIX_KEY = "invoice"
    NUMBERS = ("number", "invoice_no")

    def live(self) -> InvoiceQuerySet:
        """Posted, in whatever state since then: what stands in the ledger."""
        return self.filter(status__in=self.model.LIVE)

    def open(self) -> InvoiceQuerySet:
        """Something is still owed, or a credit note is not used up. Drafts have nothing open."""
        return self.exclude(open_amount=0)

    def bills_open(self) -> InvoiceQuerySet:
        """What customers owe: only a credit note is open below zero."""
        return self.filter(open_amount__gt=0)

    def credits_open(self) -> InvoiceQuerySet:
        """Red letters of which something has not been set against an invoice yet."""
        return self.filter(open_amount__lt=0)

    def of_demand(self, demand: Any) -> InvoiceQuerySet:
        """What bills the deliveries of a demand notice's order: what its prepayment is kept for (REC-15)."""
        lines = self.model._meta.get_field("lines").related_model
        billing = lines.objects.filter(delivery_line__note__order__demand=demand)
        return self.filter(pk__in=billing.values("invoice"))

    def retaining(self, invoice: Any) -> InvoiceQuerySet:
        """The invoice that bills what is kept back of this one."""
        return self.filter(retention_of=invoice).exclude(status=InvoiceStatus.CANCELLED)

    def overdue(self, day: dt.date) -> InvoiceQuerySet:
        """Open after the due date (REC-01)."""
        return self.filter(due_date__lt=day, open_amount__gt=0)

    def oldest_first(self) -> InvoiceQuerySet:
        return self.order_by("due_date", "date", "pk")

    def open_at(self, day: dt.date) -> InvoiceQuerySet:
        """The items open at the end of ``day``, with ``open_then``: amount less what was set against it up to that day.

        Not settled by then means: open still, or settled later; two partial indexes answer that.
        """
        return (
            self._unsettled_at(day)
            .annotate(open_then=F("amount") - self._allocated(day, "invoice") + self._allocated(day, "credit"))
            .exclude(open_then=0)
        )

    def bills_open_at(self, day: Any) -> InvoiceQuerySet:
        """The same without credit notes, which nothing is set against; ``day`` may be a date of an outer query."""
        rows = self.bills_unsettled_at(day)
        return rows.annotate(open_then=F("amount") - self._allocated(day, "invoice")).exclude(open_then=0)

    def bills_unsettled_at(self, day: Any) -> InvoiceQuerySet:
        return self._unsettled_at(day).exclude(source=self.model.Source.CREDIT)

    def _unsettled_at(self, day: Any) -> InvoiceQuerySet:
        return self.live().filter(Q(settled_on__isnull=True) | Q(settled_on__gt=day), date__lte=day)

    def _allocated(self, day: Any, field: str) -> Any:
        # The model lives in the module that imports this one.
        allocation = self.model._meta.get_field("allocations").related_model
        day = OuterRef(day) if isinstance(day, OuterRef) else day  # it stands another query further out
        rows = allocation.objects.filter(**{field: OuterRef("pk")}, date__lte=day).order_by().values(field)
        return Coalesce(Subquery(rows.annotate(sum=Sum("amount")).values("sum")), Value(ZERO, output_field=MONEY))

    def billing(self, path: str, value: Contract | int) -> InvoiceQuerySet:
        """Invoices that bill deliveries by ``path`` from the note (``"order"``), with the credit notes that correct them."""
        lines = self.model._meta.get_field("lines").related_model.objects.order_by()
        note = f"delivery_line__note__{path}"
        bills = ArraySubquery(lines.filter(**{note: value}).values("invoice"))
        corrections = ArraySubquery(lines.filter(**{f"corrects__{note}": value}).values("invoice"))
        # Two lists, each found by index: one condition with "or" inside would read every line of every invoice.
        return self.filter(Q(pk__any_of=bills) | Q(pk__any_of=corrections))

    def with_customer(self) -> InvoiceQuerySet:
        return self.select_related("customer", "customer__owner")


class InvoiceLineQuerySet(models.QuerySet):
    def billing(self) -> InvoiceLineQuerySet:
        """Lines that bill a delivery: drafts too, but none that was cancelled or credited as invoiced in error."""
        return self.filter(delivery_line__isnull=False, invoice__bills_delivery=True).exclude(
            invoice__status=InvoiceStatus.CANCELLED
        )
