"""What is set against invoices."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.money import MoneyField


class Allocation(models.Model):
    """Part of a payment, credit note or write-off set against an invoice. Append-only: taking it back is a negative row."""

    payment = models.ForeignKey("orders.Payment", models.PROTECT, null=True, blank=True, related_name="allocations")
    credit = models.ForeignKey(
        "orders.Invoice", models.PROTECT, null=True, blank=True, related_name="given_allocations"
    )
    # Written off as bad debt; a recovery takes it back in part (REC-04).
    doubtful = models.ForeignKey(
        "orders.DoubtfulReceivable", models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    # What of a credit note went back to the customer: then ``invoice`` is the note itself.
    refund = models.ForeignKey("orders.Refund", models.PROTECT, null=True, blank=True, related_name="allocations")
    invoice = models.ForeignKey("orders.Invoice", models.PROTECT, related_name="allocations", db_index=False)
    amount = MoneyField(_("amount"), negative=True)
    # The day from which the invoice counts as settled so far: the later of payment and invoice.
    date = models.DateField(_("date"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("allocated at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        # What was open at an earlier day: the invoice's allocations up to it.
        indexes = [models.Index(fields=["invoice", "date"], include=["amount"], name="allocation_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="allocation_is_not_zero"),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, credit__isnull=True, doubtful__isnull=True, refund__isnull=True)
                | Q(payment__isnull=True, credit__isnull=False, doubtful__isnull=True, refund__isnull=True)
                | Q(payment__isnull=True, credit__isnull=True, doubtful__isnull=False, refund__isnull=True)
                | Q(payment__isnull=True, credit__isnull=True, doubtful__isnull=True, refund__isnull=False),
                name="allocation_has_one_origin",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.invoice_id}: {self.amount}"

    @property
    def origin(self):
        return self.payment or self.credit or self.doubtful or self.refund
