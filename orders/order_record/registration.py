"""What the record of orders tells core and the rooms to its left."""

from django.utils.translation import gettext_lazy as _

from orders.order_record.punctuality import accepted_lines, punctuality
from orders.order_record.purchases import (
    bought_by,
    buyers_since,
    committed_orders,
    last_prices,
    order_numbers,
    purchase_record,
    sold_since,
    with_orders_last_12m,
)
from salesmgmt.core import registry
from salesmgmt.core.calendar import month_bounds, today
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import percent


def register():
    registry.register_fact("customer", "with_orders_last_12m", with_orders_last_12m)
    registry.register_fact("customer", "purchase_record", purchase_record)
    registry.register_fact("customer", "order_numbers", order_numbers)
    registry.register_fact("customer", "committed_orders", committed_orders)
    registry.register_fact("customer", "last_prices", last_prices)
    registry.register_fact("price_adjustment", "sold", sold_since)
    registry.register_fact("price_adjustment", "buyers", buyers_since)
    registry.register_fact("price_adjustment", "bought_by", bought_by)
    registry.register_metric(
        "on-time-lines",
        _("Delivered on time this month"),
        lambda user: user.has_role(Role.SUP, Role.DIR, Role.GM),
        _on_time,
        "order-list",
        45,
    )


def _on_time(user):
    """The order lines accepted this month: by the promised day, and without an error of ours; nothing before the first
    (ORD-10)."""
    found = punctuality(accepted_lines(user, *month_bounds(today())))
    if not found.lines:
        return None
    note = _("%(on_time)d of %(lines)d order lines; without an error of ours %(right)s") % {
        "on_time": found.on_time,
        "lines": found.lines,
        "right": percent(found.accuracy_rate),
    }
    return registry.MetricValue(found.on_time_rate, "percent", note=note)
