"""The prices a customer is to be told of: those of what he is quoted, has under contract or buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from pricing.product.columns import RateColumn
from pricing.quote.models import QuoteLine
from salesmgmt.core import registry
from salesmgmt.core.web.tables import Column, LineTable, MoneyColumn

if TYPE_CHECKING:
    from pricing.announcement.models import PriceNotice
    from salesmgmt.core.models import User

SHOWN = 100


class NewPriceTable(LineTable):
    code = Column(
        accessor="product__code",
        linkify=("product-detail", [tables.A("product_id")]),
        verbose_name=_("product code"),
    )
    product = Column(accessor="product__name", verbose_name=_("product"))
    old_price = MoneyColumn(verbose_name=_("price until now"))
    new_price = MoneyColumn(verbose_name=_("new price"))
    move_percent = RateColumn(verbose_name=_("change"), price=True)


def prices_for(notice: PriceNotice, user: User) -> NewPriceTable:
    """His products of the adjustment; all of it where none is known to be his."""
    lines = notice.adjustment.lines.select_related("product")
    quoted = QuoteLine.objects.filter(quote__customer=notice.customer_id).values("product")
    mine = lines.filter(product__in=quoted)
    bought = registry.fact("price_adjustment", "bought_by", notice.adjustment, default=None, customer=notice.customer)
    if bought is not None:
        mine |= lines.filter(product__in=bought)
    rows = list(mine.order_by("product__code")[:SHOWN]) or list(lines[:SHOWN])
    return NewPriceTable(rows, user=user) if rows else None
