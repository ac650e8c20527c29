"""Products: written with their audit rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_noop

from pricing.product.models import Product
from pricing.product.permissions import can_edit_product
from salesmgmt.core import audit
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_product(user: User, **fields: Any) -> Product:
    require(can_edit_product(user))
    product = Product(created_by=user, **fields)
    product.save()
    audit.record(product, user, gettext_noop("Created"))
    return product


@transaction.atomic
def update_product(pk: int, user: User, **fields: Any) -> Product:
    product = lock(Product, pk)
    require(can_edit_product(user, product))
    return change(product, user, gettext_noop("Edited"), **fields)
