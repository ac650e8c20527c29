from __future__ import annotations

from typing import TYPE_CHECKING

from orders.purchase_need.states import PurchaseNeedStatus

if TYPE_CHECKING:
    import datetime as dt


def is_late(status: str, need_date: dt.date, day: dt.date) -> bool:
    """The day on which it was needed is over and it has not arrived; on the day itself it is in time (ORD-07)."""
    return status in (PurchaseNeedStatus.OPEN, PurchaseNeedStatus.ORDERED) and need_date < day
