from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("journal_batch", "R"))
def reads_journal(user: User) -> bool:
    return may_at_all(user, "journal_batch", "R")


@because(_("The journal is made by finance."))
def can_make_journal(user: User) -> bool:
    return may_at_all(user, "journal_batch", "C")


@because(_("The journal is made by finance."))
def can_take_journal(user: User) -> bool:
    return may_at_all(user, "journal_batch", "E")
