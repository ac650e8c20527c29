"""Unusual movements: customers who bought every month and stopped, fell or rose; products whose price slides.

Plain statistics: the limits of the last whole month come from the moves of the twelve before it (analysis.unusual), nothing
is trained, and fewer than eight points say nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import F
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from orders.account.querysets import total
from performance.analysis.question import Question
from performance.analysis.span import Span
from performance.analysis.states import Split
from performance.analysis.unusual import FEWEST, MONTHS, is_unusual, limits_of
from performance.metric.daily import BILLED, SOLD
from performance.metric.rules import growth_rate
from performance.ready_view.shape import MONEY, RATE, Found, Heading, Line, ReadyView, Scope
from pricing.product.models import Product
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.templatetags.salesmgmt import money

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

# Whoever has enough months before the last one, with what stands in each of them.
COURSES = """
SELECT key, array_agg(month ORDER BY month), array_agg(above ORDER BY month), array_agg(below ORDER BY month)
FROM (SELECT key, month::date AS month, sum(above) AS above, sum(below) AS below FROM ({rows}) r (key, month, above, below) GROUP BY 1, 2) m
WHERE above > 0 GROUP BY key HAVING count(*) FILTER (WHERE month < %s) >= %s
"""
Course = dict["dt.date", tuple]


def looked_at(day: dt.date) -> Span:
    """Twelve whole months and the one that is judged by them."""
    return Span(add_months(day.replace(day=1), -(MONTHS + 1)), MONTHS + 1)


def _courses(scope: Scope, daily: Any, key: str, **sums: Any) -> dict[Any, Course]:
    """``{customer or product: {month: (above, below)}}`` of those with enough points; read in one query."""
    span = looked_at(today())
    parts, params = [], []
    for half in daily.halves(span):
        rows = scope.narrowed(half.rows, half.customer, half.day).annotate(of_month=TruncMonth(half.day)).order_by()
        path = half.customer if key == "customer" else key
        sql, given = rows.values_list(path, "of_month").annotate(**sums).query.sql_with_params()
        parts.append(sql)
        params += given
    statement = COURSES.format(rows=" UNION ALL ".join(f"({sql})" for sql in parts))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, span.each[-1], FEWEST])
        return {
            key: dict(zip(months, zip(above, below, strict=True), strict=True))
            for key, months, above, below in cursor.fetchall()
        }


def _customers(scope: Scope) -> list[Line]:
    """Who bought month after month and did not, or far less or more than usual, in the last whole month."""
    *before, last = looked_at(today()).each
    found: dict[int, tuple] = {}
    for key, course in _courses(scope, BILLED, "customer", above=total("net"), below=total("net")).items():
        begun = before[before.index(min(course)) :]  # what began later was not missing before
        amounts = [course[month][0] if month in course else ZERO for month in begun]
        bought = [Decimal(month in course) for month in begun]
        now = course[last][0] if last in course else ZERO
        stopped = last not in course and is_unusual(ZERO, bought)
        if stopped or is_unusual(now, amounts):
            found[key] = (now, amounts, stopped)
    names = dict(Customer.objects.filter(pk__in=found).values_list("pk", "name"))
    return [_customer(key, names.get(key) or _("without"), last, *figures) for key, figures in found.items()]


def _customer(key: int, name: str, last: dt.date, now: Decimal, amounts: list[Decimal], stopped: bool) -> Line:
    mean = cents(sum(amounts, ZERO) / len(amounts))
    if stopped:
        words = _("Bought in %(n)d of %(all)d months, nothing in %(month)s.") % {
            "n": sum(1 for amount in amounts if amount),
            "all": len(amounts),
            "month": f"{last:%Y-%m}",
        }
    else:
        words = _usual(last, now, amounts)
    address = Question(customer=key).address
    return Line(f"c{key}", (name, words, now, mean, now - mean, growth_rate(now, mean)), address)


def _usual(last: dt.date, now: Decimal, values: list[Decimal]) -> str:
    low, high = limits_of(values) or (ZERO, ZERO)
    words = {"month": f"{last:%Y-%m}", "value": money(now), "low": money(cents(low)), "high": money(cents(high))}
    return _("%(month)s: %(value)s, usually %(low)s to %(high)s.") % words


def _products(scope: Scope) -> list[Line]:
    """Whose mean price in the last whole month lies below the limits of the months before it."""
    *before, last = looked_at(today()).each
    found: dict[int, tuple] = {}
    for key, course in _courses(scope, SOLD, "product", above=total("net"), below=total(F("quantity"))).items():
        prices = {month: above / below for month, (above, below) in course.items() if below and below > 0}
        known = [prices[month] for month in before if month in prices]
        limits = limits_of(known)
        if key is not None and last in prices and limits is not None and prices[last] < limits[0]:
            found[key] = (prices[last], known)
    names = Product.objects.in_bulk(list(found))
    return [_product(key, str(names[key]), last, *figures) for key, figures in found.items()]


def _product(key: int, name: str, last: dt.date, price: Decimal, known: list[Decimal]) -> Line:
    now, mean = cents(price), cents(sum(known, ZERO) / len(known))
    words = _("Mean price: %(words)s") % {"words": _usual(last, now, known)}
    address = Question(product=key, split=Split.MONTH.value).address
    return Line(f"p{key}", (name, words, now, mean, now - mean, growth_rate(now, mean)), address)


def _movements(scope: Scope) -> Found:
    customers, products = _customers(scope), _products(scope)
    customers.sort(key=lambda line: (-abs(line.cells[4]), line.cells[0]))
    products.sort(key=lambda line: (line.cells[5] or ZERO, line.cells[0]))
    sentence = _("%(customers)d customers and %(products)d products moved out of what is usual in %(month)s.") % {
        "customers": len(customers),
        "products": len(products),
        "month": f"{looked_at(today()).last:%Y-%m}",
    }
    return Found([*customers, *products], None, sentence if customers or products else "")


MOVEMENTS = ReadyView(
    "movements",
    pgettext_lazy("ready view", "Unusual movements"),
    pgettext_lazy(
        "ready view",
        "Customers who bought every month and stopped, fell or rose, and products whose price slides: the last whole month "
        "against the twelve before it, whatever period is chosen.",
    ),
    "activity-heartbeat",
    (
        Heading(pgettext_lazy("ready view", "Customer or product")),
        Heading(pgettext_lazy("ready view", "what happened")),
        Heading(pgettext_lazy("ready view", "last month"), MONEY),
        Heading(pgettext_lazy("ready view", "mean of the months before"), MONEY, phone=False),
        Heading(pgettext_lazy("ready view", "difference"), MONEY, phone=False),
        Heading(pgettext_lazy("analysis", "change"), RATE),
    ),
    _movements,
    empty=pgettext_lazy("ready view", "Nothing moved out of what is usual in the last whole month."),
)
