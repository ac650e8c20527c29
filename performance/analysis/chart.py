"""The chart of an answer, as ECharts options; the table beside it says the same in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performance.analysis.states import Split
from performance.metric.states import MetricUnit

if TYPE_CHECKING:
    from decimal import Decimal

    from performance.analysis.answer import Answer, Line

BARS = 12


def chart_of(answer: Answer, lines: list[Line]) -> dict:
    """Months as a line beside last year's dashed one; every other split as bars, the largest at the top."""
    shown = lines if answer.question.split == Split.MONTH else list(reversed(lines[:BARS]))
    words = {"type": "category", "data": [line.label for line in shown]}
    numbers = {"type": "value"}

    def values(name: str) -> list:
        return [_plain(answer, getattr(line, name)) for line in shown]

    common = {"tooltip": {"trigger": "axis"}, "legend": {}}
    if answer.question.split == Split.MONTH:
        now = {"type": "line", "name": str(answer.measure.name), "data": values("value"), "symbolSize": 7}
        dashed = {"lineStyle": {"type": "dashed"}, "symbol": "diamond"}
        before = {"type": "line", "name": _("a year before"), "data": values("earlier"), **dashed}
        return {**common, "xAxis": words, "yAxis": numbers, "series": [now, before]}
    now = {"type": "bar", "name": str(answer.measure.name), "data": values("value")}
    before = {"type": "bar", "name": pgettext("analysis", "period before"), "data": values("previous")}
    grid = {"left": 8, "right": 24, "top": 36, "bottom": 8, "containLabel": True}
    return {**common, "grid": grid, "xAxis": numbers, "yAxis": words, "series": [before, now]}


def unit_of(answer: Answer) -> str:
    if answer.measure.unit == MetricUnit.MONEY:
        return _("Chart in 10,000 yuan")
    return _("Chart in per cent") if answer.measure.unit == MetricUnit.PERCENT else ""


def _plain(answer: Answer, value: Decimal | None) -> float | None:
    if value is None:
        return None
    factor = {MetricUnit.MONEY: 0.0001, MetricUnit.PERCENT: 100}.get(MetricUnit(answer.measure.unit), 1)
    return round(float(value) * factor, 4)
