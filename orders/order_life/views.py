"""The list of what is late."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import OrderLine
from orders.order_life.filters import LateLineFilters
from orders.order_life.querysets import add_life, late_lines, late_lines_alone, late_lines_by_stage
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
        rows = late_lines(OrderLine.objects.visible_to(user), today())
        return rows.select_related("order__customer__owner", "product")

    def get_base_queryset(self):
        """On the page only the lines shown are asked for their life, all of them for no more than what filters them."""
        asked = late_lines_by_stage if self.request.GET.get("stage") else late_lines_alone
        rows = asked(OrderLine.objects.visible_to(self.request.user), today())
        return rows.select_related("order__customer__owner", "product")

    def get_context_data(self, **extra):
        context = super().get_context_data(**extra)
        add_life([row.record for row in context["page"].object_list])
        return context
