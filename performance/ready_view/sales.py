"""Whom we live by: ABC of customers and products, cohorts of new customers, provinces."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from orders.account.querysets import total
from performance.analysis.span import Span
from performance.analysis.states import Split
from performance.metric.catalogue import CUSTOMERS, INVOICES
from performance.metric.rules import share
from performance.metric.sales import invoices_of
from performance.ready_view.provinces import PROVINCES, province_of
from performance.ready_view.rules import classes_of, months_between
from performance.ready_view.shape import COUNT, MONEY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO
from salesmgmt.core.templatetags.salesmgmt import percent

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

QUARTERS = 5  # the one of the first delivery and the four after it


def _abc(scope: Scope, split: str) -> Found:
    answer = scope.asked(split=split)
    lines = [line for line in answer.lines if line.value]
    limits = (Decimal(policy().abc_a_percent) / 100, Decimal(policy().abc_b_percent) / 100)
    classes = classes_of([line.value for line in lines], *limits)
    whole = answer.total.value
    found, added = [], ZERO
    for place, (line, letter) in enumerate(zip(lines, classes, strict=True), start=1):
        added += line.value
        cells = (line.label, letter, place, line.value, share(line.value, whole), share(added, whole), line.change)
        found.append(Line(str(line.key), cells, line.rows))
    first = classes.count("A")
    sentence = ""
    if lines and whole:
        sentence = _("%(a)d of %(n)d make %(share)s of the sales.") % {
            "a": first,
            "n": len(lines),
            "share": percent(share(sum((line.value for line in lines[:first]), ZERO), whole)),
        }
    return Found(found, (_("Total"), "", len(lines), whole, None, None, answer.total.change), sentence)


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


def _by_province(scope: Scope) -> dict[str, list]:
    """``{province: [line of a customer]}``; "" for those whose address names none."""
    lines = [line for line in scope.asked(split=Split.CUSTOMER.value).lines if line.value or line.previous]
    addresses = dict(Customer.objects.filter(pk__in=[line.key for line in lines]).values_list("pk", "address"))
    found: dict[str, list] = defaultdict(list)
    for line in lines:
        found[province_of(addresses.get(line.key, ""))].append(line)
    return found


def _provinces(scope: Scope) -> Found:
    found = _by_province(scope)
    whole = scope.asked(split=Split.CUSTOMER.value).total
    lines = []
    for name, rows in found.items():
        sold = sum((line.value or ZERO for line in rows), ZERO)
        before = sum((line.previous or ZERO for line in rows), ZERO)
        cells = (
            name or _("not named in the address"),
            sum(1 for line in rows if line.value),
            sold,
            share(sold, whole.value),
            before,
            share(sold - before, before),
        )
        lines.append(Line(name or "-", cells))
    lines.sort(key=lambda line: (-line.cells[2], line.cells[0]))
    tiles = {name: sum((line.value or ZERO for line in found[name]), ZERO) for name in PROVINCES if name in found}
    total_cells = (_("Total"), sum(line.cells[1] for line in lines), whole.value, None, whole.previous, whole.change)
    return Found(lines, total_cells, tiles=tiles)


def _province_documents(scope: Scope, key: str) -> Documents:
    keys = [line.key for line in _by_province(scope).get("" if key == "-" else key, [])]
    answer = scope.asked(split=Split.CUSTOMER.value)
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
