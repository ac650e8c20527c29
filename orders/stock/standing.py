"""What other apps show of the stock of a product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.stock.models import StockBalance
from orders.stock.posting import keeps_stock

if TYPE_CHECKING:
    from decimal import Decimal

    from pricing.product.models import Product


def kept_stock(product: Product) -> tuple[Decimal, Decimal] | None:
    """``(in the store, free)`` of a product; None where no stock is kept here, or nothing of it was ever booked."""
    balance = StockBalance.objects.filter(pk=product.pk).first()
    return (balance.in_store, balance.free) if balance is not None and keeps_stock() else None
