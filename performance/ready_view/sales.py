"""Whom we live by: ABC of customers and products, cohorts of new customers, provinces."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.functions import Left, Substr, TruncQuarter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from orders.account.querysets import total
from performance.analysis.span import Span, months_between
from performance.analysis.states import Split
from performance.analysis.sums import BY_TEXT
from performance.metric.catalogue import CUSTOMERS, INVOICES
from performance.metric.responsibility import plus
from performance.metric.rules import growth_rate, share
from performance.metric.sales_rows import invoices_of
from performance.ready_view.provinces import LOOKED_AT, province_of
from performance.ready_view.rules import class_of, classes_of
from performance.ready_view.shape import (
    COUNT,
    MONEY,
    RATE,
    SHOWN,
    Documents,
    Found,
    Heading,
    Later,
    Line,
    ReadyView,
    Scope,
)
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO
from salesmgmt.core.templatetags.salesmgmt import percent

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from performance.analysis.answer import Answer

QUARTERS = 5  # the one of the first delivery and the four after it


# Classes are told from the figures in falling order, what stands before each, and the whole: all of it from the database.
RANKED = f"""
, ranked AS (
  SELECT key, above_0 AS value, above_1 AS before, row_number() OVER w AS place, sum(above_0) OVER w AS added,
         sum(greatest(above_0, 0)) OVER w - greatest(above_0, 0) AS ahead
  FROM sums WHERE above_0 <> 0
  WINDOW w AS (ORDER BY above_0 DESC, {BY_TEXT} ROWS UNBOUNDED PRECEDING)
), whole AS (
  SELECT coalesce(sum(above_0), 0) AS now, coalesce(sum(above_1), 0) AS before,
         coalesce(sum(greatest(above_0, 0)), 0) AS positive, count(*) FILTER (WHERE above_0 <> 0) AS number
  FROM sums
), best AS (
  SELECT count(*) AS number, coalesce(sum(value), 0) AS sum
  FROM ranked CROSS JOIN whole WHERE value > 0 AND ahead < positive * %s AND ahead < positive * %s
)
SELECT ranked.key, ranked.value, ranked.before, ranked.added, ranked.ahead,
       whole.now, whole.before, whole.positive, whole.number, best.number, best.sum
