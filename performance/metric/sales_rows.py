"""The invoices and lines that count as sales: the one definition, whoever adds them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Round

from orders.account.querysets import MONEY
from orders.invoice.models import Invoice, InvoiceLine
from pricing.cost.models import ProductCost
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from typing import Any


def invoices_of(period: Any) -> Any:
    """The invoices and credit notes from the first to the last day of a period or span that count as sales: posted, and
    neither taken over from the old books nor correcting one of those. Samples are not billed, so they are out."""
    old = Invoice.Source.OPENING
    return (
        Invoice.objects.live()
        .filter(date__range=(period.first, period.last))
        .exclude(source=old)
        .exclude(source=Invoice.Source.CREDIT, corrects__isnull=True)
        .filter(Q(corrects__isnull=True) | ~Q(corrects__source=old))
    )


def lines_of(period: Any) -> Any:
    """Their lines, with the unit cost that held on the day of the invoice, and what the line left over it.

    A price allowance has no quantity and takes its whole amount off; what has no cost on that day leaves nothing.
    """
    cost = (
        ProductCost.objects.filter(product=OuterRef("product"), valid_from__lte=OuterRef("invoice__date"))
        .order_by("-valid_from")
        .annotate(whole=F("material") + F("production") + F("transport") + F("management"))
        .values("whole")[:1]
    )
    return (
        InvoiceLine.objects.filter(invoice__in=invoices_of(period).order_by().values("pk"))
        .annotate(unit_cost=Subquery(cost, output_field=MONEY))
        .annotate(
            profit=Case(
                When(unit_cost__isnull=True, then=Value(ZERO, output_field=MONEY)),
                default=F("net") - Round(F("quantity") * F("unit_cost"), precision=2, output_field=MONEY),
                output_field=MONEY,
            )
        )
    )
