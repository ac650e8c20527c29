"""The store's document of a return."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from orders.return_order.models import ReturnOrder
from orders.return_order.permissions import is_blind
from orders.return_receipt.models import ReturnReceipt
from orders.return_receipt.papers import receipt_paper
from salesmgmt.core.web.issued import pdf_response


@require_GET
def return_receipt_pdf(request, pk):
    """F-26, the newest receipt of a return; as visible as the return, and not for whoever is counting anew."""
    ret = get_object_or_404(ReturnOrder.objects.visible_to(request.user).select_related("customer__owner"), pk=pk)
    rows = ReturnReceipt.objects.none() if is_blind(request.user, ret) else ret.receipts.all()
    receipt = rows.select_related("counted_by", "resolved_by", "permit", "return_order__customer__owner").first()
    if receipt is None:
        receipt = get_object_or_404(ReturnReceipt.objects.none())
    return pdf_response(receipt_paper(receipt), f"{receipt}.pdf")
