"""Is a month unusual? Limits from the moving range of the months before it, without any training; pure."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.metric.states import MetricUnit
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from performance.analysis.answer import Answer

MONTHS, FEWEST = 12, 8
# Three standard deviations of single values, from their mean moving range (XmR): 3 / 1.128.
WIDTH_HUNDREDTHS = 266


def limits_of(values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The mean of the last twelve values less and plus 2.66 times the mean of their moves; None of fewer than eight."""
    recent = list(values)[-MONTHS:]
    if len(recent) < FEWEST:
        return None
    mean = sum(recent, ZERO) / len(recent)
    moves = [abs(after - before) for before, after in zip(recent, recent[1:], strict=False)]
    width = sum(moves, ZERO) / len(moves) * WIDTH_HUNDREDTHS / 100
    low = mean - width
    return (max(low, ZERO) if min(recent) >= 0 else low), mean + width


def is_unusual(value: Decimal, before: Sequence[Decimal]) -> bool:
    """Outside the limits of the months before; silent where these are too few."""
    limits = limits_of(before)
    return limits is not None and not limits[0] <= value <= limits[1]


def unusual_month(answer: Answer) -> str:
    """One sentence about the last whole month of a series, "" where it is as usual."""
    this_month = f"{today():%Y-%m}"
    whole = [line for line in answer.lines if line.value is not None and line.key < this_month]
    if not whole:
        return ""
    begun = dropwhile(lambda line: not line.value, whole[:-1])  # what began later was not unusual before
    last, before = whole[-1], [line.value for line in begun if line.value is not None]
    limits = limits_of(before)
    if last.value is None or limits is None or not is_unusual(last.value, before):
        return ""
    low, high = (
        answer.measure.text(cents(limit) if answer.measure.unit == MetricUnit.MONEY else limit) for limit in limits
    )
    words = {"month": last.label, "value": answer.measure.text(last.value), "low": low, "high": high}
    return _("%(month)s: %(value)s, usually %(low)s to %(high)s.") % words
