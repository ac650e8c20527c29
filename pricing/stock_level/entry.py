"""Stating how much of a product is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.product.models import Product
from pricing.stock_level.models import StockLevel
from pricing.stock_level.permissions import can_state_stock
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def state_stock(user: User, product: Product, quantity: Decimal, as_of: dt.date, remark: str = "") -> StockLevel:
    """The stock of a product as of a day; the same day again replaces it (PRC-13)."""
    require(can_state_stock(user))
    if as_of > today():
        raise BusinessError(_("The day lies in the future."))
    product = lock(Product, product.pk)
    values = {"quantity": quantity, "remark": remark}
    level = StockLevel.objects.filter(product=product, as_of=as_of).first() or StockLevel(product=product, as_of=as_of)
    for name, value in values.items():
        setattr(level, name, value)
    level.created_by = user
    level.save()
    audit.record(level, user, gettext_noop("Stock stated"), comment=f"{quantity:f}")
    return level


@transaction.atomic
def update_stock(
    pk: int, user: User, product: Product, quantity: Decimal, as_of: dt.date, remark: Any = ""
) -> StockLevel:
    """Correct what was stated; another day or product is a statement of its own."""
    level = lock(StockLevel, pk)
    require(can_state_stock(user, level))
    return state_stock(user, product, quantity, as_of, remark)


def stock_of(product: Product) -> StockLevel | None:
    """The latest statement of a product; None where there is none."""
    return product.stock_levels.order_by("-as_of", "-pk").first()
