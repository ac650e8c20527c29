"""How the competitors' prices of a product went, beside our own list price."""

from __future__ import annotations

from collections import defaultdict


def chart_of(rows: list) -> dict:
    """ECharts options: one line a competitor over the days; rows are (competitor, day, price), oldest first; pure."""
    lines = defaultdict(list)
    for competitor, day, price in rows:
        lines[competitor].append([day.isoformat(), float(price)])
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"type": "scroll"},
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "scale": True},
        "series": [{"name": name, "type": "line", "data": points} for name, points in lines.items()],
    }
