"""Price rules: written with their audit rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.price_list.models import PriceRule
from pricing.product.permissions import can_edit_product
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_price_rule(user: User, **fields: Any) -> PriceRule:
    """A rule whose terms hold from a day on (PRC-03, PRC-05)."""
    require(can_edit_product(user))
    rule = PriceRule(created_by=user, **_checked(fields))
    rule.save()
    audit.record(rule, user, gettext_noop("Created"))
    return rule


@transaction.atomic
def update_price_rule(pk: int, user: User, **fields: Any) -> PriceRule:
    rule = lock(PriceRule, pk)
    require(can_edit_product(user))
    return change(rule, user, gettext_noop("Edited"), **_checked(fields))


def _checked(fields: dict) -> dict:
    if (fields.get("price") is None) == (fields.get("discount_percent") is None):
        raise BusinessError(_("Give either a price or a discount."))
    if fields.get("price") is not None and fields.get("product") is None:
        raise BusinessError(_("A fixed price needs a product."))
    return fields
