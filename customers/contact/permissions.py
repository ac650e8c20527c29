"""Who may do what with contacts, beyond what the file of the customer says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import Role, scopes

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def can_import_contacts(user: User) -> bool:
    """Whoever keeps some customer's file."""
    return user.has_role(Role.REP, Role.MGR, Role.DIR) and bool(scopes(user, "customer", "U"))
