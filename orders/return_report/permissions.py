"""Who reads the report of returns, and who takes it out of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import MATRIX, Role, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(_("The report of returns is read by sales, finance and quality, each for the returns in his charge."))
def can_read_report(user: User) -> bool:
    """The return store counts without knowing the lists: it reads no report of them."""
    reading = {Role(role) for role in user.roles if "R" in MATRIX["return"][Role(role)]}
    return user.is_active and bool(reading - {Role.WH})


def can_export_report(user: User) -> bool:
    return bool(can_read_report(user)) and bool(may_at_all(user, "return", "E"))
