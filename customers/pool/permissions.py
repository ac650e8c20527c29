"""Who takes a lead out of the public pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.lead.models import Lead
    from salesmgmt.core.models import User


@because(_("A lead is taken from the public pool by a sales representative of its region."))
def can_claim_lead(user: User, lead: Lead) -> bool:
    """A rep takes a lead of his own region out of the public pool; nobody gave it to him (ADR 0007)."""
    region = user.scope_unit("g") if user.has_role(Role.REP) else None
    return bool(region and lead.region) and lead.pool_since is not None and lead.region.path.startswith(region.path)
