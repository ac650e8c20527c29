"""The figures of the page: each from the function that every other page asks, with its course and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.outlook.standing import ageing_over_months, month_ends
from performance.analysis.answer import Answer
from performance.analysis.permissions import may_measure
from performance.analysis.question import Question
from performance.metric.rules import growth_rate
from performance.metric.states import MetricUnit
from salesmgmt.core.money import ZERO
from salesmgmt.core.templatetags.salesmgmt import percent, wan

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from performance.analysis.measure import Measure
    from salesmgmt.core.models import User

# What of the metrics the page shows; more of it is better in each.
MEASURED = ("collections", "orders", "sales", "margin")


@dataclass(frozen=True)
class Tile:
    """A figure of now, what it was before, and its course over whole months, the oldest first.

    ``change`` is that of the last whole month on the one before it: a month that has just begun is compared with nothing.
    """

    label: Any
    text: str
    note: str
    before_label: Any
    before: str
    change: str
    tone: str
    a_year_before: str
    course: list[Decimal | None]
    months: list[str]
    address: str

    @property
    def points(self) -> str:
        """The course as a line in a box of 120 by 32, for the picture; a month without a value is left out."""
        return line_of(self.course)

    @property
    def in_words(self) -> str:
        """The same for who does not see the picture."""
        return "，".join(f"{month} {value}" for month, value in zip(self.months, self.course, strict=True))


def line_of(values: list[Decimal | None], width: int = 120, height: int = 32) -> str:
    """``"0,32 10,16 …"``: from the least to the most over the whole height; a level line in the middle where all are one."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    least, most = min(known), max(known)
    span, step = most - least, width / (len(values) - 1)
    return " ".join(
        f"{place * step:.1f},{height - float((value - least) / span) * height if span else height / 2:.1f}"
        for place, value in enumerate(values)
        if value is not None
    )


def measured(user: User) -> list[Tile]:
    """Money in, orders in, sales, margin."""
    found = []
    for code in MEASURED:
        question = Question(measure=code)
        if not may_measure(user, question.what()):
            continue
        answer = Answer(question, user)
        measure, (*whole, now) = answer.measure, answer.lines
        last = whole[-1]
        moved = last.difference if measure.is_rate else last.change
        found.append(
            Tile(
                measure.name,
                in_brief(measure, now.value),
                pgettext("one page", "this month up to today"),
                pgettext("one page", "last month"),
                in_brief(measure, last.value),
                arrow_of(moved, measure.is_rate),
                tone_of(moved),
                in_brief(measure, last.earlier),
                [line.value for line in whole],
                [line.label for line in whole],
                f"{reverse('analysis')}?{question.query}",
            )
        )
    return found


def in_brief(measure: Measure, value: Decimal | None) -> str:
    """Money in 10,000 yuan: the unit is said once, above the figures."""
    return wan(value) if measure.unit == MetricUnit.MONEY and value is not None else measure.text(value)


def arrow_of(change: Decimal | None, is_of_rate: bool = False) -> str:
    """▲ 5.0 %; what a rate gained is said in points: 15.4 % after 13.6 % are 1.8 points."""
    if change is None:
        return ""
    arrow = "▲" if change > 0 else "▼" if change < 0 else "="
    if is_of_rate:
        points = pgettext("one page", "%(n)s points") % {"n": f"{abs(change) * 100:.1f}"}
        return f"{arrow} {points}"
    return f"{arrow} {percent(abs(change))}"


def tone_of(change: Decimal | None, less_is_good: bool = False) -> str:
    if not change:
        return "neutral"
    return "good" if (change > 0) != less_is_good else "bad"


def owed(user: User) -> list[Tile]:
    """What customers owe and what of it is late: of twelve month ends, which takes a while."""
    ends = month_ends()
    opened = ageing_over_months(user, ends)
    found = []
    for key, label, address in (
        ("open", pgettext("one page", "Open invoices"), reverse("receivable-report")),
        ("overdue", pgettext("one page", "Overdue"), f"{reverse('invoice-list')}?overdue=true"),
    ):
        course = [opened[end][key] for end in ends]
        now, before = course[-1], course[-2]
        moved = growth_rate(now, before) if before else None
        found.append(
            Tile(
                label,
                wan(now),
                _overdue_share(opened[ends[-1]]) if key == "overdue" else pgettext("one page", "today"),
                pgettext("one page", "end of last month"),
                wan(before),
                arrow_of(moved),
                tone_of(moved, less_is_good=True),
                wan(course[0]),
                list(course),
                [f"{end:%Y-%m-%d}" for end in ends],
                address,
            )
        )
    return found


def _overdue_share(at: dict) -> str:
    share = at["overdue"] / at["open"] if at["open"] else ZERO
    return _("%(share)s of open invoices") % {"share": percent(share)}
