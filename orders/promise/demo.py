"""Promises of the demo company that became others: one by our delay, one because the customer asked."""

import datetime as dt

from orders.order.models import Order
from orders.order.states import COMING
from orders.promise.changing import change_promise, open_lines
from salesmgmt.core.calendar import today

REASONS = (
    ("铸件供应商停炉检修，到料推迟。", 12, False),
    ("客户新生产线延期投产，要求推迟到货。", 20, True),
    ("模具返修，产能不足。", 7, False),
)


def build(company):
    orders = Order.objects.filter(status__in=COMING, customer__owner__isnull=False).select_related("customer__owner")
    found = ((order, open_lines(order)) for order in orders.order_by("-pk"))
    waiting = [(order, lines) for order, lines in found if lines]
    for (order, lines), (reason, days, asked) in zip(waiting, REASONS, strict=False):
        line = lines[0]
        change_promise(
            order.pk,
            order.customer.owner,
            line=line.pk,
            promised_date=max(line.promised_date, today()) + dt.timedelta(days=days),
            reason=reason,
            asked_by_customer=asked,
        )
