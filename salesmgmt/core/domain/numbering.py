"""Document numbers (DOC-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from salesmgmt.core import registry

if TYPE_CHECKING:
    import datetime as dt


def next_number(kind: str, day: dt.date | None = None) -> str:
    """The next number of ``kind`` in the year of ``day``: prefix, year, running number, as ``QUO-2026-00017``.

    The counter row is locked until the transaction ends, so two users never get the same number, and a number of a
    transaction that fails is given again: no gap by failure (DOC-02, 000 四(三)1, 004 §4.3.3).
    """
    return next_numbers(kind, 1, day)[0]


def next_numbers(kind: str, count: int, day: dt.date | None = None) -> list:
    """So many numbers in a row, for an import of thousands: one statement instead of one each."""
    year = (day or timezone.localdate()).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_numbersequence (kind, year, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (kind, year) DO UPDATE SET last = core_numbersequence.last + EXCLUDED.last RETURNING last",
            [kind, year, count],
        )
        last = cursor.fetchone()[0]
    known = registry.document_kind(kind)
    prefix = known.prefix if known else kind[:3].upper()
    return [f"{prefix}-{year}-{running:05d}" for running in range(last - count + 1, last + 1)]
