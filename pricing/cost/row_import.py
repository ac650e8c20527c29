"""One row of an imported list of costs: what a product costs from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.cost.margin import set_cost
from pricing.cost.models import ProductCost
from pricing.product.row_import import product_called
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def import_cost(values: dict, user: User, update: bool) -> str:
    """Write the cost of a product from a day on (PRC-01); product and day are the key.

    A file with one figure and no parts counts it as production cost.
    """
    product = product_called(values["product"])
    day = values["valid_from"] or today()
    parts = {part: values[part] or ZERO for part in ProductCost.PARTS}
    whole = values["whole"]
    if whole is not None and any(parts.values()) and whole != sum(parts.values()):
        raise BusinessError(_("The parts of the cost are not the unit cost of the row."))
    if whole is not None and not any(parts.values()):
        parts["production"] = whole
    known = ProductCost.objects.filter(product=product, valid_from=day).first()
    if known is not None and (not update or all(getattr(known, part) == parts[part] for part in parts)):
        return UNCHANGED
    set_cost(product.pk, user, day, **parts)
    return CREATED if known is None else UPDATED
