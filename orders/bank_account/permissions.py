from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("bank_account", "R"))
def reads_bank_accounts(user: User) -> bool:
    return may_at_all(user, "bank_account", "R")


@because(_("Bank accounts and the layouts of their files are kept by finance."))
def can_keep_bank_accounts(user: User) -> bool:
    return may_at_all(user, "bank_account", "U")
