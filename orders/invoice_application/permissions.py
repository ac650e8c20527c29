from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.invoice_application.states import ApplicationStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.invoice.models import Invoice
    from orders.invoice_application.models import InvoiceApplication
    from salesmgmt.core.models import User


@because(right_of("invoice_application", "R"))
def reads_applications(user: User) -> bool:
    return may_at_all(user, "invoice_application", "R")


@because(_("Invoices are applied for at the tax bureau by finance."))
def can_apply(user: User) -> bool:
    return may_at_all(user, "invoice_application", "C")


@because(_("Invoices are applied for at the tax bureau by finance."))
def can_answer(user: User, application: InvoiceApplication) -> bool:
    return application.status == ApplicationStatus.APPLIED and may(
        user, "invoice_application", "U", owner=application.created_by
    )


def can_read_invoice_file(user: User, invoice: Invoice) -> bool:
    """The button on the page of an invoice: a digital one, draft or posted."""
    is_digital = invoice.kind in (invoice.Kind.E_SPECIAL, invoice.Kind.E_NORMAL)
    return is_digital and (invoice.is_editable or invoice.is_live) and can_apply(user)
