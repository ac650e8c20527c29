"""Drafting invoices: the one place where an invoice row and its lines come into being."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.payment_plan.planning import due_day_of
from orders.invoice.amounts import totals
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice.numbers import checked_number, writing_number
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from orders.invoice.amounts import Position
    from orders.invoice.states import InvoiceSource
    from salesmgmt.core.models import User


def term_of(customer: Customer, contract: Contract | None = None) -> int:
    """Days until payment: of the contract, else of the customer, else the setting."""
    for holder in (contract, customer):
        days = getattr(holder, "payment_term_days", None)
        if days is not None:
            return days
    return policy().payment_term_days


def due_day(customer: Customer, contract: Contract | None, date: dt.date) -> dt.date:
    """When an invoice of ``date`` is to be paid: by the contract's terms, else so many days later."""
    return due_day_of(contract, date) or date + dt.timedelta(days=term_of(customer, contract))


def buyer_of(customer: Customer) -> dict:
    """The buyer as it will be printed: copied now, because an issued invoice does not follow the customer file."""
    return {
        "title": customer.invoice_title or customer.name,
        "tax_number": customer.credit_code or "",
        "bank": customer.bank,
        "bank_account": customer.bank_account,
        "address": customer.address,
        "phone": customer.phone,
    }


def draft(
    user: User,
    customer: Customer,
    positions: list[Position],
    *,
    source: InvoiceSource,
    date: dt.date,
    due_date: dt.date | None = None,
    contract: Any = None,
    **fields: Any,
) -> Invoice:
    """Write a draft with its lines. Called by billing, credit notes and nobody else (REC-13)."""
    if date > calendar.today():
        raise BusinessError(_("The invoice date lies in the future."))
    due_date = due_date or due_day(customer, contract, date)
    if due_date < date:
        raise BusinessError(_("The due date lies before the invoice date."))
    if source != Invoice.Source.OPENING:  # the old books have references of their own
        fields.update(_numbered(fields))
    amount, net, tax = totals(positions)
    invoice = Invoice(
        number=next_number(Invoice.KIND, date),
        created_by=user,
        customer=customer,
        source=source,
        date=date,
        due_date=due_date,
        amount=amount,
        net=net,
        tax=tax,
        **{**buyer_of(customer), **fields},
    )
    writing_number(invoice.save, invoice.invoice_no)
    write_lines(invoice, positions)
    audit.record(invoice, user, gettext_noop("Drawn up"), to_status=invoice.status)
    return invoice


def _numbered(fields: dict) -> dict:
    kind = fields.get("kind") or Invoice.Kind.E_SPECIAL
    number, code = checked_number(kind, fields.get("invoice_no"), fields.get("invoice_code"))
    return {"kind": kind, "invoice_no": number, "invoice_code": code}


def write_lines(invoice: Any, positions: Any) -> list[InvoiceLine]:
    return InvoiceLine.objects.bulk_create(
        [
            InvoiceLine(
                invoice=invoice,
                position=number,
                delivery_line=line.delivery_line,
                corrects=line.corrects,
                product=line.product,
                name=line.name,
                spec=line.spec,
                unit=line.unit,
                quantity=line.quantity,
                price=line.price,
                tax_rate=line.tax_rate,
                amount=line.amount,
                net=line.net,
                tax=line.tax,
            )
            for number, line in enumerate(positions, start=1)
        ]
    )
