"""Stock from a file: product and day are the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.product.codes import products_by_code, why_not
from pricing.stock_level.models import StockLevel
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors

if TYPE_CHECKING:
    import datetime as dt

    from pricing.product.models import Product
    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User


def import_stock(rows: list, user: User, update: bool, progress: Progress) -> dict:
    """``rows`` of (number, values): the stock of each product as of a day; with ``update`` another figure replaces it."""
    products = products_by_code([values["product"] for _number, values in rows])
    days = {values["as_of"] or today() for _number, values in rows}
    known = {(level.product_id, level.as_of): level for level in StockLevel.objects.filter(as_of__in=days)}
    reasons, outcomes, new, changed = {}, {}, [], []
    seen: dict[tuple, int] = {}
    for number, values in rows:
        product, day = products.get(values["product"].upper()), values["as_of"] or today()
        key = (product.pk if product else None, day)
        level = known.get(key)
        reason = _problem(values, product, day, level, update) or (
            _("the product stands in row %(row)d already") % {"row": seen[key]} if key in seen else ""
        )
        seen.setdefault(key, number)
        if reason:
            reasons[number] = reason
        elif level is None:
            new.append(
                StockLevel(
                    product=product,
                    as_of=day,
                    quantity=values["quantity"],
                    remark=values["remark"],
                    created_by=user,
                )
            )
            outcomes[number] = CREATED
        elif level.quantity == values["quantity"]:
            outcomes[number] = UNCHANGED
        else:
            level.quantity, level.remark, level.created_by = values["quantity"], values["remark"], user
            changed.append(level)
            outcomes[number] = UPDATED
    if reasons:
        raise RowErrors(reasons)
    StockLevel.objects.bulk_create(new, batch_size=2000)
    StockLevel.objects.bulk_update(changed, ["quantity", "remark", "created_by"], batch_size=2000)
    progress(len(rows))
    return outcomes


def _problem(values: dict, product: Product, day: dt.date, level: StockLevel | None, update: bool) -> str:
    reason = why_not(values["product"], product)
    if reason:
        return reason
    if day > today():
        return _("the day lies in the future")
    if level is not None and level.quantity != values["quantity"] and not update:
        return _("the stock of this day is already stated")
    return ""
