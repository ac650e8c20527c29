"""What prices bring: realised against the list, quotes won by their discount."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from orders.account.querysets import MONEY as MONEY_FIELD
from orders.account.querysets import total
from performance.analysis.measure import ORDERS
from performance.metric.figure import Row
from performance.metric.responsibility import plus
from performance.metric.rules import share
from performance.ready_view.rules import BANDS
from performance.ready_view.shape import COUNT, MONEY, QUANTITY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from pricing.price_list.models import PriceList, PriceListItem
from pricing.product.models import Product
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
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
    """Lines are added up between the days on which a list began to hold: in between, a product has one list price."""
    days, prices = _held()
    begins = [When(order__order_date__gte=day, then=Value(place)) for place, day in reversed(list(enumerate(days, 1)))]
    rows = scope.narrowed(ORDERS.rows(scope.span), ORDERS.customer, ORDERS.day).filter(price__isnull=False)
    rows = rows.annotate(held=Case(*begins, default=Value(0), output_field=IntegerField()))
    sums = {"quantity_sum": Sum("quantity"), "sold": total("amount")}
    found: dict[int, tuple] = {}
    for product, held, number, amount in rows.order_by().values_list("product", "held").annotate(**sums):
        own = prices.get(product, [])
        at = next((price for place, price in reversed(own) if place <= held), None)
        if at is not None:
            parts = (number, amount, number * at)
            found[product] = tuple(map(plus, found.get(product, (0, ZERO, ZERO)), parts))
    names = {pk: str(product) for pk, product in Product.objects.in_bulk(list(found)).items()}
    lines = [
        Line(str(pk), (names[pk], number, sold, listed, share(sold, listed), listed - sold))
        for pk, (number, sold, listed) in found.items()
    ]
    lines.sort(key=lambda line: (-line.cells[5], line.cells[0]))
    sold, listed = (sum((line.cells[place] for line in lines), ZERO) for place in (2, 3))
    sentence = ""
    if listed:
        sentence = _("%(amount)s were given away on the list prices.") % {"amount": f"¥{listed - sold:,.2f}"}
    return Found(lines, (_("Total"), None, sold, listed, share(sold, listed), listed - sold), sentence)


def _held() -> tuple[list[dt.date], dict[int, list[tuple[int, Decimal]]]]:
    """The days on which lists began to hold, and ``{product: [(place of the day, price)]}`` in their order."""
    items = PriceListItem.objects.filter(price_list__status__in=PriceList.RELEASED).order_by("price_list__valid_from")
    rows = list(items.values_list("product", "price_list__valid_from", "price"))
    days = sorted({day for _product, day, _price in rows})
    places = {day: place for place, day in enumerate(days, 1)}
    prices: dict[int, list[tuple[int, Decimal]]] = {}
    for product, day, price in rows:
        prices.setdefault(product, []).append((places[day], price))
    return days, prices


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


# From the sums of the lines, one row a quote: its band is told once, and what stands in each band added up.
IN_BANDS = """
SELECT band, count(*), count(*) FILTER (WHERE won), coalesce(sum(amount) FILTER (WHERE won), 0)
FROM (SELECT amount, status = ANY(%s) AS won, CASE {bands} ELSE {last} END AS band
      FROM ({quotes}) q (quote, status, amount, sold, at_list) WHERE at_list > 0) banded
GROUP BY band ORDER BY band
"""


def _bands(scope: Scope) -> Found:
    rows = QuoteLine.objects.filter(
        counted=True,
        list_price__isnull=False,
        quote__quote_date__range=(scope.span.first, scope.span.last),
        quote__status__in=[*WON, *LOST],
    )
    rows = scope.narrowed(rows, "quote__customer", "quote__quote_date").order_by()
    listed = Sum(F("list_price") * F("quantity"), output_field=MONEY_FIELD)
    named = rows.values_list("quote", "quote__status", "quote__amount").annotate(sold=Sum("amount"), at_list=listed)
    lines = [
        Line(str(band), (band_label(band), asked, won, share(Decimal(won), Decimal(asked)), amount))
        for band, asked, won, amount in _in_bands(named)
    ]
    asked, got, amount = (sum(line.cells[place] for line in lines) for place in (1, 2, 4))
    return Found(lines, (_("Total"), asked, got, share(Decimal(got), Decimal(asked)), amount) if lines else None)


def _in_bands(quotes: Any) -> list[tuple]:
    """``[(band, decided, won, amount won)]`` of rows (quote, status, amount, sold, at list prices)."""
    try:
        sql, given = quotes.query.sql_with_params()
    except EmptyResultSet:
        return []
    bands = " ".join(f"WHEN sold >= at_list * %s THEN {place}" for place in range(len(BANDS)))
    statement = IN_BANDS.format(bands=bands, last=len(BANDS), quotes=sql)
    with connection.cursor() as cursor:
        cursor.execute(statement, [[*WON], *(1 - limit for limit in BANDS), *given])
        return cursor.fetchall()


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
