"""Purchase needs of the demo company: to be ordered, late, ordered, arrived, no longer needed."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from orders.order.models import Order
from orders.purchase_need import following
from salesmgmt.core.calendar import today

# material, quantity, unit, days from today, how far it has come
NEEDS = (
    ("20CrMnTi 圆钢 Φ60", 3500, "kg", 6, "open"),
    ("骨架油封 45×62×8", 800, "只", -2, "open"),
    ("深沟球轴承 6206-2RS", 400, "套", 9, "ordered"),
    ("ADC12 铝锭", 2200, "kg", -1, "ordered"),
    ("弹簧垫圈 M12", 5000, "只", 4, "arrived"),
    ("制动蹄片毛坯", 600, "片", 12, "cancelled"),
)


def build(company):
    buyer = company.purchasing
    waiting = [Order.Status.CONFIRMED, Order.Status.PLANNED, Order.Status.IN_PRODUCTION]
    orders = list(Order.objects.visible_to(buyer).filter(status__in=waiting).order_by("pk")[: len(NEEDS)])
    for place, (item, quantity, unit, days, stop) in enumerate(NEEDS):
        need = following.open_need(
            orders[place % len(orders)].pk,
            buyer,
            item=item,
            quantity=Decimal(quantity),
            unit=unit,
            need_date=today() + dt.timedelta(days=days),
            supplier="",
            remark="",
        )
        if stop in ("ordered", "arrived"):
            soon = today() + dt.timedelta(days=3)
            following.order_need(need.pk, buyer, supplier="重庆川仪物资有限公司", expected_on=soon)
        if stop == "arrived":
            following.receive_need(need.pk, buyer, arrived_on=today())
        elif stop == "cancelled":
            following.cancel_need(need.pk, buyer, "库存够用，不再采购")
    following.notice_late_needs(timezone.now())
