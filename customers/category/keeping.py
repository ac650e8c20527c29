"""Product categories as they are kept: new ones, other names, another place; by hand or from a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.category.models import ProductCategory
from customers.category.permissions import can_keep_categories
from salesmgmt.core import audit
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_category(user: User, *, name: str, code: str, parent: ProductCategory | None = None) -> ProductCategory:
    """A class of products by which customers, skills and complaints are sorted (CUS-08)."""
    require(can_keep_categories(user))
    category = ProductCategory.objects.create(name=name, code=code, parent=parent)
    audit.record(category, user, gettext_noop("Created"))
    return category


@transaction.atomic
def update_category(pk: int, user: User, **fields: Any) -> ProductCategory:
    """Name, code, place. All rows are locked in one order: two moves at once could otherwise make a circle."""
    rows = {row.pk: row for row in ProductCategory.objects.select_for_update(of=("self",)).order_by("pk")}
    category = rows.get(pk)
    if category is None:
        raise BusinessError(_("This document no longer exists."))
    require(can_keep_categories(user))
    above = rows.get(fields["parent"].pk) if fields.get("parent") else None
    while above is not None:
        if above.pk == pk:
            raise BusinessError(_("A category cannot lie below itself."))
        above = rows.get(above.parent_id)
    return change(category, user, gettext_noop("Edited"), **fields)


def import_category(values: dict, user: User, update: bool) -> str:
    """One row of a sheet. The code is the key; the category above has to be there or to stand further up."""
    fields = {"name": values["name"]}
    if values["parent"]:
        fields["parent"] = ProductCategory.objects.filter(code=values["parent"]).first()
        if fields["parent"] is None:
            raise BusinessError(
                _("There is no category with the code “%(code)s”, neither here nor further up in the sheet.")
                % {"code": values["parent"]}
            )
    known = ProductCategory.objects.filter(code=values["code"]).first()
    if known is None:
        create_category(user, code=values["code"], **fields)
        return CREATED
    differing = {name: value for name, value in fields.items() if getattr(known, name) != value}
    if not differing or not update:
        return UNCHANGED
    update_category(known.pk, user, **differing)
    return UPDATED
