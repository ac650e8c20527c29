from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import DecimalField, Exists, ExpressionWrapper, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round
from django.utils import timezone

from orders.delivery.states import DeliveryNoteKind, DeliveryNoteStatus
from salesmgmt.core.calendar import late_if_due_before
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt

QUANTITY = DecimalField(max_digits=14, decimal_places=3)


class DeliveryNoteQuerySet(ScopedQuerySet):
    MATRIX_KEY = "delivery"
    OWNER = "customer__owner"

    def late_on_the_road(self, now: dt.datetime | None = None) -> DeliveryNoteQuerySet:
        """On their way, and not there when they were expected (DLV-07)."""
        due_before = late_if_due_before(now or timezone.now())
        return self.filter(status=DeliveryNoteStatus.IN_TRANSIT, expected_at__lt=due_before)

    def dispatched(self) -> DeliveryNoteQuerySet:
        """Whose goods left the house, samples left out: the base of the annual indicators (REC-08)."""
        return self.filter(departed_at__isnull=False).exclude(kind=DeliveryNoteKind.SAMPLE)

    def signed(self) -> DeliveryNoteQuerySet:
        return self.filter(status__in=[DeliveryNoteStatus.SIGNED, DeliveryNoteStatus.CLOSED])

    def with_receipt(self) -> DeliveryNoteQuerySet:
        receipts = self.model._meta.get_field("receipts").related_model
        return self.filter(Exists(receipts.objects.filter(note=OuterRef("pk"))))

    def receipt_missing(self) -> DeliveryNoteQuerySet:
        """Signed, but the customer's document has not come back (DLV-06)."""
        receipts = self.model._meta.get_field("receipts").related_model
        return self.signed().filter(~Exists(receipts.objects.filter(note=OuterRef("pk"))))

    def acceptance_open(self) -> DeliveryNoteQuerySet:
        """Signed, and something of it the customer has not accepted yet (DLV-08)."""
        lines = self.model._meta.get_field("lines").related_model
        return self.signed().filter(Exists(lines.objects.acceptance_open().filter(note=OuterRef("pk"))))

    def billable(self) -> DeliveryNoteQuerySet:
        """Signed, with the customer's document, chargeable, and something accepted is on no invoice yet (DLV-06, REC-13)."""
        lines = self.model._meta.get_field("lines").related_model
        accepted = lines.objects.filter(note=OuterRef("pk")).exclude(accepted_quantity=0)
        return self.signed().with_receipt().filter(Exists(accepted), billed=False, chargeable=True)

    def with_amount(self) -> DeliveryNoteQuerySet:
        """``billable_amount``: what the customer accepted and stands on no invoice yet, at the order's prices."""
        lines = self.model._meta.get_field("lines").related_model
        rows = lines.objects.with_left().filter(note=OuterRef("pk")).order_by().values("note")
        amount = rows.annotate(sum=Sum(Round(F("left") * F("price"), precision=2))).values("sum")
        money = DecimalField(max_digits=16, decimal_places=2)
        return self.annotate(billable_amount=Coalesce(Subquery(amount), 0, output_field=money))


class DeliveryNoteLineQuerySet(models.QuerySet):
    def acceptance_open(self) -> DeliveryNoteLineQuerySet:
        """Signed for, and the customer has not accepted it yet (DLV-08)."""
        return self.filter(acceptance__isnull=False, acceptance__accepted_at__isnull=True)

    def with_left(self) -> DeliveryNoteLineQuerySet:
        """``left``: what was accepted (before the signature: delivered), did not come back and stands on no invoice yet.

        Drafts count as billed; a cancelled invoice, and one credited as invoiced in error, do not.
        """
        billing = self.model._meta.get_field("invoice_lines").related_model
        rows = billing.objects.filter(delivery_line=OuterRef("pk")).billing().order_by().values("delivery_line")
        billed = Coalesce(
            Subquery(rows.annotate(sum=Sum("quantity")).values("sum")), Value(Decimal(0)), output_field=QUANTITY
        )
        accepted = Coalesce("accepted_quantity", "quantity")
        kept = accepted - F("returned_unbilled")
        return self.annotate(left=ExpressionWrapper(kept - billed, output_field=QUANTITY))
