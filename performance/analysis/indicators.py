"""The indicators on one page: the same functions as the assessment asks (ANA-03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from performance.metric.catalogue import METRICS
from performance.metric.once import counted_once
from performance.metric.permissions import people_seen
from performance.metric.rules import growth_rate
from salesmgmt.core.permissions import sees_cost

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from performance.metric.figure import Figure, Metric
    from performance.metric.period import Period
    from salesmgmt.core.models import Unit, User

# 001 六(二)1, and what the money is.
SHOWN = ("sales", "growth", "margin", "market_share", "satisfaction", "new_customers", "profit", "collections")


@dataclass(frozen=True)
class Indicator:
    """A metric of somebody in a period, beside the period before and the same one of the year before."""

    metric: Metric
    figure: Figure
    previous: Decimal | None
    earlier: Decimal | None

    @property
    def text(self) -> str:
        return self.metric.text(self.figure.value)

    @property
    def previous_text(self) -> str:
        return self.metric.text(self.previous)

    @property
    def earlier_text(self) -> str:
        return self.metric.text(self.earlier)

    @property
    def change(self) -> Decimal | None:
        """Of an amount in per cent of the period before; of a rate there is none."""
        if self.metric.is_rate or self.figure.value is None or self.previous is None:
            return None
        return growth_rate(self.figure.value, self.previous)

    @property
    def tone(self) -> str:
        if self.figure.value is None or self.previous is None or self.figure.value == self.previous:
            return ""
        return "good" if (self.figure.value > self.previous) == self.metric.higher_is_better else "bad"


def indicators_of(user: User, period: Period, unit: Unit | None = None) -> list[Indicator]:
    """ANA-03: sales amount, growth, margin, market share, satisfaction, new customers: of a unit, else of all whose
    figures this person reads. What comes from cost is left out for who sees none (SEC-03)."""
    metrics = [METRICS[code] for code in SHOWN if not METRICS[code].is_cost or sees_cost(user)]
    with counted_once():
        return [
            Indicator(
                metric,
                _figure(metric, user, period, unit),
                _figure(metric, user, period.preceding, unit).value,
                _figure(metric, user, period.year_before, unit).value,
            )
            for metric in metrics
        ]


def _figure(metric: Any, user: User, period: Period, unit: Unit | None) -> Figure:
    seen = people_seen(user)
    if unit is not None:
        return metric.of_unit(unit, period)
    return metric.of_company(period) if seen is None else metric.together(seen, period)
