"""What was counted of each group in several spans, added up, ranked and cut off in the database.

Of a hundred thousand customers a page shows fifty: they come back, and how many there are and what all make together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Max, OuterRef, Q, Subquery, Value

from customers.customer.models import Customer
from customers.lead.models import Lead
from performance.analysis.measure import only
from performance.analysis.span import together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from performance.analysis.measure import Source
    from performance.analysis.span import Span
    from performance.metric.daily import Half

Select = tuple[str, tuple]
NEVER = Q(pk__in=[])
# By its text, so that equal figures always stand in one order.
BY_TEXT = "coalesce(key::text, 'None') COLLATE \"C\""


@dataclass(frozen=True)
class Counted:
    """``{key: (above and below of each span)}`` of the groups that were read, how many there are, and all of them together."""

    rows: dict[Any, tuple] = field(default_factory=dict)
    number: int = 0
    whole: tuple = ()


@dataclass(frozen=True)
class Sums:
    """The groups of an answer in some spans. ``narrowed(half, span)`` gives the rows that count, ``path(customer)`` where
    their group stands; ``by_channel`` makes of customers the channels by which they came."""

    source: Source
    spans: tuple[Span, ...]
    narrowed: Callable[[Half, Span], Any]
    path: Callable[[str], str]
    by_channel: bool = False
    is_number: bool = False

    @property
    def sides(self) -> dict[str, Any]:
        """What is added up, under the names of the columns: of an amount there is no second side."""
        named = {"above": self.source.numerator, "below": self.source.denominator}
        return {side: expression for side, expression in named.items() if expression is not None}

    @property
    def columns(self) -> list[str]:
        return [f"{side}_{place}" for side in self.sides for place in range(len(self.spans))]

    def read(self) -> Counted:
        """All groups."""
        return self._read("", ())

    def largest(self, count: int) -> Counted:
        """So many of them, the largest in the first span first; of a rate those without one last."""
        rank = "above_0::numeric / nullif(greatest(below_0, 0), 0)" if "below" in self.sides else "above_0"
        return self._read(f"ORDER BY {rank} DESC NULLS LAST, {BY_TEXT} DESC LIMIT %s", (count,))

    def _read(self, end: str, params: tuple) -> Counted:
        whole = ", ".join(["count(*)", *(f"coalesce(sum({name}), 0)" for name in self.columns)])
        # The names of the columns are ours: nothing that was asked for stands in the statement.
        statement = f"SELECT sums.*, whole.* FROM sums CROSS JOIN (SELECT {whole} FROM sums) whole {end}"  # noqa: S608
        rows = self.fetch(statement, params)
        width = len(self.columns)
        if not rows:
            return Counted(whole=self._pairs([0] * width))
        first = rows[0]
        found = {row[0]: self._pairs(row[1 : width + 1]) for row in rows}
        return Counted(found, first[width + 1], self._pairs(first[width + 2 :]))

    def _pairs(self, values: Sequence) -> tuple:
        """``((above, below), …)``, one pair a span."""
        made = [int(value) if self.is_number else value for value in values]
        above, below = made[: len(self.spans)], made[len(self.spans) :]
        return tuple(zip(above, below or [0] * len(above), strict=True))

    def fetch(self, statement: str, params: Sequence = ()) -> list[tuple]:
        """The rows of a statement that reads ``sums``: key, then the columns."""
        parts = self._parts()
        if not parts:
            return []
        sql, given = self._added(parts)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH sums AS MATERIALIZED ({sql}) {statement}", [*given, *params])
            return cursor.fetchall()

    def _added(self, parts: list[Select]) -> Select:
        """One row a group of what several parts say of it."""
        names = ", ".join(self.columns)
        each = [f"SELECT * FROM ({sql}) part_{place} (key, {names})" for place, (sql, _given) in enumerate(parts)]  # noqa: S608
        params = tuple(value for _sql, given in parts for value in given)
        if len(each) == 1 and not self.by_channel:
            return each[0], params
        added = ", ".join(f"sum({name}) AS {name}" for name in self.columns)
        rows = f"({' UNION ALL '.join(each)}) parts"
        if not self.by_channel:
            return f"SELECT key, {added} FROM {rows} GROUP BY key", params  # noqa: S608
        came, more = _first_channels()
        joined = f"{rows} LEFT JOIN ({came}) came (customer, source) ON came.customer = parts.key"
        return f"SELECT came.source AS key, {added} FROM {joined} GROUP BY 1", (*params, *more)  # noqa: S608

    def _parts(self) -> list[Select]:
        """Kept days are read once for all spans, documents span by span: which of them count may be told by the span."""
        return self._of_days() if self.source.daily is not None else self._of_documents()

    def _of_days(self) -> list[Select]:
        whole = together(self.spans)
        parts = []
        for half in self.source.halves(whole):
            within = [Q(**{f"{half.day}__range": (span.first, span.last)}) for span in self.spans]
            rows = self.narrowed(half, whole).filter(reduce(or_, within))
            parts += self._selected(rows, half, within)
        return parts

    def _of_documents(self) -> list[Select]:
        parts = []
        for place, span in enumerate(self.spans):
            [half] = self.source.halves(span)
            never = [None if at == place else NEVER for at in range(len(self.spans))]
            parts += self._selected(self.narrowed(half, span), half, never)
        return parts

    def _selected(self, rows: Any, half: Half, within: Sequence[Q | None]) -> list[Select]:
        """Key and columns; nothing where nobody's rows are asked for."""
        sums: dict[str, Any] = {}
        for side, expression in self.sides.items():
            for place, condition in enumerate(within):
                sums[f"{side}_{place}"] = _within(expression, condition)
        try:
            return [rows.order_by().values_list(self.path(half.customer)).annotate(**sums).query.sql_with_params()]
        except EmptyResultSet:
            return []


def _within(expression: Any, condition: Q | None) -> Any:
    """The sum of the rows that meet the condition; None: of all."""
    if condition == NEVER:
        return Max(Value(0))
    return expression if condition is None else only(expression, condition)


def _first_channels() -> Select:
    """(customer, source of the first lead that became him); who came without a lead has none."""
    rows = Lead.objects.filter(customer__isnull=False).order_by("customer", "pk").distinct("customer")
    return rows.values_list("customer", "source").query.sql_with_params()


def customers_by_channel(source: str) -> Any:
    """The customers whom a channel brought; "": those who came without a lead."""
    first = Lead.objects.filter(customer=OuterRef("pk")).order_by("pk").values("source")[:1]
    rows = Customer.objects.annotate(came_by=Subquery(first))
    return rows.filter(came_by=source) if source else rows.filter(came_by__isnull=True)
