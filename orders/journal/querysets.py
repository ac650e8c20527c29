from __future__ import annotations

from typing import TYPE_CHECKING

from orders.account.states import LedgerEntryKind
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


class JournalBatchQuerySet(ScopedQuerySet):
    MATRIX_KEY = "journal_batch"
    OWNER = "created_by"


def unjournaled(entries: Any, first: dt.date, last: dt.date) -> Any:
    """Ledger entries of a month that stand in no batch. What was billed before the takeover is in the old books."""
    rows = entries.filter(date__range=(first, last), journal_entry__isnull=True)
    return rows.exclude(kind=LedgerEntryKind.OPENING).select_related("account__customer").order_by("date", "pk")