FROM whole CROSS JOIN best LEFT JOIN ranked ON ranked.place <= %s ORDER BY ranked.place
"""  # noqa: S608


def _abc(scope: Scope, split: str) -> Found:
    answer = scope.asked(split=split)
    limits = (Decimal(policy().abc_a_percent) / 100, Decimal(policy().abc_b_percent) / 100)
    sums = replace(answer.sums, spans=(answer.span, answer.span.preceding))
    rows = sums.fetch(RANKED, (*limits, SHOWN))
    if not rows:
        return Found([])
    whole, whole_before, positive, number, best, best_sum = rows[0][5:]
    labels = answer.labels([key for key, *_rest in rows if key is not None])
    first = [
        _class_line(
            answer,
            place,
            (key, value, before, added),
            class_of(value, ahead, positive, *limits),
            whole,
            labels.get(key),
        )
        for place, (key, value, before, added, ahead, *_whole) in enumerate(rows, 1)
        if value is not None
    ]
    sentence = ""
    if number and whole:
        sentence = _("%(a)d of %(n)d make %(share)s of the sales.") % {
            "a": best,
            "n": number,
            "share": percent(share(best_sum, whole)),
        }
    change = growth_rate(whole, whole_before)
    total_cells = (_("Total"), "", number, whole, None, None, change)
    return Found(Later(number, first, lambda: _every(answer, limits)), total_cells, sentence)


def _every(answer: Answer, limits: tuple[Decimal, Decimal]) -> list[Line]:
    """All lines, for the workbook."""
    sold = {key: value for key, value in answer.values_of(answer.span).items() if value}
    before = answer.values_of(answer.span.preceding)
    whole = answer.value_of(answer.span)
    keys = sorted(sorted(sold, key=str), key=sold.__getitem__, reverse=True)
    classes = classes_of([sold[key] for key in keys], *limits)
    added = accumulate(sold[key] for key in keys)
    labels = answer.labels(keys)
    return [
        _class_line(answer, place, (key, sold[key], before.get(key), upto), letter, whole, labels.get(key))
        for place, (key, letter, upto) in enumerate(zip(keys, classes, added, strict=True), 1)
    ]


def _class_line(answer: Answer, place: int, figures: tuple, letter: str, whole: Any, label: str | None) -> Line:
    key, value, before, added = figures
    change = growth_rate(value, before or ZERO)
    cells = (label or _("without"), letter, place, value, share(value, whole), share(added, whole), change)
    return Line(str(key), cells, answer.address(key))


ABC_HEADINGS = (
    Heading(pgettext_lazy("ready view", "Class"), phone=True),
    Heading(pgettext_lazy("ready view", "rank"), COUNT, phone=False),
    Heading(pgettext_lazy("metric", "Sales amount"), MONEY, drawn=True),
    Heading(pgettext_lazy("analysis", "share"), RATE),
    Heading(pgettext_lazy("ready view", "added up"), RATE, phone=False),
    Heading(pgettext_lazy("ready view", "change on the period before"), RATE, phone=False),
)

ABC_CUSTOMERS = ReadyView(
    "abc-customers",
    pgettext_lazy("ready view", "ABC of customers"),
    pgettext_lazy(
        "ready view",
        "Who makes most of the sales (A), who the next part (B), who the rest (C); where they end is a setting.",
    ),
    "users",
    (Heading(pgettext_lazy("ready view", "Customer")), *ABC_HEADINGS),
    lambda scope: _abc(scope, Split.CUSTOMER.value),
)
ABC_PRODUCTS = ReadyView(
    "abc-products",
    pgettext_lazy("ready view", "ABC of products"),
    pgettext_lazy(
        "ready view", "Which products make most of the sales (A), which the next part (B), which the rest (C)."
    ),
    "packages",
    (Heading(pgettext_lazy("ready view", "Product")), *ABC_HEADINGS),
    lambda scope: _abc(scope, Split.PRODUCT.value),
)


# -- new customers, quarter by quarter ------------------------------------------------------------------------


def _quarter(day: dt.date) -> dt.date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _won(scope: Scope) -> Any:
    """Customers whose first delivery lies in the quarters of the span."""
    first = _quarter(scope.span.first)
    whole = Span(first, months_between(first, scope.span.last) + 1)
    return scope.narrowed(CUSTOMERS.rows(whole), "pk", "first_delivery_date")


def _cohorts(scope: Scope) -> Found:
    joined = {pk: _quarter(day) for pk, day in _won(scope).values_list("pk", "first_delivery_date")}
    if not joined:
        return Found([])
    first = min(joined.values())
    bought = invoices_of(Span(first, months_between(first, today()) + 1)).filter(customer__in=list(joined))
    rows = bought.annotate(quarter=TruncQuarter("date")).order_by().values_list("customer", "quarter")
    active: dict = defaultdict(set)
    sold: dict = defaultdict(lambda: ZERO)
    for customer, quarter, amount in rows.annotate(sum=total("net")):
        cohort = joined[customer]
        place = months_between(cohort, quarter) // 3
        if amount > 0 and 0 <= place < QUARTERS:
            active[cohort, place].add(customer)
        sold[cohort] += amount
    return Found([_cohort(cohort, joined, active, sold) for cohort in sorted(set(joined.values()))])


def _cohort(cohort: dt.date, joined: dict, active: dict, sold: dict) -> Line:
    size = sum(1 for each in joined.values() if each == cohort)
    kept = [
        share(Decimal(len(active[cohort, place])), Decimal(size)) if add_months(cohort, 3 * place) <= today() else None
        for place in range(1, QUARTERS)
    ]
    label = f"{cohort.year}Q{(cohort.month + 2) // 3}"
    return Line(f"{cohort:%Y-%m-%d}", (label, size, *kept, sold[cohort]))


def _cohort_documents(scope: Scope, key: str) -> Documents:
    rows = _won(scope)
    own = [pk for pk, day in rows.values_list("pk", "first_delivery_date") if f"{_quarter(day):%Y-%m-%d}" == key]
    return Documents(rows.filter(pk__in=own), CUSTOMERS.show, ("first_delivery_date", "pk"))


COHORTS = ReadyView(
    "cohorts",
    pgettext_lazy("ready view", "Cohorts of new customers"),
    pgettext_lazy(
        "ready view", "Of the customers first supplied in a quarter: how many bought again in the quarters after."
    ),
    "user-plus",
    (
        Heading(pgettext_lazy("ready view", "First supplied in")),
        Heading(pgettext_lazy("ready view", "Customers"), COUNT, drawn=True),
        Heading(pgettext_lazy("ready view", "1 quarter later"), RATE),
        Heading(pgettext_lazy("ready view", "2 quarters later"), RATE, phone=False),
        Heading(pgettext_lazy("ready view", "3 quarters later"), RATE, phone=False),
        Heading(pgettext_lazy("ready view", "4 quarters later"), RATE),
        Heading(pgettext_lazy("ready view", "Sold to them until today"), MONEY),
    ),
    _cohorts,
    _cohort_documents,
)


# -- where the customers are ----------------------------------------------------------------------------------


BLANKS = Value(" \t\n\u3000")
BY_BEGINNING = """
SELECT c.begins, count(*) FILTER (WHERE above_0 <> 0), sum(above_0), sum(above_1)
FROM sums LEFT JOIN ({customers}) c (id, begins) ON c.id = sums.key
WHERE above_0 <> 0 OR above_1 <> 0 GROUP BY 1
"""


def _with_beginning() -> Any:
    """Customers with ``begins``, what their address begins with, as long as the longest name of a province or a city: a
    hundred thousand addresses have a few thousand beginnings."""
    head = Func(F("address"), BLANKS, function="ltrim", output_field=TextField())
    rest = Func(Substr(head, 3), BLANKS, function="ltrim", output_field=TextField())
    rows = Customer.objects.order_by().annotate(head=head)
    return rows.annotate(begins=Left(Case(When(head__startswith="中国", then=rest), default=F("head")), LOOKED_AT))


def _by_province(answer: Answer) -> dict[str, tuple]:
    """``{province: (customers, sold, before)}``; "" for those whose address names none."""
    sums = replace(answer.sums, spans=(answer.span, answer.span.preceding))
    customers, params = _with_beginning().values_list("pk", "begins").query.sql_with_params()
    found: dict[str, tuple] = {}
    for begins, *figures in sums.fetch(BY_BEGINNING.format(customers=customers), params):
        name = province_of(begins or "")
        found[name] = tuple(map(plus, found.get(name, (0, ZERO, ZERO)), figures))
    return found


def _provinces(scope: Scope) -> Found:
    answer = scope.asked(split=Split.CUSTOMER.value)
    found = _by_province(answer)
    whole, whole_before = (sum((figures[place] for figures in found.values()), ZERO) for place in (1, 2))
    lines, tiles = [], {}
    for name, (customers, sold, before) in found.items():
        words = name or _("not named in the address")
        lines.append(
            Line(name or "-", (words, customers, sold, share(sold, whole), before, share(sold - before, before)))
        )
        if name:
            tiles[name] = sold
    lines.sort(key=lambda line: (-line.cells[2], line.cells[0]))
    change = growth_rate(whole, whole_before)
    total_cells = (_("Total"), sum(line.cells[1] for line in lines), whole, None, whole_before, change)
    return Found(lines, total_cells, tiles=tiles)


def _province_documents(scope: Scope, key: str) -> Documents:
    """The invoices of the customers whose address names the province."""
    answer = scope.asked(split=Split.CUSTOMER.value)
    rows = answer.rows(answer.span, answer.people, answer.measure.whole)
    name = "" if key == "-" else key
    beginnings = set(_with_beginning().values_list("begins", flat=True).distinct())
    customers = _with_beginning().filter(begins__in=[each for each in beginnings if province_of(each) == name])
    return Documents(rows.filter(customer__in=customers.values("pk")), INVOICES.show, ("date", "pk"))


BY_PROVINCE = ReadyView(
    "provinces",
    pgettext_lazy("ready view", "Sales by province"),
    pgettext_lazy("ready view", "Where the customers are who were billed, by the province their address names."),
    "map",
    (
        Heading(pgettext_lazy("ready view", "Province")),
        Heading(pgettext_lazy("ready view", "Customers"), COUNT),
        Heading(pgettext_lazy("metric", "Sales amount"), MONEY, drawn=True),
        Heading(pgettext_lazy("analysis", "share"), RATE),
        Heading(pgettext_lazy("analysis", "period before"), MONEY, phone=False),
        Heading(pgettext_lazy("analysis", "change"), RATE, phone=False),
    ),
    _provinces,
    _province_documents,
)
