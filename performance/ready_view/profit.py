"""What is left of what we sell: margin by customer and by product."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from performance.analysis.states import Split
from performance.analysis.sums import BY_TEXT
from performance.metric.rules import share
from performance.ready_view.shape import MONEY, RATE, SHOWN, Found, Heading, Later, Line, ReadyView, Scope
from salesmgmt.core.permissions import sees_cost

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from performance.analysis.answer import Answer

LEFT = f"""
SELECT key, above_0, below_0, above_1, below_1, count(*) OVER (),
       sum(above_0) OVER (), sum(below_0) OVER (), sum(above_1) OVER (), sum(below_1) OVER ()
FROM sums WHERE above_0 <> 0 OR below_0 <> 0 ORDER BY above_0 DESC, {BY_TEXT}
"""  # noqa: S608


def _margins(scope: Scope, split: str) -> Found:
    """Who leaves the most first: profit, sales and the one by the other, beside the period before."""
    answer = scope.asked(measure="margin", split=split)
    sums = replace(answer.sums, spans=(answer.span, answer.span.preceding))
    rows = sums.fetch(f"{LEFT} LIMIT %s", (SHOWN,))
    if not rows:
        return Found([])
    number, *whole = rows[0][5:]
    return Found(
        Later(number, _lines(answer, rows), lambda: _lines(answer, sums.fetch(LEFT))), (_("Total"), *_cells(*whole))
    )


def _lines(answer: Answer, rows: list[tuple]) -> list[Line]:
    labels = answer.labels([row[0] for row in rows])
    return [
        Line(str(key), (labels.get(key) or _("without"), *_cells(*figures[:4])), answer.address(key))
        for key, *figures in rows
    ]


def _cells(profit: Decimal, sold: Decimal, profit_before: Decimal, sold_before: Decimal) -> tuple[Any, ...]:
    now, before = share(profit, sold), share(profit_before, sold_before)
    return sold, profit, now, before, None if now is None or before is None else now - before


def _view(code: str, name: Any, text: Any, icon: str, what: Any, split: str) -> ReadyView:
    headings = (
        Heading(what),
        Heading(pgettext_lazy("metric", "Sales amount"), MONEY, phone=False, drawn=True),
        Heading(pgettext_lazy("metric", "Profit"), MONEY, drawn=True),
        Heading(pgettext_lazy("metric", "Profit margin"), RATE),
        Heading(pgettext_lazy("analysis", "period before"), RATE, phone=False),
        Heading(pgettext_lazy("ready view", "gained in points"), RATE, phone=False),
    )
    return ReadyView(code, name, text, icon, headings, lambda scope: _margins(scope, split), may=sees_cost)


CUSTOMER_MARGINS = _view(
    "margin-customers",
    pgettext_lazy("ready view", "Margin by customer"),
    pgettext_lazy("ready view", "What each customer left over the cost of what he bought, the most first."),
    "user-dollar",
    pgettext_lazy("ready view", "Customer"),
    Split.CUSTOMER.value,
)
PRODUCT_MARGINS = _view(
    "margin-products",
    pgettext_lazy("ready view", "Margin by product"),
    pgettext_lazy("ready view", "What each product left over its cost, the most first."),
    "package",
    pgettext_lazy("ready view", "Product"),
    Split.PRODUCT.value,
)
