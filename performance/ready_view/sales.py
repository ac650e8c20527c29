"""Whom we live by: ABC of customers and products, cohorts of new customers, provinces."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models.functions import Left, TruncQuarter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from orders.account.querysets import total
from performance.analysis.span import Span, months_between
from performance.analysis.states import Split
from performance.metric.catalogue import CUSTOMERS, INVOICES
from performance.metric.rules import growth_rate, share
from performance.metric.sales_rows import invoices_of
from performance.ready_view.provinces import LOOKED_AT, province_of
from performance.ready_view.rules import classes_of
from performance.ready_view.shape import COUNT, MONEY, RATE, Documents, Found, Heading, Later, Line, ReadyView, Scope
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO
from salesmgmt.core.templatetags.salesmgmt import percent

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from performance.analysis.answer import Answer

MANY = 2000  # of so many customers it is quicker to read the addresses of all
QUARTERS = 5  # the one of the first delivery and the four after it


def _abc(scope: Scope, split: str) -> Found:
    answer = scope.asked(split=split)
    sold = {key: value for key, value in answer.values_of(answer.span).items() if value}
    before = answer.values_of(answer.span.preceding)
    whole, whole_before = answer.value_of(answer.span), answer.value_of(answer.span.preceding)
    keys = sorted(sorted(sold, key=str), key=sold.__getitem__, reverse=True)
    limits = (Decimal(policy().abc_a_percent) / 100, Decimal(policy().abc_b_percent) / 100)
    classes = classes_of([sold[key] for key in keys], *limits)
    added = list(accumulate(sold[key] for key in keys))

    def made(places: range) -> list[Line]:
        labels = answer.labels([keys[place] for place in places])
        return [line(place, keys[place], labels.get(keys[place]) or _("without")) for place in places]

    def line(place: int, key: Any, label: str) -> Line:
        value, change = sold[key], growth_rate(sold[key], before.get(key) or ZERO)
        cells = (label, classes[place], place + 1, value, share(value, whole), share(added[place], whole), change)
        return Line(str(key), cells, answer.address(key))

    first = classes.count("A")
    sentence = ""
    if keys and whole:
        sentence = _("%(a)d of %(n)d make %(share)s of the sales.") % {
            "a": first,
            "n": len(keys),
            "share": percent(share(added[first - 1] if first else ZERO, whole)),
        }
    change = growth_rate(whole, whole_before)
    return Found(Later(len(keys), made), (_("Total"), "", len(keys), whole, None, None, change), sentence)


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


def _by_province(answer: Answer) -> dict[str, dict]:
    """``{province: {customer: (sold, before)}}``; "" for those whose address names none."""
    now, before = answer.values_of(answer.span), answer.values_of(answer.span.preceding)
    figures = {key: (now.get(key) or ZERO, before.get(key) or ZERO) for key in {*now, *before}}
    figures = {key: pair for key, pair in figures.items() if any(pair)}
    begins = Customer.objects.annotate(begin=Left("address", LOOKED_AT * 2)).values_list("pk", "begin")
    addresses = dict(begins if len(figures) > MANY else begins.filter(pk__in=list(figures)))
    found: dict[str, dict] = defaultdict(dict)
    for key, pair in figures.items():
        found[province_of(addresses.get(key, ""))][key] = pair
    return found


def _provinces(scope: Scope) -> Found:
    answer = scope.asked(split=Split.CUSTOMER.value)
    found = _by_province(answer)
    whole, whole_before = answer.value_of(answer.span), answer.value_of(answer.span.preceding)
    lines, tiles = [], {}
    for name, pairs in found.items():
        sold, before = (sum((pair[place] for pair in pairs.values()), ZERO) for place in (0, 1))
        cells = (
            name or _("not named in the address"),
            sum(1 for now, _before in pairs.values() if now),
            sold,
            share(sold, whole),
            before,
            share(sold - before, before),
        )
        lines.append(Line(name or "-", cells))
        if name:
            tiles[name] = sold
    lines.sort(key=lambda line: (-line.cells[2], line.cells[0]))
    change = growth_rate(whole, whole_before)
    total_cells = (_("Total"), sum(line.cells[1] for line in lines), whole, None, whole_before, change)
    return Found(lines, total_cells, tiles=tiles)


def _province_documents(scope: Scope, key: str) -> Documents:
    answer = scope.asked(split=Split.CUSTOMER.value)
    keys = list(_by_province(answer).get("" if key == "-" else key, ()))
    rows = answer.rows(answer.span, answer.people, answer.measure.whole).filter(customer__in=keys)
    return Documents(rows, INVOICES.show, ("date", "pk"))


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
