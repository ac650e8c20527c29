"""Who reads the reports of regions, field offices and product lines, and who keeps the product lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import Unit
from salesmgmt.core.permissions import Role, may_at_all, right_of, scopes
from salesmgmt.core.refusal import because
from salesmgmt.core.states import UnitKind

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

LINE_KEEPERS = (Role.MGR, Role.DIR, Role.ADM)
SALES_UNITS = (UnitKind.COMPANY, UnitKind.REGION, UnitKind.OFFICE, UnitKind.TEAM)


@because(right_of("quota", "R"))
def reads_territories(user: User) -> bool:
    """TEAM-08: whoever reads what is collected reads it of a region, an office or a product line, each in his scope."""
    return may_at_all(user, "quota", "R")


@because(_("Product lines are kept by sales managers, the sales director and the administrator."))
def can_keep_lines(user: User) -> bool:
    return user.has_role(*LINE_KEEPERS)


def units_of(user: User) -> Any:
    """The regions, offices and teams this person may ask about: those in his scope, and those he belongs to."""
    units = Unit.objects.filter(is_active=True, kind__in=SALES_UNITS)
    granted = scopes(user, "quota", "R")
    if "a" in granted:
        return units
    own = Q(pk__in=user.unit.ancestor_ids if user.unit else [])
    for scope in granted & set("tg"):
        unit = user.scope_unit(scope)
        if unit is not None:
            own |= Q(path__startswith=unit.path)
    return units.filter(own)
