from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.announcement.models import PriceNotice
    from salesmgmt.core.models import User


@because(_("New prices are explained to the customer by whoever is in charge of him, or the manager of his region."))
def can_tell_customer(user: User, notice: PriceNotice) -> bool:
    return may(user, "price_notice", "U", owner=notice.responsible)
