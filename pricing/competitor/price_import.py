"""Competitors' prices from a file: product, competitor and day are the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.competitor.models import CompetitorPrice
from pricing.competitor.permissions import can_edit_competitor_price
from pricing.product.codes import products_by_code, why_not
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors

if TYPE_CHECKING:
    from pricing.product.models import Product
    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User

FIELDS = ("price", "source", "comparison")


def import_competitor_prices(rows: list, user: User, update: bool, progress: Progress) -> dict:
    """``rows`` of (number, values): what is new is added, with ``update`` what differs is replaced."""
    products = products_by_code([values["product"] for _number, values in rows])
    known = _known(rows)
    reasons, outcomes, new, changed = {}, {}, [], []
    seen: dict[tuple, int] = {}
    for number, values in rows:
        product = products.get(values["product"].upper())
        key = (product.pk if product else None, values["competitor"], values["seen_on"])
        row = known.get(key)
        reason = _problem(values, product, row, user, update) or (
            _("the same stands in row %(row)d already") % {"row": seen[key]} if key in seen else ""
        )
        seen.setdefault(key, number)
        if reason:
            reasons[number] = reason
            continue
        said = {name: values[name] or "" for name in FIELDS}
        if row is None:
            new.append(
                CompetitorPrice(
                    product=product,
                    competitor=values["competitor"],
                    seen_on=values["seen_on"],
                    created_by=user,
                    **said,
                )
            )
            outcomes[number] = CREATED
        elif all(getattr(row, name) == value for name, value in said.items()):
            outcomes[number] = UNCHANGED
        else:
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
            outcomes[number] = UPDATED
    if reasons:
        raise RowErrors(reasons)
    CompetitorPrice.objects.bulk_create(new, batch_size=2000)
    CompetitorPrice.objects.bulk_update(changed, FIELDS, batch_size=2000)
    progress(len(rows))
    return outcomes


def _known(rows: list) -> dict:
    days = {values["seen_on"] for _number, values in rows}
    found = CompetitorPrice.objects.filter(seen_on__in=days).select_related("created_by")
    return {(row.product_id, row.competitor, row.seen_on): row for row in found}


def _problem(values: dict, product: Product, row: CompetitorPrice | None, user: User, update: bool) -> str:
    reason = why_not(values["product"], product)
    if reason:
        return reason
    if values["seen_on"] > today():
        return _("the day lies in the future")
    if row is None or row.price == values["price"]:
        return ""
    if not update:
        return _("this competitor's price of the day is already entered")
    return "" if can_edit_competitor_price(user, row) else _("this price was entered by somebody else")
