"""How a customer's grade went, as figures for a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.scheme.versions import scheme_on
from salesmgmt.core.calendar import quarter_of

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.evaluation.models import CustomerEvaluation

BAND_COLOURS = {"A": "#1f9d8a", "B": "#2f66e8", "C": "#8258c9", "D": "#e39a1f", "E": "#c2483f"}
SHOWN = 24


def history_of(customer: Customer) -> list:
    """The reports that were once in force, oldest first."""
    rows = customer.evaluations.effective().filter(total__isnull=False).order_by("-approved_on", "-pk")
    return list(rows.select_related("scheme")[:SHOWN])[::-1]


def bands_of(thresholds: list) -> list:
    """``[(grade, from, to)]`` of the chart's background; E lies below the lowest threshold; pure."""
    rising = sorted(thresholds, key=lambda pair: pair[1])
    tops = [minimum for _grade, minimum in rising[1:]] + [None]
    lowest = rising[0][1] if rising else None
    found = [(grade, minimum, top) for (grade, minimum), top in zip(rising, tops, strict=True)]
    return [("E", 0, lowest), *found] if lowest else found


def chart_of(history: list[CustomerEvaluation]) -> dict:
    """Points by quarter over the bands of the grades, as ECharts options."""
    thresholds = list(scheme_on().thresholds.values_list("grade", "minimum"))
    highest = max([45, *(row.total for row in history)])
    areas = [
        [
            {"yAxis": low, "name": grade, "itemStyle": {"color": BAND_COLOURS[grade], "opacity": 0.1}},
            {"yAxis": top if top is not None else highest},
        ]
        for grade, low, top in bands_of(thresholds)
    ]
    return {
        "xAxis": {"type": "category", "data": [str(quarter_of(row.approved_on)) for row in history]},
        "yAxis": {"type": "value", "min": 0, "max": highest, "splitLine": {"show": False}},
        "series": [
            {
                "type": "line",
                "data": [row.total for row in history],
                "symbolSize": 9,
                "lineStyle": {"width": 3},
                "label": {"show": True, "position": "top"},
                "markArea": {
                    "silent": True,
                    "data": areas,
                    "label": {"position": "insideLeft", "fontWeight": "bold", "color": "#5b6882", "textBorderWidth": 0},
                },
            }
        ],
    }
