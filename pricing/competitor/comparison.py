"""The competitors' prices of some products, each with its date, and their average."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from pricing.competitor.models import CompetitorPrice
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import cents


@dataclass(frozen=True)
class Heard:
    """One competitor's price; an out-of-date one is shown and left out of the average."""

    competitor: str
    price: Decimal
    seen_on: date
    is_stale: bool = False
    source: str = ""


@dataclass(frozen=True)
class Market:
    """What the market asks for one product."""

    prices: tuple[Heard, ...] = field(default_factory=tuple)
    average: Decimal | None = None


def market_of(heard: list[Heard]) -> Market:
    """The prices beside one another with their dates, and the average of those that still count (PRC-02)."""
    counted = [each.price for each in heard if not each.is_stale]
    return Market(tuple(heard), cents(sum(counted, Decimal(0)) / len(counted)) if counted else None)


def is_stale(seen_on: date, day: date, limit: int | None) -> bool:
    """Older than the register allows; without a limit nothing is."""
    return limit is not None and seen_on < day - timedelta(days=limit)


def markets(product_pks: list[int], day: date | None = None) -> dict[int, Market]:
    """``{product pk: Market}``: of each competitor the latest price until the day. One query for any number."""
    day, limit = day or today(), policy().competitor_price_days
    rows = CompetitorPrice.objects.filter(product__in=list(product_pks), seen_on__lte=day)
    latest = rows.order_by("product_id", "competitor", "-seen_on").distinct("product_id", "competitor")
    found: dict[int, list[Heard]] = {}
    for row in latest:
        stale = is_stale(row.seen_on, day, limit)
        found.setdefault(row.product_id, []).append(Heard(row.competitor, row.price, row.seen_on, stale, row.source))
    return {pk: market_of(heard) for pk, heard in found.items()}
