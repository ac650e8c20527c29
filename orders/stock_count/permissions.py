from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.stock_count.states import StockCountStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from orders.stock_count.models import StockCount
    from salesmgmt.core.models import User


@because(_("Stock is counted by the warehouse."))
def can_count_stock(user: User, balance: Any = None) -> bool:
    return may_at_all(user, "stock_count", "C")


@because(_("The difference of a count is approved by the production and operations department, never by who counted."))
def can_decide_count(user: User, count: StockCount) -> bool:
    """Whoever counted does not decide; where nobody else holds the role, his superior does (SEC-04)."""
    allowed = may(user, "stock_count", "A", document=count)
    return count.status == StockCountStatus.COUNTED and decides_alone(user, count, Role.PLN, allowed)


def reads_counts(user: User, document: Any = None) -> bool:
    return may_at_all(user, "stock_count", "R")
