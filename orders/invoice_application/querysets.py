from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef

from orders.invoice.states import InvoiceKind, InvoiceSource, InvoiceStatus
from salesmgmt.core.querysets import ScopedQuerySet


class InvoiceApplicationQuerySet(ScopedQuerySet):
    MATRIX_KEY = "invoice_application"
    OWNER = "created_by"


class AppliedInvoiceQuerySet(models.QuerySet):
    def waiting(self) -> AppliedInvoiceQuerySet:
        """Applied for, and no invoice of the tax office has come."""
        return self.filter(is_running=True, answered_at__isnull=True)

    def with_invoice(self) -> AppliedInvoiceQuerySet:
        return self.select_related("invoice__customer", "invoice__corrects", "application")


def to_apply_for(invoices: models.QuerySet) -> models.QuerySet:
    """Digital invoices of deliveries without a number, drafts and posted ones, that no running application holds."""
    applied = invoices.model._meta.get_field("applications").related_model
    running = applied.objects.filter(invoice=OuterRef("pk"), is_running=True)
    return invoices.filter(
        ~Exists(running),
        invoice_no="",
        source=InvoiceSource.DELIVERY,
        kind__in=[InvoiceKind.E_SPECIAL, InvoiceKind.E_NORMAL],
    ).exclude(status=InvoiceStatus.CANCELLED)
