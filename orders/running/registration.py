"""What the open orders of the old books tell core."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import Order
from orders.running.imports import OPEN_ORDERS
from salesmgmt.core.domain.checklist import Item, counted, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role


def register():
    register_import(OPEN_ORDERS)
    register_item(
        Item(
            "orders",
            _("Open orders"),
            lambda: counted(Order.objects.exclude(old_number="").count(), _("%(n)d orders taken over")),
            "order-list",
            roles=(Role.DIR,),
            imports=(OPEN_ORDERS.kind,),
            help=_(
                "What customers have ordered and not received yet. A customer is evaluated before his goods go out."
            ),
            optional=True,
            order=220,
        )
    )
