"""What a product costs on a day and what a price leaves. Callers ask sees_cost() first (SEC-03)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.cost.models import ProductCost
from pricing.cost.permissions import can_edit_cost
from pricing.product.models import Product
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Margin:
    """What a unit price leaves over the unit cost."""

    cost: Decimal
    profit: Decimal
    percent: Decimal | None

    @property
    def is_loss(self) -> bool:
        return self.profit < 0


def margin(price: Decimal, cost: Decimal | None) -> Margin | None:
    """Cost 80 and price 100 leave 20, which is 20.0 % of the price (PRC-01). None where one of them is unknown."""
    if price is None or cost is None:
        return None
    profit = price - cost
    percent = (profit * 100 / price).quantize(Decimal("0.1")) if price else None
    return Margin(cost, cents(profit), percent)


def cost_history(product_pks: Iterable) -> dict:
    """``{product pk: [(first day, unit cost)]}`` of all costs that were ever entered, the oldest first: one query."""
    found: dict = {}
    for row in ProductCost.objects.filter(product__in=list(product_pks)).order_by("valid_from"):
        found.setdefault(row.product_id, []).append((row.valid_from, row.total))
    return found


def costs_in(history: dict, day: dt.date) -> dict:
    """``{product pk: unit cost}`` of the cost that holds on the day; products without one are missing."""
    held = {pk: [total for begins, total in costs if begins <= day] for pk, costs in history.items()}
    return {pk: totals[-1] for pk, totals in held.items() if totals}


def costs_on(product_pks: Iterable, day: dt.date) -> dict:
    """``costs_in`` of these products' history: one query."""
    return costs_in(cost_history(product_pks), day)


@transaction.atomic
def set_cost(product_pk: int, user: User, valid_from: dt.date, **parts: Any) -> ProductCost:
    """Enter the cost of a product from a day on; the same day again replaces it. The amounts stay out of the audit row,
    which everybody who sees the product reads (SEC-03)."""
    product = lock(Product, product_pk)
    require(can_edit_cost(user, product))
    if not any(parts.values()):
        raise BusinessError(_("Enter at least one part of the cost."))
    cost, _made = ProductCost.objects.update_or_create(
        product=product, valid_from=valid_from, defaults={**parts, "created_by": user}
    )
    audit.record(product, user, gettext_noop("Cost entered"), comment=str(valid_from))
    warn_below_cost(product, cost)
    return cost


def warn_below_cost(product: Product, cost: ProductCost) -> None:
    """The alert of a list price that no longer covers the cost, to those who decide on prices and see cost (PRC-01)."""
    if cost.valid_from > today():
        return
    left = margin(registry.fact("product", "list_price", product), cost.total)
    if left is not None and left.is_loss:
        notify_roles(
            [Role.MGR, Role.DIR],
            lambda: _("The list price lies below the cost: %(product)s") % {"product": product},
            url=product.get_absolute_url(),
        )


def with_margins(lines: Iterable, day: dt.date, price: str = "price", history: dict | None = None) -> list:
    """The lines with ``unit_cost``, ``unit_profit`` and ``margin_percent`` of their price on the day: one query, none
    with the ``cost_history`` of their products. Only for those who see cost (SEC-03)."""
    lines = list(lines)
    costs = costs_in(cost_history({line.product_id for line in lines}) if history is None else history, day)
    for line in lines:
        found = margin(getattr(line, price), costs.get(line.product_id))
        line.unit_cost = costs.get(line.product_id)
        line.unit_profit = found.profit if found else None
        line.margin_percent = found.percent if found else None
    return lines
