"""What the customers of the demo company were told of their orders; some do not know yet what happened."""

import datetime as dt

from django.utils import timezone

from orders.order.models import Order
from orders.progress_note.states import ToldBy
from orders.progress_note.telling import not_informed, tell_customer, words_for_customer
from salesmgmt.core.demo_clock import at


def build(company):
    rows = not_informed(Order.objects.filter(confirmed_at__isnull=False)).select_related("customer__owner", "contact")
    channels = ToldBy.values
    for number, order in enumerate(rows.order_by("pk")):
        if number % 3 == 2:
            continue
        # Every third was told before the last change, and has to be told again.
        early = number % 3 == 1
        moment = order.confirmed_at if early else min(order.news_at + dt.timedelta(hours=1), timezone.now())
        with at(moment):
            tell_customer(
                order.pk,
                order.customer.owner,
                told_at=moment,
                channel=channels[number % len(channels)],
                contact=order.contact.name if order.contact else "",
                text="订单已确认，按期安排生产。" if early else words_for_customer(order),
            )
