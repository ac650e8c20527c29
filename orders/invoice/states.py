"""How an invoice stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvoiceStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    POSTED = "posted", _("To be paid")
    OVERDUE = "overdue", _("Overdue")
    PARTLY_PAID = "partly_paid", _("Partly paid")
    PAID = "paid", _("Paid in full")
    CREDITED = "credited", _("Credited")
    APPLIED = "applied", _("Offset")
    WRITTEN_OFF = "written_off", _("Written off")
    CANCELLED = "cancelled", _("Cancelled")


class InvoiceSource(models.TextChoices):
    DELIVERY = "delivery", _("Delivery")
    OPENING = "opening", _("Opening balance")
    CREDIT = "credit", _("Credit note")


class InvoiceKind(models.TextChoices):
    E_SPECIAL = "e_special", _("Digital invoice (special VAT)")
    E_NORMAL = "e_normal", _("Digital invoice (ordinary)")
    VAT_SPECIAL = "vat_special", _("Special VAT invoice")
    VAT_NORMAL = "vat_normal", _("Ordinary VAT invoice")
    RECEIPT = "receipt", _("Receipt")


class InvoiceRedReason(models.TextChoices):
    WRONG = "1", _("Invoiced in error")
    RETURNED = "2", _("Goods returned")
    ENDED = "3", _("Service ended")
    ALLOWANCE = "4", _("Price allowance")


# A reversed payment makes a paid invoice open again, a recovery one that was written off; a posted invoice never becomes a draft or disappears.
INVOICE_TRANSITIONS: dict[str, list[str]] = {
    InvoiceStatus.DRAFT: [InvoiceStatus.POSTED, InvoiceStatus.CANCELLED],
    InvoiceStatus.POSTED: [
        InvoiceStatus.OVERDUE,
        InvoiceStatus.PARTLY_PAID,
        InvoiceStatus.PAID,
        InvoiceStatus.CREDITED,
        InvoiceStatus.APPLIED,
        InvoiceStatus.WRITTEN_OFF,
    ],
    InvoiceStatus.OVERDUE: [
        InvoiceStatus.PARTLY_PAID,
        InvoiceStatus.PAID,
        InvoiceStatus.CREDITED,
        InvoiceStatus.WRITTEN_OFF,
    ],
    InvoiceStatus.PARTLY_PAID: [
        InvoiceStatus.PAID,
        InvoiceStatus.CREDITED,
        InvoiceStatus.WRITTEN_OFF,
        InvoiceStatus.POSTED,
        InvoiceStatus.OVERDUE,
    ],
    InvoiceStatus.PAID: [InvoiceStatus.PARTLY_PAID, InvoiceStatus.POSTED, InvoiceStatus.OVERDUE],
    InvoiceStatus.CREDITED: [InvoiceStatus.PARTLY_PAID, InvoiceStatus.POSTED, InvoiceStatus.OVERDUE],
    InvoiceStatus.APPLIED: [InvoiceStatus.POSTED],
    InvoiceStatus.WRITTEN_OFF: [InvoiceStatus.PARTLY_PAID, InvoiceStatus.OVERDUE],
}
