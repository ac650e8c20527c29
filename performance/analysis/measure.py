"""What may be measured: the figures of the metrics, and from which rows each is added up by customer and by product.

Every row comes from the room of the metric, so that an analysis and an assessment say the same (ANA-01, ANA-03).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Aggregate, Count, F, Max, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.feedback.review import BEST
from orders.account.querysets import total
from orders.order_record.punctuality import ACCURATE, ON_TIME
from orders.order_record.purchases import confirmed_lines
from performance.analysis.states import BY_PRODUCT
from performance.expense_budget.states import ExpenseCategory
from performance.expense_claim.models import ExpenseLine
from performance.metric.catalogue import METRICS
from performance.metric.daily import BILLED, SOLD, Daily, Half
from performance.metric.figure import Behind, Row
from performance.metric.responsibility import DAY
from performance.metric.rules import amount
from performance.metric.states import MetricUnit
from salesmgmt.core.calendar import at, day_of
from salesmgmt.core.templatetags.salesmgmt import money, number, percent, quantity

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any


def only(expression: Any, condition: Q) -> Any:
    """The same sum of the rows that meet the condition."""
    made = expression.copy()
    if isinstance(made, Aggregate):
        made.filter = condition if made.filter is None else made.filter & condition
    else:
        parts = made.get_source_expressions()
        made.set_source_expressions([only(part, condition) for part in parts])
    return made


@dataclass(frozen=True)
class Source:
    """The rows behind a measure with what is added up of them; ``product`` is the path to the product, where there is one.

    ``daily`` keeps the same sums by day, customer and product under the same names.
    """

    behind: Behind
    numerator: Any
    denominator: Any = None
    product: str = ""
    daily: Daily | None = None

    def halves(self, span: Any) -> list[Half]:
        """What is added up: the kept days and the documents of the others, else all documents."""
        if self.daily is not None:
            return self.daily.halves(span)
        return [Half(self.behind.rows(span), self.behind.customer, self.behind.day)]

    @property
    def knows_customers(self) -> bool:
        """What a person spent is nobody's in particular."""
        return bool(self.behind.customer)

    @property
    def sums(self) -> dict:
        nothing = Max(Value(0)) if self.denominator is None else self.denominator
        return {"above": self.numerator, "below": nothing}


@dataclass(frozen=True)
class Measure:
    """ANA-01: what is collected of orders, sales amount, profit, customers and promotion cost. ``whole`` is added up where no product is asked for, ``lines`` where one is."""

    code: str
    name: Any
    unit: str
    definition: Any
    combine: Callable
    whole: Source
    lines: Source | None = None
    is_cost: bool = False

    def source(self, needs_product: bool) -> Source | None:
        return self.lines if needs_product else self.whole

    def value(self, above: Any, below: Any) -> Decimal | None:
        return self.combine(above, below)

    @property
    def is_rate(self) -> bool:
        return self.unit == MetricUnit.PERCENT

    @property
    def adds_up(self) -> bool:
        """The parts make the whole: amounts and numbers do, rates and numbers of orders do not."""
        return self.unit != MetricUnit.PERCENT and self.code != "order_count"

    def parts_make_whole(self, split: str) -> bool:
        """What is counted of the parts, of a rate both of its sides, makes that of the whole: an order of two products
        is one order."""
        return self.code != "order_count" or split not in BY_PRODUCT

    def text(self, value: Decimal | None) -> str:
        """As every page shows it."""
        if value is None:
            return str(_("n/a"))
        if self.unit == MetricUnit.PERCENT:
            return percent(value)
        if self.code == "quantity":
            return quantity(value)
        return money(value) if self.unit == MetricUnit.MONEY else number(value)

    @property
    def kind(self) -> str:
        """In a workbook."""
        kinds = {MetricUnit.MONEY: "money", MetricUnit.PERCENT: "percent"}
        return "quantity" if self.code == "quantity" else kinds.get(MetricUnit(self.unit), "int")


LINES = METRICS["profit"].behind
NET_LINES = replace(LINES, show=lambda row: replace(LINES.show(row), amount=row.net))
QUANTITY_LINES = replace(LINES, show=lambda row: replace(LINES.show(row), amount=None))
BY_LINE: dict[str, Any] = {"product": "product"}
SOLD_LINE: dict[str, Any] = {**BY_LINE, "daily": SOLD}
ORDERS = Behind(
    lambda period: (
        confirmed_lines(period.first)
        .filter(order__confirmed_at__lt=at(period.last + DAY))
        .select_related("order__customer", "product")
    ),
    lambda row: Row(
        day_of(row.order.confirmed_at),
        f"{row.order.number} · {row.product}",
        row.order.get_absolute_url(),
        row.order.customer,
        row.amount,
    ),
    "order__customer",
    "order__confirmed_at__date",
)


