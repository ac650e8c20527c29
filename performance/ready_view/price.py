"""What prices bring: realised against the list, quotes won by their discount."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from orders.account.querysets import MONEY as MONEY_FIELD
from orders.account.querysets import total
from performance.analysis.measure import ORDERS
from performance.metric.figure import Row
from performance.metric.rules import share
from performance.ready_view.rules import BANDS
from performance.ready_view.shape import COUNT, MONEY, QUANTITY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from pricing.price_list.models import PriceList, PriceListItem
from pricing.product.models import Product
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from typing import Any


def _ordered(scope: Scope) -> Any:
    """Lines of confirmed orders with the list price of their day; those of products without one are out."""
    held = PriceListItem.objects.filter(
        product=OuterRef("product"),
        price_list__status__in=PriceList.RELEASED,
        price_list__valid_from__lte=OuterRef("order__order_date"),
    ).order_by("-price_list__valid_from")
    rows = scope.narrowed(ORDERS.rows(scope.span), ORDERS.customer, ORDERS.day)
    rows = rows.annotate(listed=Subquery(held.values("price")[:1])).filter(listed__isnull=False, price__isnull=False)
    return rows.annotate(at_list=F("listed") * F("quantity"))


def _prices(scope: Scope) -> Found:
    sums = {"quantity_sum": Sum("quantity"), "sold": total("amount"), "list": Sum("at_list", output_field=MONEY_FIELD)}
    rows = list(_ordered(scope).order_by().values_list("product").annotate(**sums))
    names = {pk: str(product) for pk, product in Product.objects.in_bulk([row[0] for row in rows]).items()}
    lines = [
        Line(str(pk), (names[pk], number, sold, listed, share(sold, listed), listed - sold))
        for pk, number, sold, listed in rows
    ]
    lines.sort(key=lambda line: (-line.cells[5], line.cells[0]))
    sold, listed = (sum((line.cells[place] for line in lines), ZERO) for place in (2, 3))
    sentence = ""
    if listed:
        sentence = _("%(amount)s were given away on the list prices.") % {"amount": f"¥{listed - sold:,.2f}"}
    return Found(lines, (_("Total"), None, sold, listed, share(sold, listed), listed - sold), sentence)


def _price_documents(scope: Scope, key: str) -> Documents:
    rows = _ordered(scope).filter(product=key if key.isdecimal() else None)
    return Documents(rows, ORDERS.show, ("order__confirmed_at", "pk"))


REALISED = ReadyView(
    "realised-prices",
    pgettext_lazy("ready view", "Prices against the list"),
    pgettext_lazy("ready view", "Confirmed order lines beside what they would be at the list price of their day."),
    "discount",
    (
        Heading(pgettext_lazy("ready view", "Product")),
        Heading(pgettext_lazy("ready view", "Quantity"), QUANTITY, phone=False),
        Heading(pgettext_lazy("ready view", "Ordered for"), MONEY, drawn=True),
        Heading(pgettext_lazy("ready view", "At list prices"), MONEY, drawn=True),
        Heading(pgettext_lazy("ready view", "Realised"), RATE),
        Heading(pgettext_lazy("ready view", "Given away"), MONEY),
    ),
    _prices,
    _price_documents,
)

WON = (Quote.Status.ACCEPTED, Quote.Status.CONVERTED)
LOST = (Quote.Status.DECLINED, Quote.Status.EXPIRED)


def _quotes(scope: Scope) -> Any:
    """Quotes of the months that were decided, with the band of their discount; the last versions only."""
    lines = QuoteLine.objects.filter(quote=OuterRef("pk"), counted=True, list_price__isnull=False).order_by()
    sold, listed = (
        lines.values("quote").annotate(sum=Sum(what, output_field=MONEY_FIELD)).values("sum")
        for what in (F("amount"), F("list_price") * F("quantity"))
    )
    rows = Quote.objects.filter(quote_date__range=(scope.span.first, scope.span.last), status__in=[*WON, *LOST])
    rows = scope.narrowed(rows, "customer", "quote_date").annotate(
        sold=Subquery(sold, output_field=MONEY_FIELD), listed=Subquery(listed, output_field=MONEY_FIELD)
    )
    known = rows.filter(listed__gt=0).annotate(
        band=Case(
            *[
                When(sold__gte=F("listed") * Value(1 - limit, output_field=MONEY_FIELD), then=Value(place))
                for place, limit in enumerate(BANDS)
            ],
            default=Value(len(BANDS)),
            output_field=IntegerField(),
        )
    )
    return known.select_related("customer")


def _bands(scope: Scope) -> Found:
    won = Q(status__in=WON)
    sums = {"all": Count("pk"), "won": Count("pk", filter=won), "amount": total("amount", filter=won)}
    found = {row["band"]: row for row in _quotes(scope).order_by().values("band").annotate(**sums)}
    lines = [
        Line(
            str(band),
            (
                band_label(band),
                found[band]["all"],
                found[band]["won"],
                share(Decimal(found[band]["won"]), Decimal(found[band]["all"])),
                found[band]["amount"],
            ),
        )
        for band in sorted(found)
    ]
    asked, got, amount = (sum(line.cells[place] for line in lines) for place in (1, 2, 4))
    return Found(lines, (_("Total"), asked, got, share(Decimal(got), Decimal(asked)), amount) if lines else None)


def band_label(band: int) -> str:
    if band == 0:
        return pgettext("ready view", "no discount")
    if band == len(BANDS):
        return pgettext("ready view", "above %(limit)s %%") % {"limit": int(BANDS[-1] * 100)}
    return pgettext("ready view", "up to %(limit)s %%") % {"limit": int(BANDS[band] * 100)}


def _band_documents(scope: Scope, key: str) -> Documents:
    rows = _quotes(scope).filter(band=int(key) if key.isdecimal() and len(key) < 3 else -1)
    return Documents(
        rows,
        lambda quote: Row(
            quote.quote_date,
            f"{quote.label} · {quote.get_status_display()}",
            quote.get_absolute_url(),
            quote.customer,
            quote.amount,
        ),
        ("quote_date", "pk"),
    )


QUOTES = ReadyView(
    "quotes-by-discount",
    pgettext_lazy("ready view", "Quotes won by discount"),
    pgettext_lazy(
        "ready view", "Decided quotes by how far they stood below the list price, and how many of them were accepted."
    ),
    "file-percent",
    (
        Heading(pgettext_lazy("ready view", "Discount")),
        Heading(pgettext_lazy("ready view", "Decided"), COUNT, drawn=True),
        Heading(pgettext_lazy("ready view", "Won"), COUNT, drawn=True),
        Heading(pgettext_lazy("ready view", "Won of decided"), RATE),
        Heading(pgettext_lazy("ready view", "Amount won"), MONEY),
    ),
    _bands,
    _band_documents,
)
