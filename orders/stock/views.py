from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from orders.inspection.models import Inspection
from orders.stock.filters import MovementFilters, StockFilters
from orders.stock.holding import held_for
from orders.stock.models import StockBalance, StockEntry, StockMovement
from orders.stock.papers import stock_entry_paper
from orders.stock.permissions import reads_movements
from orders.stock.states import StockState
from orders.stock.tables import MovementTable, StockTable
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import DetailPage, Fact
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


def stock_entry_pdf(request, pk, entry):
    """F-20: what the warehouse took in of an inspection; as visible as the inspection."""
    found = get_object_or_404(
        StockEntry.objects.select_related("inspection__order__customer", "order_line__product", "entered_by"),
        pk=entry,
        inspection__in=Inspection.objects.visible_to(request.user).filter(pk=pk),
    )
    return pdf_response(stock_entry_paper(found), f"{found}.pdf")


class StockList(ListPage):
    """Finished goods by product and state; one query for the rows, however many products there are."""

    model = StockBalance
    key = matrix_key = "stock"
    title = pgettext_lazy("finished goods", "Stock")
    table_class = StockTable
    filterset_class = StockFilters
    links = ((_("Stock movements"), "stock-movement-list", "arrows-exchange", reads_movements),)
    presets = (
        Preset(_("All"), ""),
        *(
            Preset(state.label, f"holding={state}")
            for state in (StockState.MADE, StockState.PASSED, StockState.FREE, StockState.BOUND, StockState.RETURNED)
        ),
    )
    empty_title = _("No stock yet")
    empty_text = _("Stock is kept from the day on which the opening stock is entered or imported.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product").with_on_hand()


class StockDetail(DetailPage):
    model = StockBalance
    related = ("product",)
    template_name = "orders/stock/detail.html"
    has_attachments = False

    def title(self, obj):
        return obj.product.name

    def subtitle(self, obj):
        return obj.product.code

    def facts(self, obj):
        unit = obj.product.unit
        return [
            Fact(pgettext("stock", "In the store"), f"{quantity(obj.in_store)} {unit}", note=gettext("all together")),
            *((StockState(state).label, f"{quantity(getattr(obj, state))} {unit}") for state in StockState.values),
        ]

    def extra_context(self, obj):
        return {"held_for": held_for(obj, self.request.user)}


class StockMovementList(ListPage):
    model = StockMovement
    key = matrix_key = "stock_movement"
    title = _("Stock movements")
    table_class = MovementTable
    filterset_class = MovementFilters
    create_url = None
    opens_on = ""
    empty_text = _("Every movement of finished goods stands here with its document.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user)
        return rows.select_related("product", "order_line__order", "content_type", "by").order_by("-pk")


class ProductMovements(TabList):
    """The movements of one product, on its page of the stock."""

    model = StockMovement
    key = "stock-movements"
    matrix_key = "stock_movement"
    title = _("Stock movements")
    table_class = MovementTable
    filterset_class = MovementFilters
    parent = StockDetail
    parent_field = "product"
    create_url = None

    @classmethod
    def base_queryset(cls, user):
        return StockMovementList.base_queryset(user)
