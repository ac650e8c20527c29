"""What customers get of each product: on time, without error, and what failed or came back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.complaint.models import Complaint
from customers.complaint_summary.points import within
from orders.nonconformity.models import Nonconformity
from orders.order_record.punctuality import ACCURATE, ON_TIME
from orders.return_order.models import ReturnLine
from orders.return_order.states import ReturnStatus
from performance.metric.catalogue import ACCEPTED
from performance.metric.rules import share
from performance.ready_view.shape import COUNT, QUANTITY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from pricing.product.models import Product

if TYPE_CHECKING:
    from typing import Any


def _accepted(scope: Scope) -> Any:
    return scope.narrowed(ACCEPTED.rows(scope.span), ACCEPTED.customer, ACCEPTED.day)


def _within(scope: Scope, field: str) -> Q:
    begin, end = within(scope.span.first, scope.span.last)
    return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


def _counts(scope: Scope) -> tuple[dict, dict, dict]:
    """``{product: failed inspections}``, ``{product: quantity returned}``, ``{product code: complaints}``."""
    failed = scope.narrowed(
        Nonconformity.objects.filter(_within(scope, "created_at")), "order__customer", "created_at__date"
    )
    back = ReturnLine.objects.filter(_within(scope, "return_order__notified_at")).exclude(
        return_order__status__in=[ReturnStatus.REFUSED, ReturnStatus.SENT_BACK]
    )
    back = scope.narrowed(back, "return_order__customer", "return_order__notified_at__date")
    told = scope.narrowed(
        Complaint.objects.filter(_within(scope, "received_at")).exclude(product_code=""),
        "customer",
        "received_at__date",
    )
    return (
        dict(failed.order_by().values_list("product").annotate(n=Count("pk"))),
        dict(back.order_by().values_list("product").annotate(n=Sum("quantity"))),
        dict(told.order_by().values_list("product_code").annotate(n=Count("pk"))),
    )


def _supply(scope: Scope) -> Found:
    sums = {"n": Count("pk"), "ok": Count("pk", filter=ON_TIME), "right": Count("pk", filter=ACCURATE)}
    kept = {pk: rest for pk, *rest in _accepted(scope).order_by().values_list("product").annotate(**sums)}
    failed, back, told = _counts(scope)
    products = list(Product.objects.filter(Q(pk__in=[*kept, *failed, *back]) | Q(code__in=list(told))).order_by("code"))
    lines = []
    for product in products:
        number, on_time, right = kept.get(product.pk, (0, 0, 0))
        cells = (
            str(product),
            number,
            share(Decimal(on_time), Decimal(number)),
            share(Decimal(right), Decimal(number)),
            failed.get(product.pk, 0),
            back.get(product.pk, 0),
            told.get(product.code, 0),
        )
        lines.append(Line(str(product.pk), cells))
    # What troubles customers most stands first.
    lines.sort(
        key=lambda line: (-line.cells[6], -line.cells[4], line.cells[2] is None, line.cells[2] or 0, line.cells[0])
    )
    number, on_time, right = (sum(row[place] for row in kept.values()) for place in range(3))
    whole = (
        _("Total"),
        number,
        share(Decimal(on_time), Decimal(number)),
        share(Decimal(right), Decimal(number)),
        sum(failed.values()),
        None,
        sum(told.values()),
    )
    return Found(lines, whole if lines else None)


def _documents(scope: Scope, key: str) -> Documents:
    rows = _accepted(scope).filter(product=key if key.isdecimal() else None)
    return Documents(rows, ACCEPTED.show, (ACCEPTED.day, "pk"))


SUPPLY = ReadyView(
    "supply-by-product",
    pgettext_lazy("ready view", "On time and quality by product"),
    pgettext_lazy(
        "ready view",
        "Accepted order lines on the day first promised and without an error of ours; inspections failed, returns, complaints.",
    ),
    "truck-delivery",
    (
        Heading(pgettext_lazy("ready view", "Product")),
        Heading(pgettext_lazy("ready view", "Lines accepted"), COUNT),
        Heading(pgettext_lazy("ready view", "On time"), RATE, drawn=True),
        Heading(pgettext_lazy("ready view", "Without error"), RATE, phone=False),
        Heading(pgettext_lazy("ready view", "Inspections failed"), COUNT),
        Heading(pgettext_lazy("ready view", "Returned"), QUANTITY, phone=False),
        Heading(pgettext_lazy("ready view", "Complaints"), COUNT),
    ),
    _supply,
    _documents,
)
