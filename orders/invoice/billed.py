"""What of orders was billed."""

from django.db.models import Sum

from orders.invoice.models import Invoice, InvoiceLine


def billed_by_order(order_pks):
    """``{order pk: amount}`` of the posted invoices for deliveries of these orders; one that was credited as billed by
    mistake bills nothing, its delivery waits for another."""
    rows = InvoiceLine.objects.billing().filter(
        delivery_line__note__order__in=order_pks, invoice__status__in=Invoice.LIVE
    )
    return dict(rows.order_by().values_list("delivery_line__note__order").annotate(total=Sum("amount")))
