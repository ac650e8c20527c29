"""The figures of a sales report: counted once by the functions of the metrics, kept as they were (ANA-02)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from performance.analysis.answer import Answer
from performance.analysis.measure import MEASURES
from performance.analysis.question import Question
from performance.analysis.span import Span
from performance.analysis.states import Split
from performance.metric.catalogue import METRICS
from performance.metric.rules import growth_rate

if TYPE_CHECKING:
    from typing import Any

    from performance.metric.figure import Metric
    from performance.metric.period import Period
    from salesmgmt.core.models import Unit

INDICATORS = (
    "sales",
    "growth",
    "growth_on_year",
    "profit",
    "margin",
    "market_share",
    "collections",
    "collection_rate",
    "new_customers",
    "satisfaction",
    "complaints_on_time",
    "on_time_delivery",
)
COSTS = ("expenses", "promotion_cost")
# What is split by what: sales, and what the departments spent on them (ANA-06).
GROUPS = (
    ("sales", Split.REP),
    ("sales", Split.PRODUCT),
    ("sales", Split.CUSTOMER),
    ("expenses", Split.TEAM),
)
LARGEST = 10


def figures_of(unit: Unit, period: Period) -> dict:
    """Everything the report shows, as texts: indicators with the month before and a year before, thirteen months, and
    the largest representatives, products and customers."""
    scope = unit.pk if unit.parent_id else None
    months = Answer(Question(unit=scope))
    months.span = Span(period.year_before.first, 13)
    return {
        "indicators": [
            *(_indicator(METRICS[code], unit, period) for code in INDICATORS),
            *(_cost(code, period, scope) for code in COSTS),
        ],
        "months": [_kept(line) for line in months.lines],
        "groups": {f"{code}-{split}": _largest(code, split, period, scope) for code, split in GROUPS},
    }


def _indicator(metric: Metric, unit: Unit, period: Period) -> dict:
    values = [_value(metric, unit, each) for each in (period, period.preceding, period.year_before)]
    return {"code": metric.code, **dict(zip(("value", "previous", "earlier"), map(_text, values), strict=True))}


def _cost(code: str, period: Period, scope: int | None) -> dict:
    total = Answer(Question(measure=code, period=f"{period}", unit=scope)).total
    return {"code": code, **{name: _text(getattr(total, name)) for name in ("value", "previous", "earlier")}}


def _value(metric: Metric, unit: Unit, period: Period) -> Decimal | None:
    figure = metric.of_unit(unit, period) if unit.parent_id else metric.of_company(period)
    return figure.value


def _largest(code: str, split: Split, period: Period, scope: int | None) -> list[dict]:
    lines = Answer(Question(measure=code, period=f"{period}", split=split.value, unit=scope)).lines
    return [_kept(line) for line in lines[:LARGEST] if line.value or line.previous]


def _kept(line: Any) -> dict:
    names = ("value", "previous", "earlier")
    return {"label": line.label, **{name: _text(getattr(line, name)) for name in names}}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


@dataclass(frozen=True)
class Kept:
    """A row of the report, read again from what was kept."""

    label: Any
    metric: Any
    value: Decimal | None
    previous: Decimal | None
    earlier: Decimal | None

    @property
    def text(self) -> str:
        return self.metric.text(self.value)

    @property
    def previous_text(self) -> str:
        return self.metric.text(self.previous)

    @property
    def earlier_text(self) -> str:
        return self.metric.text(self.earlier)

    @property
    def change(self) -> Decimal | None:
        if self.metric.is_rate or self.value is None or self.previous is None:
            return None
        return growth_rate(self.value, self.previous)

    @property
    def change_on_year(self) -> Decimal | None:
        if self.metric.is_rate or self.value is None or self.earlier is None:
            return None
        return growth_rate(self.value, self.earlier)


def indicators_kept(figures: dict, with_cost: bool) -> list[Kept]:
    """The indicators of a report; those that come from cost for whoever sees cost (SEC-03)."""
    rows = [(_metric(each["code"]), each) for each in figures.get("indicators", ())]
    return [_read(metric.name, metric, each) for metric, each in rows if metric and (with_cost or not metric.is_cost)]


def _metric(code: str) -> Any:
    return METRICS.get(code) or MEASURES.get(code)


def months_kept(figures: dict) -> list[Kept]:
    return [_read(each["label"], METRICS["sales"], each) for each in figures.get("months", ())]


def groups_kept(figures: dict) -> list[tuple[str, list[Kept]]]:
    """``[(what is split by what, rows)]``."""
    found = figures.get("groups", {})
    return [
        (f"{MEASURES[code].name} · {split.label}", [_read(each["label"], MEASURES[code], each) for each in rows])
        for code, split in GROUPS
        if (rows := found.get(f"{code}-{split}"))
    ]


def _read(label: Any, metric: Any, row: dict) -> Kept:
    values = {name: None if row.get(name) is None else Decimal(row[name]) for name in ("value", "previous", "earlier")}
    return Kept(label, metric, **values)


def sales_since(report: Any) -> Decimal:
    """What was added to the sales of the month, or taken off, after the figures were counted."""
    kept = next((row.value for row in indicators_kept(report.figures, with_cost=False)), None)
    now = _value(METRICS["sales"], report.unit, report.period)
    return (now or Decimal(0)) - (kept or Decimal(0))
