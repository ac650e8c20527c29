from django.shortcuts import get_object_or_404

from orders.inspection.models import Inspection
from orders.stock.models import StockEntry
from orders.stock.papers import stock_entry_paper
from salesmgmt.core.web.issued import pdf_response


def stock_entry_pdf(request, pk, entry):
    """F-20: what the warehouse took in of an inspection; as visible as the inspection."""
    found = get_object_or_404(
        StockEntry.objects.select_related("inspection__order__customer", "order_line__product", "entered_by"),
        pk=entry,
        inspection__in=Inspection.objects.visible_to(request.user).filter(pk=pk),
    )
    return pdf_response(stock_entry_paper(found), f"{found}.pdf")
