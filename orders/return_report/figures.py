"""Quantity and amount of returns, grouped by category, month, product, cause and customer (RET-01)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.states import ReturnCategory, ReturnStatus
from orders.return_receipt.models import ReturnCredit
from orders.return_report.period import within
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from salesmgmt.core.models import User

NONE = Decimal(0)
# So many products and customers are shown; the workbook has them all.
SHOWN = 15


@dataclass(frozen=True)
class Row:
    """A line of the report. ``quantity`` and ``amount`` are those of the lists, ``counted`` what the store received."""

    label: str
    returns: int = 0
    quantity: Decimal = NONE
    amount: Decimal = ZERO
    counted: Decimal = NONE
    credited: Decimal = ZERO


def lines_of(user: User, chosen: dict, verb: str = "R") -> Any:
    """The list lines of the returns this person may see (``verb`` E: take out), by the day of the notice; without those
    the customer kept after all."""
    found = ReturnOrder.objects.within(user, verb).exclude(status=ReturnStatus.CANCELLED)
    found = found.filter(**within(chosen["since"], chosen["until"]))
    for name in ("customer", "cause"):
        if chosen.get(name):
            found = found.filter(**{name: chosen[name]})
    rows = ReturnLine.objects.filter(return_order__in=found.order_by().values("pk"))
    return rows.filter(product=chosen["product"]) if chosen.get("product") else rows


def by_category(lines: Any) -> list[Row]:
    """The five categories, each with quantity and amount, also those in which nothing came back (RET-01)."""
    found = _grouped(lines, "return_order__category")
    return [replace(found.get(value, Row("")), label=str(label)) for value, label in ReturnCategory.choices]


def by_month(lines: Any) -> list[Row]:
    """The months in which something came back, by the day of the notice."""
    found = _grouped(
        lines.annotate(month=_month("return_order")), "month", credited_by={"month": _month("line__return_order")}
    )
    return [replace(row, label=f"{month:%Y-%m}") for month, row in sorted(found.items())]


def _month(of: str) -> TruncMonth:
    return TruncMonth(f"{of}__notified_at", tzinfo=SHANGHAI)


def by_product(lines: Any) -> list[Row]:
    return _largest(_grouped(lines, "product__code", "product__name"))


def by_cause(lines: Any) -> list[Row]:
    return _largest(_grouped(lines, "return_order__cause__name"))


def by_customer(lines: Any) -> list[Row]:
    return _largest(_grouped(lines, "return_order__customer__name"))


def total(rows: list[Row]) -> Row:
    return Row(
        _("Total"),
        sum(row.returns for row in rows),
        sum((row.quantity for row in rows), NONE),
        sum((row.amount for row in rows), ZERO),
        sum((row.counted for row in rows), NONE),
        sum((row.credited for row in rows), ZERO),
    )


def _grouped(lines: Any, *by: str, credited_by: dict | None = None) -> dict:
    """``{key: Row}``: two queries, whatever the number of groups. ``credited_by`` gives what is no field of the line, seen
    from the credit."""
    sums = lines.order_by().values_list(*by)
    credits_ = ReturnCredit.objects.filter(line__in=lines.order_by().values("pk")).order_by()
    names = credited_by or [f"line__{name}" for name in by]
    taken_off: Any = credits_.annotate(**(credited_by or {})).values_list(*names).annotate(sum=Sum("amount"))
    credited = {_key(key_parts): amount for *key_parts, amount in taken_off}
    found = {}
    for *key_parts, returns, quantity, amount, counted in sums.annotate(
        n=Count("return_order", distinct=True), q=Sum("quantity"), a=Sum("amount"), c=Sum("counted")
    ):
        key = _key(key_parts)
        label = " ".join(str(part) for part in key_parts if part) or _("Without root cause")
        found[key] = Row(label, returns, quantity, amount, counted or NONE, credited.get(key, ZERO))
    return found


def _key(parts: list) -> Any:
    return parts[0] if len(parts) == 1 else tuple(parts)


def _largest(found: dict) -> list[Row]:
    return sorted(found.values(), key=lambda row: (-row.amount, row.label))
