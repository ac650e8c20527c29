"""What apps to the right know about customers, asked through core's registry."""

from django.db.models import IntegerField, Value

from salesmgmt.core.registry import fact


def with_orders_last_12m(queryset):
    """Annotate customers with the number of their confirmed orders of the last 12 months (CUS-03).

    Orders are the matter of another app, which registers the fact; without it every customer has none.
    """
    if "orders_last_12m" in queryset.query.annotations:
        return queryset
    counted = fact("customer", "with_orders_last_12m", queryset)
    return queryset.annotate(orders_last_12m=Value(0, IntegerField())) if counted is None else counted
