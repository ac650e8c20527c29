from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("bank_statement", "R"))
def reads_statements(user: User) -> bool:
    return may_at_all(user, "bank_statement", "R")


@because(_("Bank statements are brought in by finance."))
def can_import_statements(user: User) -> bool:
    return may_at_all(user, "bank_statement", "C")


@because(right_of("bank_line", "R"))
def reads_all_lines(user: User) -> bool:
    """The lines as the bank writes them, with balances and purposes: finance and general manager."""
    return "a" in scopes(user, "bank_line", "R")
