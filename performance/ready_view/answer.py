"""A ready view answered for one person: sentence, table, chart, map, workbook and documents are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from performance.analysis.states import Range
from performance.ready_view.catalogue import VIEWS
from performance.ready_view.provinces import COLUMNS, PROVINCES, ROWS
from performance.ready_view.shape import MONEY, RATE, SHOWN, Documents, Found, Line, ReadyView, Scope
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.templatetags.salesmgmt import wan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User

BARS = 12
TILE = 52
LEVELS = 4


@dataclass(frozen=True)
class ViewQuestion:
    """The address is the question; ``query`` says what is not as it is without it."""

    view: str
    period: str = Range.THIRTEEN.value
    unit: int | None = None

    @classmethod
    def read(cls, view: str, query: Any) -> ViewQuestion:
        return cls(view, str(query.get("period") or Range.THIRTEEN.value)[:12], as_pk(query.get("unit")))

    @property
    def query(self) -> str:
        said = {"period": self.period if self.period != Range.THIRTEEN.value else None, "unit": self.unit}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def address(self) -> str:
        return reverse("ready-view", args=[self.view]) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Tile:
    """A province of the map; ``level`` 0 to 4 is how dark it is, ``text`` says the same in figures."""

    x: int
    y: int
    name: str
    text: str
    level: int


class ViewAnswer:
    def __init__(self, question: ViewQuestion, user: User | None) -> None:
        self.question, self.user = question, user
        self.view: ReadyView = VIEWS[question.view]
        self.scope = Scope.of(user, question.period, question.unit)

    @cached_property
    def found(self) -> Found:
        return self.view.find(self.scope)

    @property
    def lines(self) -> Sequence[Line]:
        return self.found.lines

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def figure(self) -> str:
        """The number of the answer, as every place shows it."""
        if self.found.sentence:
            return self.found.sentence
        place = next((place for place, heading in enumerate(self.view.headings) if heading.drawn), 0)
        if self.found.total is None or self.found.total[place] is None:
            return _("%(n)d rows") % {"n": len(self.lines)}
        heading = self.view.headings[place]
        return f"{heading.label} {heading.text(self.found.total[place])}"

    def documents(self, key: str) -> Documents | None:
        """What one line was counted from."""
        if self.view.behind is None or key not in {line.key for line in self.lines}:
            return None
        return self.view.behind(self.scope, key)

    # -- what the page shows -------------------------------------------------------------------------------

    @property
    def table(self) -> list[tuple[str, list]]:
        """``[(address, [(heading, text)])]`` of the lines that are shown."""
        return [(self._address(line), self._texts(line.cells)) for line in self.lines[:SHOWN]]

    @property
    def total(self) -> list | None:
        return self._texts(self.found.total) if self.found.total is not None and self.lines else None

    @property
    def left_out(self) -> int:
        return max(len(self.lines) - SHOWN, 0)

    def _texts(self, cells: tuple) -> list:
        return [(heading, heading.text(cell)) for heading, cell in zip(self.view.headings, cells, strict=True)]

    def _address(self, line: Line) -> str:
        if line.address or self.view.behind is None:
            return line.address
        query = self.question.query
        rows = reverse("ready-view-rows", args=[self.view.code])
        return f"{rows}?{query}{'&' if query else ''}{urlencode({'at': line.key})}"

    @property
    def chart(self) -> dict | None:
        """Bars of the drawn columns, the first lines at the top, as ECharts options."""
        drawn = [(place, heading) for place, heading in enumerate(self.view.headings) if heading.drawn]
        if not drawn or self.found.tiles:
            return None
        shown = list(reversed(self.lines[:BARS]))
        series = [
            {
                "type": "bar",
                "name": str(heading.label),
                "data": [_plain(line.cells[place], heading.kind) for line in shown],
            }
            for place, heading in reversed(drawn)
        ]
        return {
            "tooltip": {"trigger": "axis"},
            "legend": {},
            "grid": {"left": 8, "right": 24, "top": 36, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "value"},
            "yAxis": {"type": "category", "data": [str(line.cells[0])[:24] for line in shown]},
            "series": series,
        }

    @property
    def chart_unit(self) -> str:
        kinds = {heading.kind for heading in self.view.headings if heading.drawn}
        if MONEY in kinds:
            return _("Chart in 10,000 yuan")
        return _("Chart in per cent") if RATE in kinds else ""

    @property
    def tiles(self) -> list[Tile]:
        """Every province, also those where nothing was sold."""
        values = self.found.tiles
        most = max(values.values(), default=None)
        return [
            Tile(
                column * TILE,
                row * TILE,
                name,
                wan(values[name]) if name in values else "",
                level_of(values.get(name), most),
            )
            for name, (column, row) in PROVINCES.items()
        ]

    @property
    def box(self) -> str:
        return f"0 0 {COLUMNS * TILE} {ROWS * TILE}"


def level_of(value: Decimal | None, most: Decimal | None) -> int:
    """Four steps up to the largest; 0 where nothing was sold."""
    if value is None or most is None or value <= 0 or most <= 0:
        return 0
    return max(1, ceil(value * LEVELS / most))


def _plain(value: Any, kind: str) -> float | None:
    if value is None:
        return None
    return round(float(value) * {MONEY: 0.0001, RATE: 100}.get(kind, 1), 4)
