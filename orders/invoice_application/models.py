"""Invoices applied for at the tax bureau together, and the tax code under which a product is billed."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.e_invoice.states import Carrier
from orders.invoice_application.querysets import AppliedInvoiceQuerySet, InvoiceApplicationQuerySet
from orders.invoice_application.states import APPLICATION_TRANSITIONS, ApplicationStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField

# 商品和服务税收编码: a leaf of the tax office's table.
TAX_CODE = r"^[0-9]{19}$"


class InvoiceApplication(Document):
    """The invoices of one batch file: handed in at the tax bureau by hand, answered invoice by invoice."""

    KIND = "invoice_application"
    Status = ApplicationStatus
    TRANSITIONS = APPLICATION_TRANSITIONS
    EDITABLE = ()
    ENDED = (ApplicationStatus.ANSWERED, ApplicationStatus.WITHDRAWN)
    STEPPER = (ApplicationStatus.APPLIED, ApplicationStatus.ANSWERED)

    status = StatusField(Status, default=ApplicationStatus.APPLIED)
    count = models.PositiveIntegerField(_("invoices"), default=0, editable=False)
    amount = MoneyField(_("amount"), default=0, editable=False)

    objects = InvoiceApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("invoice application")
        verbose_name_plural = _("invoice applications")
        triggers = [status_trigger(APPLICATION_TRANSITIONS)]

    @property
    def responsible(self):
        return self.created_by


class AppliedInvoice(models.Model):
    """One invoice of an application. An invoice stands in one running application at a time."""

    application = models.ForeignKey(InvoiceApplication, models.PROTECT, related_name="lines")
    invoice = models.ForeignKey(
        "orders.Invoice", models.PROTECT, related_name="applications", verbose_name=_("invoice")
    )
    position = models.PositiveIntegerField(_("no."))
    # False once the application was withdrawn: the invoice may be applied for again.
    is_running = models.BooleanField(_("running"), default=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    carrier = models.CharField(_("read from"), max_length=10, choices=Carrier, blank=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, editable=False)

    objects = AppliedInvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["application", "position"]
        verbose_name = _("invoice applied for")
        verbose_name_plural = _("invoices applied for")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(is_running=True), name="invoice_in_one_running_application"
            ),
        ]

    def __str__(self):
        return str(self.invoice)


class BatchTemplate(models.Model):
    """The tax bureau's own batch form as finance keeps it; one is in use, the earlier ones stay on record.

    The file lies in the database: it is small, and part of every backup.
    """

    name = models.CharField(_("file"), max_length=200)
    data = models.BinaryField()
    # Where the columns that are filled stand: found by their headers when the file was kept.
    places = models.JSONField(default=dict)
    version = models.CharField(pgettext_lazy("file", "version"), max_length=200, blank=True)
    in_use = models.BooleanField(_("in use"), default=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by"))
    kept_at = models.DateTimeField(_("kept at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("batch template of the tax bureau")
        verbose_name_plural = _("batch templates of the tax bureau")
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="one_batch_template_in_use")
        ]

    def __str__(self):
        return self.name


class ProductTaxCode(models.Model):
    """The tax classification code of a product: without it the tax bureau takes no line of it."""

    product = models.OneToOneField(
        "pricing.Product", models.PROTECT, related_name="tax_classification", verbose_name=_("product")
    )
    code = models.CharField(
        _("tax classification code"),
        max_length=19,
        validators=[RegexValidator(TAX_CODE, _("A tax classification code has exactly 19 digits."))],
    )

    class Meta:
        ordering = ["product"]
        verbose_name = _("tax code of a product")
        verbose_name_plural = _("tax codes of products")
        constraints = [models.CheckConstraint(condition=Q(code__regex=TAX_CODE), name="tax_code_has_19_digits")]

    def __str__(self):
        return self.code
