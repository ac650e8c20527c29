"""A figure of the outlook: one table, from which its chart and its Excel are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from salesmgmt.core.output.xlsx import Column, write_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Row:
    """``cells`` in the order of the columns; ``address`` is the list or page behind the row, "" where there is none;
    ``behind`` is {place of a cell: the rows that make its figure}."""

    cells: tuple
    address: str = ""
    behind: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """``columns`` are (label, kind of the cells); ``drawn`` are those of the chart, by their place."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: list[Row]
    note: str = ""
    drawn: tuple[int, ...] = (1,)
    lying: bool = False  # bars from the left, one a row; else standing ones in the order of time

    def chart(self) -> dict[str, Any]:
        """ECharts options; money in 10,000 yuan, as the axis says."""
        rows = self.rows[::-1] if self.lying else self.rows
        words = {"type": "category", "data": [str(row.cells[0]) for row in rows]}
        numbers = {"type": "value"}
        series = [
            {
                "type": "bar",
                "name": str(self.columns[place][0]),
                "data": [plain(row.cells[place], self.columns[place][1]) for row in rows],
                **({"stack": "all"} if len(self.drawn) > 1 else {}),
            }
            for place in self.drawn
        ]
        axes = {"xAxis": numbers, "yAxis": words} if self.lying else {"xAxis": words, "yAxis": numbers}
        return {**({"legend": {}} if len(self.drawn) > 1 else {}), **axes, "series": series}

    def shown(self) -> list[dict]:
        """The rows for the page: each cell with the kind of its column and the address of what is behind it."""
        kinds = [kind for _label, kind in self.columns]
        return [
            {
                "cells": [
                    (value, kind, row.address if not place else row.behind.get(place, "") if value else "")
                    for place, (value, kind) in enumerate(zip(row.cells, kinds, strict=True))
                ]
            }
            for row in self.rows
        ]

    @property
    def unit(self) -> str:
        return self.columns[self.drawn[0]][1]


def plain(value: Any, kind: str) -> float:
    factor = {"money": Decimal("0.0001"), "percent": Decimal(100)}.get(kind, Decimal(1))
    return round(float(Decimal(value or 0) * factor), 2)


def cell_at(place: int) -> Callable[[Row], Any]:
    return lambda row: row.cells[place]


def build(user: User, query: Any, path: Path, progress: Any, *, make: Callable) -> int:
    """The Excel of a figure, in the scope of whoever exports it."""
    figure = make(user)
    columns = [Column(label, cell_at(place), kind) for place, (label, kind) in enumerate(figure.columns)]
    return write_sheet(path, columns, figure.rows, title=figure.title, exported_by=user, progress=progress)
