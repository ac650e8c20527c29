from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.policy.models import PricePolicy
    from salesmgmt.core.models import User


@because(_("The price policy is proposed by the deputy manager of marketing or the sales director."))
def can_propose_policy(user: User) -> bool:
    return may_at_all(user, "price_policy", "C")


@because(_("The price policy is edited by whoever may propose it, before it is decided."))
def can_edit_policy(user: User, policy: PricePolicy) -> bool:
    return policy.is_editable and may_at_all(user, "price_policy", "U")
