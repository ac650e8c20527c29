"""What a quote that is being typed would be: the price of every line, how it stands to the rules, the sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pricing.cost.margin import costs_on, margin
from pricing.price_list.prices import PriceBook, discount_percent, price_status
from pricing.product.models import Product
from pricing.quote.states import LineKind
from pricing.quote.totals import by_rate, counted, line_amount, sections, totals
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    import datetime as dt

    from customers.customer.models import Customer
    from pricing.product.querysets import ProductQuerySet
    from pricing.quote.models import QuoteLine

# What a line amount may be at most in the database; a preview of more is of no use.
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class TypedLine:
    """One row of the form as it stands; what cannot be read is None."""

    product: Product | None
    quantity: Decimal | None
    price: Decimal | None
    tax_rate: Decimal | None
    kind: str = LineKind.FIRM
    section: str = ""
    taken: bool = False


@dataclass(frozen=True)
class SectionLine:
    """What the subtotals need of a typed line that counts."""

    section: str
    amount: Decimal
    counted: bool = True


@dataclass(frozen=True)
class LinePreview:
    found: object = None
    status: str = ""
    discount: Decimal | None = None
    margin: object = None


def read_lines(posted: list, products: ProductQuerySet) -> list:
    """The typed rows; ``products`` is the queryset of what this person may choose from."""
    asked = [as_pk(row.get("product")) for row in posted]
    known = {product.pk: product for product in products.filter(pk__in={pk for pk in asked if pk is not None})}
    return [
        TypedLine(
            known.get(pk),
            _number(row.get("quantity")),
            _number(row.get("price")),
            _number(row.get("tax_rate")),
            str(row.get("kind") or LineKind.FIRM),
            str(row.get("section") or "").strip(),
        )
        for pk, row in zip(asked, posted, strict=True)
    ]


def _number(text: str | None) -> Decimal | None:
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < LARGEST else None


def preview(lines: list, customer: Customer | None, see_cost: bool = False, day: dt.date | None = None) -> tuple:
    """``([LinePreview], Totals, by rate)`` of the typed lines (PRC-12); margins only where asked for (SEC-03)."""
    day = day or today()
    products = [line.product for line in lines if line.product]
    book = PriceBook(customer, day, products)
    costs = costs_on([product.pk for product in products], day) if see_cost else {}
    shown = [_preview_line(line, book, costs) for line in lines]
    amounts = [
        (line_amount(line.price, line.quantity), line.tax_rate if line.tax_rate is not None else line.product.tax_rate)
        for line, counts in zip(lines, counted(lines), strict=True)
        if counts and line.product and line.price is not None and line.quantity is not None
    ]
    return shown, totals(amounts), by_rate(amounts)


def typed_sections(lines: list) -> list:
    """``[(heading, subtotal)]`` of the typed lines that count; nothing where no heading is used."""
    rows = [
        SectionLine(line.section, line_amount(line.price, line.quantity or ZERO))
        for line, counts in zip(lines, counted(lines), strict=True)
        if counts and line.product
    ]
    found = [(part.name or "—", part.amount) for part in sections(rows)]
    return found if any(row.section for row in rows) else []


def _preview_line(line: QuoteLine, book: PriceBook, costs: dict) -> LinePreview:
    if line.product is None:
        return LinePreview()
    found = book.find(line.product, line.quantity)
    return LinePreview(
        found,
        str(price_status(line.price, found)) if line.price else "",
        discount_percent(line.price, found.list_price),
        margin(line.price or found.price, costs.get(line.product.pk)),
    )
