"""From rows to the cells of a sheet, for both Excel writers.

Time zones are stripped here and nowhere else, characters that Excel refuses are left out, and numbers stay numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from salesmgmt.core import calendar

if TYPE_CHECKING:
    pass

CHUNK = 2000  # rows fetched at a time
TOGETHER = 1000  # rows cleaned at a time
DAYS = {dt.date, type(None)}  # cells as they are
MAX_CELL = 32_767  # Excel's own limit
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class ColumnLike(Protocol):
    """What a list's export column has; see Column. ``path`` and ``shape`` may be missing."""

    label: Any
    value: Any
    kind: str


@dataclass(frozen=True)
class Column:
    """One column of an export: its name, where its value comes from, how it is written, whether it is added up.

    ``value`` is a function of the row, or the path of a field or annotation (``"customer__name"``), which ``shape``
    may turn into what is shown. A sheet of paths alone is read without building its rows.
    """

    label: Any
    value: Callable[[Any], Any] | str
    kind: str = "text"  # text, money, quantity, int, percent (a ratio), date, datetime
    width: int | None = None
    total: bool = False
    shape: Callable[[Any], Any] | None = None

    @property
    def path(self) -> str:
        return self.value if isinstance(self.value, str) else ""


def cells(columns: Any, rows: Iterable) -> Iterator[Sequence]:
    """The clean cells of every row.

    Where every column has a path, the rows of a queryset come as plain values: building an object for each of a million
    rows takes longer than writing them.
    """
    columns = list(columns)
    paths = [getattr(column, "path", "") for column in columns]
    if isinstance(rows, QuerySet) and all(paths):
        return _plain(columns, paths, rows)
    if isinstance(rows, QuerySet):
        rows = rows.iterator(chunk_size=CHUNK)
    readers = [(_reader(column), column.kind) for column in columns]
    return ([cell_value(read(row), kind) for read, kind in readers] for row in rows)


def _plain(columns: list, paths: list[str], rows: Any) -> Iterator:
    names = list(dict.fromkeys(paths))
    wanted = [(names.index(path), _cleaner(column)) for path, column in zip(paths, columns, strict=True)]
    found = rows.prefetch_related(None).values_list(*names).iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, TOGETHER)):
        # Column by column: the same work value by value takes several times as long.
        values = list(zip(*chunk, strict=True))
        yield from zip(*(clean(values[place]) for place, clean in wanted), strict=True)


def _reader(column: Any) -> Callable:
    """The function that reads a column from a row that is an object."""
    if not isinstance(column.value, str):
        return column.value
    *steps, name = column.value.split("__")
    shape = column.shape or (lambda value: value)

    def read(row: Any) -> Any:
        for step in steps:
            row = getattr(row, step, None)
        return shape(getattr(row, name, None))

    return read


def _cleaner(column: Column) -> Callable:
    """The function that makes cells of the plain values of a column."""
    kind, shape = column.kind, getattr(column, "shape", None)
    if shape is not None:
        shaped = _Shaped(lambda value: cell_value(shape(value), kind))
        return lambda values: list(map(shaped.__getitem__, values))
    if kind == "text":
        return _texts
    if kind in ("date", "datetime"):
        return lambda values: values if set(map(type, values)) <= DAYS else [cell_value(each, kind) for each in values]
    return lambda values: values  # a number is a cell already


class _Shaped(dict):
    """What is shown of each value that a column holds: statuses, names and flags are few, and asked a million times."""

    def __init__(self, show: Callable[[Any], Any]) -> None:
        super().__init__()
        self.show = show

    def __missing__(self, value: Any) -> Any:
        if len(self) >= CHUNK:  # a column of many values must not fill the memory
            self.clear()
        self[value] = found = self.show(value)
        return found


def _texts(values: tuple) -> Sequence:
    try:
        joined = "".join(values)
        if joined.isprintable() and (len(joined) <= MAX_CELL or max(map(len, values)) <= MAX_CELL):
            return [value or None for value in values] if "" in values else values
    except TypeError:  # not only text
        pass
    return [cell_value(value) for value in values]


def cell_value(value: int | str | None, kind: str = "text") -> int | str | None:
    """The value as a cell holds it: numbers stay numbers, moments lose their zone, all else is clean text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return value if kind != "text" or not _is_code(value) else str(value)
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(calendar.SHANGHAI).replace(tzinfo=None)
        return value.date() if kind == "date" else value
    if isinstance(value, dt.date):
        return value
    return ILLEGAL.sub("", str(value))[:MAX_CELL]


def _is_code(value: int) -> bool:
    """A whole number of more digits than Excel keeps is a number of a document, not a quantity."""
    return isinstance(value, int) and abs(value) >= 10**15
