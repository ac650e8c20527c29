"""Corrections of invoices of the demo company: an allowance, one invoiced in error, a dispute."""

from decimal import Decimal

from django.db.models import Count

from orders.credit_note.entry import credit_invoice
from orders.demand.demo import at_time
from orders.invoice.models import Invoice
from orders.invoice.posting import dispute_invoice, post_invoice
from salesmgmt.core.demo_clock import at


def build(company):
    """A price allowance, an invoice taken back whole, and one the customer disputes; returns have a room of their own."""
    finance = company.finance
    old = (
        Invoice.objects.open()
        .annotate(positions=Count("lines"))
        .filter(open_amount__gt=20_000, disputed=False, positions=1)
    )
    open_ = list(old.oldest_first()[8:11])
    with at(at_time(6)):
        allowance = credit_invoice(
            open_[0].pk, finance, red_reason=Invoice.RedReason.ALLOWANCE, amount=Decimal("1200.00"), remark="批量折让"
        )
        post_invoice(allowance.pk, finance)
        wrong = credit_invoice(open_[1].pk, finance, red_reason=Invoice.RedReason.WRONG, remark="抬头开错，作废重开")
        post_invoice(wrong.pk, finance)
    dispute_invoice(open_[2].pk, finance, "客户称实收少 12 件，已请物流核对回单。")
