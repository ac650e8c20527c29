"""How sales go over the months: to new customers and to old ones, and in which months of the year they are strong."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.customer.maturity import first_supplied_in
from orders.account.querysets import total
from performance.analysis.answer import Answer
from performance.analysis.question import Question
from performance.analysis.span import Span
from performance.analysis.states import Range
from performance.metric.catalogue import INVOICES
from performance.metric.daily import BILLED
from performance.metric.rules import share
from performance.metric.sales_rows import invoices_of
from performance.ready_view.shape import MONEY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from typing import Any

YEAR = 12


# -- new and old customers ------------------------------------------------------------------------------------


def _is_new(span: Span, customer: str, day: str) -> Q:
    """Sales to customers who were first supplied in the calendar year of the sale (KPI-10)."""
    years = {month.year for month in span.each}
    return reduce(or_, (Q(**{f"{day}__year": year}) & first_supplied_in(year, f"{customer}__") for year in years))


def _new_and_old(scope: Scope) -> Found:
    found: dict[dt.date, list] = defaultdict(lambda: [ZERO, ZERO])
    for half in BILLED.halves(scope.span):
        rows = scope.narrowed(half.rows, half.customer, half.day).annotate(of_month=TruncMonth(half.day)).order_by()
        new = _is_new(scope.span, half.customer, half.day)
        sums = {"new": total("net", filter=new), "every": total("net")}
        for month, to_new, every in rows.values_list("of_month").annotate(**sums):
            found[month][0] += to_new
            found[month][1] += every
    if not found:
        return Found([])
    lines = [Line(f"{month:%Y-%m}", (f"{month:%Y-%m}", *_cells(*found[month]))) for month in scope.span.each]
    to_new, every = (sum((pair[place] for pair in found.values()), ZERO) for place in (0, 1))
    return Found(lines, (_("Total"), *_cells(to_new, every)))


def _cells(to_new: Decimal, every: Decimal) -> tuple[Any, ...]:
    return to_new, every - to_new, every, share(to_new, every)


def _month_documents(scope: Scope, key: str) -> Documents:
    month = Span(dt.date.fromisoformat(f"{key}-01"), 1)
    rows = scope.narrowed(invoices_of(month), "customer", "date").select_related("customer")
    return Documents(rows, INVOICES.show, ("date", "pk"))


NEW_AND_OLD = ReadyView(
    "new-and-old",
    pgettext_lazy("ready view", "New and old customers"),
    pgettext_lazy(
        "ready view", "Sales to customers first supplied in the calendar year, beside those to all the others."
    ),
    "users-plus",
    (
        Heading(pgettext_lazy("ready view", "Month")),
        Heading(pgettext_lazy("ready view", "To new customers"), MONEY, drawn=True),
        Heading(pgettext_lazy("ready view", "To old customers"), MONEY, drawn=True),
        Heading(pgettext_lazy("metric", "Sales amount"), MONEY, phone=False),
        Heading(pgettext_lazy("ready view", "share of new customers"), RATE),
    ),
    _new_and_old,
    _month_documents,
)


# -- seasons --------------------------------------------------------------------------------------------------


def _seasons(scope: Scope) -> Found:
    """January to December over the whole months of five years: the mean of each beside that of all."""
    question = scope.answer.question
    course = Answer(Question(period=Range.FIVE_YEARS.value, unit=question.unit), scope.user).lines
    whole = [line for line in course if line.key < f"{today():%Y-%m}"]
    begun = next((place for place, line in enumerate(whole) if line.value), len(whole))
    months: dict[int, list[Decimal]] = defaultdict(list)
    for line in whole[begun:]:
        months[int(line.key[-2:])].append(line.value or ZERO)
    if len(whole) - begun < YEAR:
        return Found([])
    means = {month: sum(values, ZERO) / len(values) for month, values in months.items()}
    level = sum(means.values(), ZERO) / len(means)
    lines = [
        Line(
            str(month),
            (
                str(pgettext_lazy("ready view", "month %(n)d") % {"n": month}),
                cents(means[month]),
                share(means[month], level),
                min(months[month]),
                max(months[month]),
                len(months[month]),
            ),
        )
        for month in sorted(means)
    ]
    best = max(means, key=lambda month: means[month])
    sentence = _("Month %(n)d is the strongest: %(share)s of a usual month.") % {
        "n": best,
        "share": f"{(share(means[best], level) or ZERO) * 100:.0f}%",
    }
    return Found(lines, (_("Usual month"), cents(level), None, None, None, None), sentence)


SEASONS = ReadyView(
    "seasons",
    pgettext_lazy("ready view", "Seasonality"),
    pgettext_lazy(
        "ready view",
        "How strong each month of the year is, over the whole months of the last five years, whatever period is chosen.",
    ),
    "calendar-stats",
    (
        Heading(pgettext_lazy("ready view", "Month of the year")),
        Heading(pgettext_lazy("ready view", "Mean sales"), MONEY, drawn=True),
        Heading(pgettext_lazy("ready view", "of a usual month"), RATE),
        Heading(pgettext_lazy("ready view", "least"), MONEY, phone=False),
        Heading(pgettext_lazy("ready view", "most"), MONEY, phone=False),
        Heading(pgettext_lazy("ready view", "years"), "int", phone=False),
    ),
    _seasons,
    empty=pgettext_lazy("ready view", "Seasons are told from twelve whole months on."),
)
