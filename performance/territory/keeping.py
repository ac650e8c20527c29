"""Product lines are kept as data (TEAM-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.territory.models import ProductLine
from performance.territory.permissions import can_keep_lines
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from customers.category.models import ProductCategory
    from salesmgmt.core.models import User


@transaction.atomic
def create_line(user: User, categories: Iterable[ProductCategory], **fields: Any) -> ProductLine:
    require(can_keep_lines(user))
    try:
        with transaction.atomic():
            line = ProductLine.objects.create(**fields)
    except IntegrityError as twice:
        raise BusinessError(_("There is a product line of this code already.")) from twice
    line.categories.set(categories)
    audit.record(line, user, gettext_noop("Created"))
    return line


@transaction.atomic
def update_line(pk: int, user: User, categories: Iterable[ProductCategory], **fields: Any) -> ProductLine:
    line = lock(ProductLine, pk)
    require(can_keep_lines(user))
    change(line, user, gettext_noop("Edited"), **fields)
    line.categories.set(categories)
    return line
