"""How an index went, as figures for a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.material.watching import move_of

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from pricing.material.models import MaterialReading


def with_moves(readings: QuerySet) -> list[MaterialReading]:
    """The readings, newest first, each with ``moved``: the change in per cent since the one before."""
    rows = list(readings)
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        row.moved = move_of(before.value, before.day, row.value, row.day).percent if before else None
    return rows


def chart_of(readings: list[MaterialReading], base: Decimal | None = None) -> dict:
    """ECharts options of the readings over time; ``base`` draws the figure of the last review; pure."""
    points = [[row.day.isoformat(), float(row.value)] for row in reversed(readings)]
    series = {"type": "line", "data": points, "areaStyle": {"opacity": 0.08}}
    if base is not None:
        series["markLine"] = {
            "symbol": "none",
            "data": [{"yAxis": float(base)}],
            "label": {"position": "insideStartTop"},
        }
    return {
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "scale": True},
        "series": [series],
    }
