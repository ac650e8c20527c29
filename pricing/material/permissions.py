from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.material.models import MaterialPriceIndex, PriceReview
    from salesmgmt.core.models import User


@because(
    _("Material prices are kept by purchasing, the production and operations department and the sales management.")
)
def can_edit_index(user: User, index: MaterialPriceIndex | None = None) -> bool:
    return may_at_all(user, "material_index", "U")


@because(_("A price review is decided by the sales management."))
def can_review_price(user: User, review: PriceReview | None = None) -> bool:
    return may_at_all(user, "price_review", "U")
