"""Invoices, their lines, and the credit notes that correct them."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.invoice.querysets import InvoiceLineQuerySet, InvoiceQuerySet
from orders.invoice.states import INVOICE_TRANSITIONS, InvoiceKind, InvoiceRedReason, InvoiceSource, InvoiceStatus
from salesmgmt.core import calendar
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.phone import PhoneField

# The number of a digital invoice (数电票): twenty digits.
DIGITAL_NUMBER = r"^[0-9]{20}$"


class Invoice(Document):
    """A receivable. It arises from a signed delivery or from finance's opening balances, never by hand (REC-13).

    A credit note (红字) is the counter-document of a posted invoice: its amounts are negative and it falls due at once.
    """

    KIND = "invoice"
    SEARCH_FIELDS = ("number", "invoice_no", "customer__name")

    Status = InvoiceStatus
    TRANSITIONS = INVOICE_TRANSITIONS
    EDITABLE = (InvoiceStatus.DRAFT,)
    ENDED = (
        InvoiceStatus.PAID,
        InvoiceStatus.CREDITED,
        InvoiceStatus.APPLIED,
        InvoiceStatus.WRITTEN_OFF,
        InvoiceStatus.CANCELLED,
    )
    STEPPER = (InvoiceStatus.DRAFT, InvoiceStatus.POSTED, InvoiceStatus.PARTLY_PAID, InvoiceStatus.PAID)
    LIVE = (
        InvoiceStatus.POSTED,
        InvoiceStatus.OVERDUE,
        InvoiceStatus.PARTLY_PAID,
        InvoiceStatus.PAID,
        InvoiceStatus.CREDITED,
        InvoiceStatus.APPLIED,
        InvoiceStatus.WRITTEN_OFF,
    )

    Source = InvoiceSource
    Kind = InvoiceKind
    RedReason = InvoiceRedReason

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="invoices",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(Status)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.DELIVERY)
    # The first signed delivery it bills (REC-13); the lines say which quantities of which deliveries. Null for opening
    # balances and credit notes.
    delivery = models.ForeignKey(
        "orders.DeliveryNote",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("delivery note"),
    )
    # False once it was credited as invoiced in error: then what it billed can be billed again.
    bills_delivery = models.BooleanField(_("bills the delivery"), default=True, editable=False)
    kind = models.CharField(_("kind of invoice"), max_length=12, choices=Kind, default=Kind.E_SPECIAL)
    # Text: numbers of digital invoices have twenty digits and may begin with zeros.
    invoice_no = models.CharField(_("invoice number"), max_length=40, blank=True)
    # Only invoices of the older kinds have one (发票代码).
    invoice_code = models.CharField(_("invoice code"), max_length=12, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_notes", verbose_name=_("corrects")
    )
    # The invoice of the same goods, where this one bills what the contract keeps back until the warranty ends.
    retention_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="retentions",
        db_index=False,
        verbose_name=_("retention money of"),
    )
    red_reason = models.CharField(_("reason of the credit note"), max_length=1, choices=RedReason, blank=True)
    date = models.DateField(_("invoice date"))
    due_date = models.DateField(_("payment due on"))
    amount = MoneyField(_("amount"), negative=True, default=0)
    net = MoneyField(_("net amount"), negative=True, default=0)
    tax = MoneyField(_("tax"), negative=True, default=0)
    # What is still owed; of a credit note, what has not been offset yet (negative).
    open_amount = MoneyField(_("still open"), negative=True, default=0)
    # The day on which nothing was open any more; null while something is. Makes ageing at an earlier day one query.
    settled_on = models.DateField(_("settled on"), null=True, blank=True, editable=False)
    disputed = models.BooleanField(_("disputed"), default=False)
    dispute_reason = models.CharField(_("reason of the dispute"), max_length=200, blank=True)
    # The buyer as printed on the invoice: a copy, because an issued document does not follow the customer file.
    title = models.CharField(_("invoice title"), max_length=200, blank=True)
    tax_number = models.CharField(_("taxpayer number"), max_length=40, blank=True)
    bank = models.CharField(_("bank of the buyer"), max_length=120, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = PhoneField(_("phone"), max_length=40, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("posted by"),
    )
    posted_at = models.DateTimeField(_("posted at"), null=True, editable=False)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        indexes = [
            # Open items of a customer, oldest first: exposure, allocation proposal, ageing (SUP-02, REC-12).
            models.Index(
                fields=["customer", "due_date"],
                condition=~Q(open_amount=0),
                include=["open_amount", "disputed", "source", "id"],
                name="invoice_open_items",
            ),
            # The overdue list, its sum on the first page, and job J06: what fell due, by day, over all customers.
            models.Index(
                fields=["due_date"],
                condition=Q(open_amount__gt=0),
                include=["open_amount", "customer", "id"],
                name="invoice_open_by_due",
            ),
            # The month end: what is in dispute, and the credit notes of which something is left, up to a day.
            models.Index(
                fields=["date"],
                include=["open_amount"],
                condition=Q(disputed=True, open_amount__gt=0),
                name="invoice_in_dispute",
            ),
            models.Index(
                fields=["date"], include=["open_amount"], condition=Q(open_amount__lt=0), name="invoice_credit_left"
            ),
            # Ageing at an earlier day: what has been settled since then.
            models.Index(fields=["settled_on", "customer"], name="invoice_settled_on"),
            # The list, newest first, and a customer's invoices.
            models.Index(fields=["-date", "-id"], name="invoice_newest"),
            models.Index(fields=["customer", "-date", "-id"], name="invoice_of_customer"),
            models.Index(fields=["status", "-date", "-id"], name="invoice_by_status"),
            models.Index(fields=["due_date", "-date", "-id"], name="invoice_by_due_date"),
            models.Index(fields=["amount", "-date", "-id"], name="invoice_by_amount"),
            # Ctrl+K by the beginning of an invoice number.
            models.Index(fields=["invoice_no"], opclasses=["varchar_pattern_ops"], name="invoice_no_beginning"),
            # What fell due in a period: collection rate (REC-14). Of posted ones only, so that the overdue list, which
            # does not ask for the status, is not tempted to walk through a million paid invoices.
            models.Index(
                fields=["due_date", "customer"],
                condition=Q(
                    status__in=[
                        InvoiceStatus.POSTED,
                        InvoiceStatus.OVERDUE,
                        InvoiceStatus.PARTLY_PAID,
                        InvoiceStatus.PAID,
                        InvoiceStatus.CREDITED,
                        InvoiceStatus.APPLIED,
                        InvoiceStatus.WRITTEN_OFF,
                    ]
                ),
                include=["amount"],
                name="invoice_due_in_period",
            ),
        ]
        constraints = [
            # An opening balance is imported once: customer and invoice number are its key.
            models.UniqueConstraint(
                fields=["customer", "invoice_no"],
                condition=Q(source=InvoiceSource.OPENING),
                name="opening_invoice_once",
            ),
            # One number, one live invoice. The old books' own references (opening balances) are no numbers of the tax
            # office unless they look like one.
            models.UniqueConstraint(
                fields=["invoice_code", "invoice_no"],
                condition=~Q(invoice_no="")
                & ~Q(status=InvoiceStatus.CANCELLED)
                & (~Q(source=InvoiceSource.OPENING) | Q(invoice_no__regex=DIGITAL_NUMBER)),
                name="invoice_number_once",
                violation_error_message=_("Another live invoice bears this number already."),
            ),
            # What is kept back of an invoice is billed once.
            models.UniqueConstraint(
                fields=["retention_of"],
                condition=Q(retention_of__isnull=False) & ~Q(status=InvoiceStatus.CANCELLED),
                name="retention_billed_once",
            ),
            # REC-13: never by hand.
            models.CheckConstraint(
                condition=Q(source=InvoiceSource.DELIVERY, delivery__isnull=False)
                | (~Q(source=InvoiceSource.DELIVERY) & Q(delivery__isnull=True)),
                name="invoice_arises_from_a_delivery",
            ),
            models.CheckConstraint(condition=Q(amount=F("net") + F("tax")), name="invoice_net_and_tax_make_amount"),
            models.CheckConstraint(
                condition=Q(
                    source=InvoiceSource.CREDIT, amount__lte=0, open_amount__lte=0, open_amount__gte=F("amount")
                )
                | (
                    ~Q(source=InvoiceSource.CREDIT) & Q(amount__gte=0, open_amount__gte=0, open_amount__lte=F("amount"))
                ),
                name="invoice_open_within_amount",
            ),
            models.CheckConstraint(
                # One that was taken over corrects an invoice of the old books, and has no reason of ours.
                condition=(Q(source=InvoiceSource.CREDIT) & (Q(corrects__isnull=False) | Q(red_reason="")))
                | (~Q(source=InvoiceSource.CREDIT) & Q(corrects__isnull=True)),
                name="credit_note_corrects_an_invoice",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[InvoiceStatus.DRAFT, InvoiceStatus.CANCELLED]) | Q(posted_at__isnull=False),
                name="invoice_posted_has_time",
            ),
        ]
        triggers = [
            status_trigger(INVOICE_TRANSITIONS),
            # REC-13: deleting a posted invoice is refused, also to a script.
            pgtrigger.Protect(
                name="posted_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__posted_at__isnull=False)
            ),
        ]

    @property
    def is_credit(self):
        return self.source == self.Source.CREDIT

    @property
    def is_live(self):
        return self.status in self.LIVE

    @property
    def settled(self):
        return self.amount - self.open_amount

    def days_overdue(self, day=None):
        """Days after the due date; 0 on the due date itself, before it, and where nothing is open (REC-01)."""
        if not self.open_amount or self.is_credit or not self.is_live:
            return 0
        return max(((day or calendar.today()) - self.due_date).days, 0)


class InvoiceLine(models.Model):
    """A billed position: tax-inclusive price, with net and tax per line that add up to the invoice."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines")
    # What was delivered and is billed here; a delivery may be billed in parts, an invoice may bill several.
    delivery_line = models.ForeignKey(
        "orders.DeliveryNoteLine",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="invoice_lines",
        verbose_name=_("delivery line"),
    )
    # Of a credit note: the billed line that it takes back.
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
        verbose_name=_("corrected line"),
    )
    position = models.PositiveIntegerField(_("no."), default=1)
    product = models.ForeignKey("pricing.Product", models.PROTECT, null=True, blank=True, verbose_name=_("product"))
    name = models.CharField(_("description"), max_length=200)
    spec = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=1)
    price = MoneyField(_("price"), default=0)
    tax_rate = models.DecimalField(
        _("tax rate %"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = MoneyField(_("amount"), negative=True)
    net = MoneyField(_("net amount"), negative=True)
    tax = MoneyField(_("tax"), negative=True)

    objects = InvoiceLineQuerySet.as_manager()

    class Meta:
        ordering = ["invoice", "position"]
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = [
            models.CheckConstraint(condition=Q(amount=F("net") + F("tax")), name="invoice_line_net_and_tax"),
        ]

    def __str__(self):
        return self.name
