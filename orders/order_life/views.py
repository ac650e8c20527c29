"""The list of what is late."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import Order, OrderLine
from orders.order_life.filters import LateLineFilters
from orders.order_life.querysets import late_lines
from orders.order_life.states import Stage
from orders.order_life.tables import LateLineTable
from salesmgmt.core.calendar import today
from salesmgmt.core.web.lists import ListPage, Preset


class LateLineList(ListPage):
    """What is late, where it waits, since when: for the head of sales, and for everybody of his own orders."""

    model = OrderLine
    table_class = LateLineTable
    filterset_class = LateLineFilters
    matrix_key, key = "order", "late-lines"
    title = _("Late order lines")
    icon = "clock-exclamation"
    opens_on = ""
    presets = (
        Preset(_("All"), ""),
        *(
            Preset(stage.label, f"stage={stage}")
            for stage in (Stage.PLAN, Stage.PRODUCTION, Stage.INSPECTION, Stage.DISPATCH, Stage.TRANSIT)
        ),
        Preset(_("Mine"), "order__customer__owner=me"),
    )
    empty_title = _("Nothing is late")
    empty_text = _("Order lines that have not wholly arrived on the promised day stand here.")

    @classmethod
    def base_queryset(cls, user):
        rows = late_lines(Order.objects.visible_to(user), today())
        return rows.select_related("order__customer__owner", "product")
