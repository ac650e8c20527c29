"""The report "status changed, customer not informed"."""

from django.utils.translation import gettext_lazy as _

from orders.order.filters import OrderFilters
from orders.order.models import Order
from orders.progress_note.tables import NotInformedTable
from orders.progress_note.telling import not_informed
from salesmgmt.core.web.lists import ListPage, Preset


class NotInformedList(ListPage):
    """ORD-06: what happened to orders since their customers were told last."""

    model = Order
    table_class = NotInformedTable
    filterset_class = OrderFilters
    matrix_key, key = "order", "orders-not-informed"
    title = _("Status changed, customer not informed")
    icon = "message-exclamation"
    opens_on = ""
    presets = (Preset(_("All"), ""), Preset(_("Mine"), "customer__owner=me"))
    empty_title = _("Every customer knows how far his order is")
    empty_text = _("When an order is confirmed, goes into production, is ready or leaves, it stands here until told.")

    @classmethod
    def base_queryset(cls, user):
        return not_informed(super().base_queryset(user)).select_related("customer__owner")
