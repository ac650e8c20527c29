"""Rows by the hundred thousand through COPY. Every constraint and trigger of the table holds, as for any insert."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from typing import Any


AT_ONCE = 5000
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def reserve_ids(model: type[Any], count: int) -> list[int]:
    """So many primary keys of a table that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def copy_rows(model: type[Any], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Write ``rows``, tuples of the named columns; a column that is not named takes the default the model gives it.

    Amounts must have their cents already: nothing is rounded here. Raises IntegrityError as an insert does. All of the rows
    or none, and never more than AT_ONCE of them in memory.
    """
    rest = {
        field.column: default_of(field)
        for field in model._meta.concrete_fields
        if field.column not in columns and not (field.primary_key and not field.has_default())
    }
    tail = "".join(f"\t{_text(value)}" for value in rest.values()) + "\n"
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in (*columns, *rest))
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
    left = iter(rows)
    with transaction.atomic(), connection.cursor() as cursor:
        while some := list(islice(left, AT_ONCE)):
            text = io.BytesIO("".join("\t".join([_text(value) for value in row]) + tail for row in some).encode())
            with connection.wrap_database_errors:
                cursor.copy_expert(statement, text)


def default_of(field: Any) -> Any:
    """The value of a column that nobody named. Raises ValueError where the model has none."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    if field.has_default():
        value = field.get_default()
        return json.dumps(value) if isinstance(field, models.JSONField) else value
    if field.null:
        return None
    if field.empty_strings_allowed:
        return ""
    raise ValueError(f"say what {field} is")


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)
