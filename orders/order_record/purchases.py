"""How often a customer orders: a fact about customers that only orders know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from orders.order.models import Order, OrderLine
from salesmgmt.core.calendar import add_months, at, today

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from customers.customer.models import Customer
    from customers.customer.querysets import CustomerQuerySet
    from pricing.adjustment.models import PriceAdjustment
    from pricing.adjustment.querysets import AdjustmentLineQuerySet

PRINTED = 30


def purchase_record(customer: Customer) -> list:
    """The newest orders of a customer for its file (F-01): number, date, content, amount, state; two queries (CUS-01)."""
    rows = (
        Order.objects.filter(customer=customer.pk)
        .exclude(status__in=[Order.Status.DRAFT, Order.Status.CANCELLED])
        .order_by("-order_date", "-pk")[:PRINTED]
    )
    return [
        {
            "number": row.number,
            "date": row.order_date,
            "amount": row.amount,
            "status": row.get_status_display(),
            "content": "；".join(f"{line.product.name} × {line.quantity.normalize():f}" for line in row.lines.all()),
        }
        for row in rows.prefetch_related("lines__product")
    ]


def committed_orders(customer: Customer) -> dict:
    """``{order pk: yuan}`` of what was accepted or confirmed for a customer and is not settled: supply control counts it
    (SUP-02). From the acceptance of a notice, or the confirmation of an order entered directly."""
    entered = Order.objects.filter(
        customer=customer, status__in=(Order.Status.DRAFT, Order.Status.SUBMITTED, *Order.OPEN)
    )
    orders = entered.exclude(status__in=[Order.Status.DRAFT, Order.Status.SUBMITTED], demand__isnull=True)
    return dict(orders.values_list("pk").annotate(sum=Sum("lines__amount")))


def with_orders_last_12m(customers: CustomerQuerySet) -> CustomerQuerySet:
    """Annotate customers with the orders confirmed in the last 12 months and not cancelled since (CUS-03)."""
    confirmed = Order.objects.filter(customer=OuterRef("pk"), confirmed_at__date__gte=add_months(today(), -12)).exclude(
        status=Order.Status.CANCELLED
    )
    counted = confirmed.order_by().values("customer").annotate(number=Count("pk")).values("number")
    return customers.annotate(orders_last_12m=Coalesce(Subquery(counted), 0, output_field=IntegerField()))


def order_numbers(customer: Customer) -> set:
    """Every order of the customer by its number: the service centre checks what a caller says."""
    return set(Order.objects.filter(customer=customer).values_list("number", flat=True))


def sold_since(adjustment: PriceAdjustment, *, since: dt.date) -> dict:
    """``{product pk: quantity}`` confirmed since a day and not cancelled: what new prices are weighed with (PRC-07)."""
    rows = confirmed_lines(since).order_by().values("product").annotate(quantity=Sum("quantity"))
    return dict(rows.values_list("product", "quantity"))


def buyers_since(adjustment: PriceAdjustment, *, products: AdjustmentLineQuerySet, since: dt.date) -> QuerySet:
    """The customers who ordered one of the products since a day: new prices concern them (PRC-10)."""
    return confirmed_lines(since).filter(product__in=products).order_by().values("order__customer")


def bought_by(adjustment: PriceAdjustment, *, customer: Customer) -> QuerySet:
    """The products this customer ever ordered."""
    return (
        OrderLine.objects.filter(order__customer=customer)
        .exclude(order__status=Order.Status.CANCELLED)
        .values("product")
    )


def confirmed_lines(since: dt.date) -> QuerySet:
    rows = OrderLine.objects.filter(order__confirmed_at__gte=at(since))
    return rows.exclude(order__status=Order.Status.CANCELLED)


def last_prices(customer: Customer, *, products: list[int]) -> dict:
    """``{product pk: (price, day, order number)}`` of what this customer last ordered of each product: one query."""
    rows = OrderLine.objects.filter(order__customer=customer, product__in=products, order__confirmed_at__isnull=False)
    rows = rows.exclude(order__status=Order.Status.CANCELLED)
    latest = rows.order_by("product_id", "-order__confirmed_at", "-pk").distinct("product_id")
    return {
        product: (price, day, number)
        for product, price, day, number in latest.values_list(
            "product", "price", "order__confirmed_at__date", "order__number"
        )
    }
