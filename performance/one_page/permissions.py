from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from performance.analysis.permissions import reads_analysis
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(pgettext_lazy("one page", "This page is for the general manager and the director of sales."))
def reads_one_page(user: User) -> bool:
    return user.has_role(Role.GM, Role.DIR) and bool(reads_analysis(user))
