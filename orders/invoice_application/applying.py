"""Invoices are applied for together, and an application is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from orders.invoice.models import Invoice
from orders.invoice_application.models import AppliedInvoice, InvoiceApplication, ProductTaxCode
from orders.invoice_application.permissions import can_answer, can_apply
from orders.invoice_application.querysets import to_apply_for
from orders.invoice_application.rules import problems_before_applying
from salesmgmt.core import audit
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

SHOWN_PROBLEMS = 5


@transaction.atomic
def apply_for(pks: list[int], user: User) -> InvoiceApplication:
    """One application of these invoices, drafts or posted, all or none: what the tax bureau would refuse is named."""
    require(can_apply(user))
    rows = Invoice.objects.filter(pk__in=pks)
    lock_roots(Customer, sorted(set(rows.values_list("customer", flat=True))))
    invoices = list(rows.select_for_update(no_key=True, of=("self",)).select_related("customer").order_by("pk"))
    free = set(to_apply_for(rows).values_list("pk", flat=True))
    codes = tax_codes(invoices)
    wrong = []
    for invoice in invoices:
        reasons = problems_before_applying(invoice, list(invoice.lines.all()), codes)
        if invoice.pk not in free and not reasons:
            reasons = [_("it stands in a running application, or was cancelled")]
        if reasons:
            wrong.append(f"{invoice} {invoice.customer}: {'；'.join(reasons)}")
    if wrong:
        more = _("… and %(n)d more") % {"n": len(wrong) - SHOWN_PROBLEMS} if len(wrong) > SHOWN_PROBLEMS else ""
        raise BusinessError(" ".join([_("Nothing was applied for."), *wrong[:SHOWN_PROBLEMS], more]).strip())
    if not invoices:
        raise BusinessError(_("Nothing was selected."))
    made = InvoiceApplication.objects.create(
        number=next_number(InvoiceApplication.KIND),
        created_by=user,
        count=len(invoices),
        amount=sum((invoice.amount for invoice in invoices), ZERO),
    )
    AppliedInvoice.objects.bulk_create(
        [
            AppliedInvoice(application=made, invoice=invoice, position=place)
            for place, invoice in enumerate(invoices, start=1)
        ]
    )
    audit.record(made, user, gettext_noop("Applied for"), to_status=made.status)
    return made


def tax_codes(invoices: list[Invoice]) -> dict[int, str]:
    """{product pk: tax classification code} of what these invoices bill."""
    rows = ProductTaxCode.objects.filter(product__invoiceline__invoice__in=invoices)
    return dict(rows.values_list("product", "code"))


@transaction.atomic
def withdraw_application(pk: int, user: User, comment: str) -> InvoiceApplication:
    """Not handed in, or sent back by the bureau: what has no number yet may be applied for again."""
    application = lock(InvoiceApplication, pk)
    guard(application, InvoiceApplication.Status.WITHDRAWN)
    require(can_answer(user, application))
    application.lines.waiting().update(is_running=False)
    move(application, InvoiceApplication.Status.WITHDRAWN, user, comment=comment)
    return application


@transaction.atomic
def set_tax_code(pk: int, user: User, code: str) -> ProductTaxCode:
    """The tax classification code of a product, entered or corrected by finance."""
    require(can_apply(user))
    made, _created = ProductTaxCode.objects.update_or_create(product_id=pk, defaults={"code": code})
    audit.record(made.product, user, gettext_noop("Tax classification code"), comment=code)
    return made
