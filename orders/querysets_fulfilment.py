"""Querysets of plan release, production, inspection and delivery."""

from django.db.models import DecimalField, Exists, F, OuterRef, Sum
from django.db.models.functions import Coalesce, Round

from salesmgmt.core.querysets import ScopedQuerySet


class PlanReleaseQuerySet(ScopedQuerySet):
    MATRIX_KEY = "plan_release"
    OWNER = "order__customer__owner"


class ProductionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "production"
    OWNER = "order__customer__owner"


class InspectionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "inspection"
    OWNER = "order__customer__owner"


class DeliveryNoteQuerySet(ScopedQuerySet):
    MATRIX_KEY = "delivery"
    OWNER = "customer__owner"

    def signed(self):
        return self.filter(status__in=["signed", "closed"])

    def with_receipt(self):
        receipts = self.model._meta.get_field("receipts").related_model
        return self.filter(Exists(receipts.objects.filter(note=OuterRef("pk"))))

    def receipt_missing(self):
        """Signed, but the customer's document has not come back (DLV-06)."""
        receipts = self.model._meta.get_field("receipts").related_model
        return self.signed().filter(~Exists(receipts.objects.filter(note=OuterRef("pk"))))

    def billable(self):
        """Signed, with the customer's document, chargeable, and on no invoice yet (DLV-06, DLV-09, REC-13)."""
        invoices = self.model._meta.get_field("invoices").related_model
        on_invoice = invoices.objects.filter(delivery=OuterRef("pk"), bills_delivery=True).exclude(status="cancelled")
        return self.signed().with_receipt().filter(~Exists(on_invoice), chargeable=True)

    def with_amount(self):
        """``billable_amount``: what the customer accepted, at the order's prices; rounded per line when it is billed."""
        quantity = Coalesce("lines__accepted_quantity", "lines__quantity")
        amount = Round(Sum(quantity * F("lines__price")), precision=2)
        return self.annotate(
            billable_amount=Coalesce(amount, 0, output_field=DecimalField(max_digits=16, decimal_places=2))
        )