EXPENSES = Behind(
    lambda period: (
        ExpenseLine.objects.approved().filter(date__range=(period.first, period.last)).select_related("claim__claimant")
    ),
    lambda row: Row(
        row.date,
        f"{row.claim.number} · {row.get_category_display()} · {row.claim.claimant}",
        row.claim.get_absolute_url(),
        None,
        row.amount if row.allowed is None else row.allowed,
    ),
    customer="",
    person="claim__claimant",
)
PROMOTION = replace(EXPENSES, rows=lambda period: EXPENSES.rows(period).filter(category=ExpenseCategory.PROMOTION))


def _total(expression: Any) -> Any:
    """total() of an expression."""
    return total(expression)


def _complaints(code: str) -> Source:
    return Source(replace(METRICS[code].behind, day="confirmed_at__date"), Count("pk"))


def _of(code: str, whole: Source, lines: Source | None = None) -> Measure:
    metric = METRICS[code]
    return Measure(
        code,
        metric.name,
        metric.unit,
        metric.definition,
        metric.combine,
        whole,
        lines,
        is_cost=metric.is_cost,
    )


def _both(code: str, source: Source) -> Measure:
    return _of(code, source, source)


_ALL = (
    _of(
        "sales",
        Source(METRICS["sales"].behind, total("net"), daily=BILLED),
        Source(NET_LINES, total("net"), **SOLD_LINE),
    ),
    _both("profit", Source(LINES, total("profit"), **SOLD_LINE)),
    _both("margin", Source(LINES, total("profit"), total("net"), **SOLD_LINE)),
    Measure(
        "quantity",
        pgettext_lazy("metric", "Quantity sold"),
        MetricUnit.COUNT,
        _("The quantities of the invoices that count as sales, less what was credited."),
        amount,
        Source(QUANTITY_LINES, Sum("quantity", default=0), **SOLD_LINE),
        Source(QUANTITY_LINES, Sum("quantity", default=0), **SOLD_LINE),
    ),
    Measure(
        "orders",
        pgettext_lazy("metric", "Orders confirmed"),
        MetricUnit.MONEY,
        _("The lines of confirmed orders by the day of the confirmation, with tax; cancelled orders are out."),
        amount,
        Source(ORDERS, total("amount"), **BY_LINE),
        Source(ORDERS, total("amount"), **BY_LINE),
    ),
    Measure(
        "order_count",
        pgettext_lazy("metric", "Number of orders"),
        MetricUnit.COUNT,
        _("Confirmed orders by the day of the confirmation; cancelled ones are out."),
        amount,
        Source(ORDERS, Count("order", distinct=True), **BY_LINE),
        Source(ORDERS, Count("order", distinct=True), **BY_LINE),
    ),
    _of("collections", Source(METRICS["collections"].behind, _total(F("amount") * -1))),
    _of("new_customers", Source(METRICS["new_customers"].behind, Count("pk"))),
    _both(
        "on_time_delivery",
        Source(METRICS["on_time_delivery"].behind, Count("pk", filter=ON_TIME), Count("pk"), **BY_LINE),
    ),
    _both(
        "order_accuracy",
        Source(METRICS["order_accuracy"].behind, Count("pk", filter=ACCURATE), Count("pk"), **BY_LINE),
    ),
    _of("complaints_general", _complaints("complaints_general")),
    _of("complaints_serious", _complaints("complaints_serious")),
    Measure(
        "expenses",
        pgettext_lazy("metric", "Sales expenses"),
        MetricUnit.MONEY,
        _("Lines of approved expense claims by their day, as finance left them, of whoever claimed."),
        amount,
        Source(EXPENSES, _total(Coalesce("allowed", "amount"))),
    ),
    Measure(
        "promotion_cost",
        pgettext_lazy("metric", "Promotion cost"),
        MetricUnit.MONEY,
        _("Those of the sales expenses that went into market promotion."),
        amount,
        Source(PROMOTION, _total(Coalesce("allowed", "amount"))),
    ),
    _of("satisfaction", Source(METRICS["satisfaction"].behind, Sum("score", default=0), Count("pk") * BEST)),
)
MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}
