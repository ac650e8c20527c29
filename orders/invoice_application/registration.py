"""What the invoice application tells core, and the page of an invoice."""

from django.utils.translation import gettext_lazy as _

from orders.invoice.models import Invoice
from orders.invoice_application.batch_file import build_batch_form
from orders.invoice_application.forms import EInvoiceForm
from orders.invoice_application.imports import INVOICE_RESULTS
from orders.invoice_application.models import AppliedInvoice, InvoiceApplication
from orders.invoice_application.permissions import can_apply, can_read_invoice_file, reads_applications
from orders.invoice_application.querysets import to_apply_for
from orders.invoice_application.results import read_result
from orders.invoice_application.states import ApplicationStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        InvoiceApplication,
        "IAP",
        _("Invoice application"),
        _("Invoice applications"),
        "file-export",
        "invoice-application-list",
    )
    registry.register_menu("money", _("Invoices to apply for"), "invoices-to-apply-for", "file-export", can_apply, 51)
    registry.register_menu(
        "money", _("Invoice applications"), "invoice-application-list", "files", reads_applications, 52
    )
    register_import(INVOICE_RESULTS)
    register_export(
        "invoice-batch-form", _("Batch form of the tax bureau"), build_batch_form, can_apply, financial=True
    )
    registry.register_action(
        "invoice",
        Action(
            "e-invoice",
            _("Read the e-invoice"),
            can_read_invoice_file,
            read_result,
            form=EInvoiceForm,
            icon="qrcode",
            order=60,
            help_text=_(
                "Number, kind and day are taken from the file or the QR code, amounts are compared to the cent, and the "
                "file is attached."
            ),
        ),
    )
    registry.register_section(
        "invoice", registry.Section("application", "orders/invoice_application/_section.html", _of_invoice)
    )
    registry.register_home_card(
        "invoices-to-apply-for",
        _("Invoices to apply for"),
        can_apply,
        lambda user: to_apply_for(Invoice.objects.visible_to(user)),
        "invoices-to-apply-for",
        icon="file-export",
        tone="info",
        order=15,
    )
    register_tones(info=[ApplicationStatus.APPLIED], good=[ApplicationStatus.ANSWERED])


def _of_invoice(invoice, user):
    if not reads_applications(user):
        return None
    line = AppliedInvoice.objects.filter(invoice=invoice).select_related("application").order_by("-pk").first()
    return {"line": line} if line else None
