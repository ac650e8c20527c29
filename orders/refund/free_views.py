"""The free money of a customer, on his page."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from customers.customer.views import CustomerDetail
from orders.account.permissions import can_see_receivables
from orders.invoice.tables import InvoiceTable
from orders.payment.tables import PaymentTable
from orders.refund.free_money import disputed_bills, free_credits, free_payments, proposals_for
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import require


class CustomerFreeMoney(View):
    """Prepayments, overpayments, credit notes and what is in dispute; and where the free money could go."""

    parent = CustomerDetail

    def get(self, request, pk):
        customer = get_object_or_404(CustomerDetail.queryset(request.user), pk=pk)
        require(can_see_receivables(request.user))
        payments = list(free_payments(pk).with_customer().select_related("created_by", "confirmed_by"))
        credits = list(free_credits(pk).with_customer())
        disputed = list(disputed_bills(pk).with_customer())
        free = sum((each.unallocated for each in payments), ZERO) - sum((each.open_amount for each in credits), ZERO)
        tables = [
            (
                pgettext_lazy("free money", "Confirmed money that is free"),
                "cash",
                PaymentTable(payments, user=request.user, exclude=("customer", "owner")),
                _("No payment is free."),
            ),
            (
                pgettext_lazy("free money", "Credit notes of which something is left"),
                "receipt-refund",
                InvoiceTable(credits, user=request.user, exclude=("customer", "owner")),
                _("No credit note is left over."),
            ),
            (
                pgettext_lazy("free money", "Invoices in dispute"),
                "message-report",
                InvoiceTable(disputed, user=request.user, exclude=("customer", "owner")),
                _("Nothing is in dispute."),
            ),
        ]
        context = {
            **CustomerDetail(request=request).shell(customer, active_tab="customer-free-money"),
            "free": free,
            "tables": tables,
            "proposals": [(origin, shares) for origin, shares in proposals_for(pk) if shares],
        }
        return render(request, "orders/refund/free_money.html", context)
