"""Pages of the opening stock."""

from django.utils.translation import gettext_lazy as _

from orders.opening_stock.beginning import state_opening
from orders.opening_stock.filters import OpeningStockFilters
from orders.opening_stock.forms import OpeningStockForm
from orders.opening_stock.models import OpeningStock
from orders.opening_stock.permissions import can_state_opening
from orders.opening_stock.tables import OpeningStockTable
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import DetailPage
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.lists import ListPage


class OpeningStockList(ListPage):
    model = OpeningStock
    table_class = OpeningStockTable
    filterset_class = OpeningStockFilters
    create_url = "opening-stock-create"
    links = ((_("Import"), "opening-stock-import", "file-import", can_state_opening),)
    empty_title = _("No opening stock yet")
    empty_text = _(
        "Enter or import what lies in the finished goods store. With the first row the keeping of stock begins: from then "
        "on a delivery takes only what is there."
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "created_by")


class OpeningStockDetail(DetailPage):
    model = OpeningStock
    related = ("product", "created_by")
    has_attachments = False
    edit_url = None

    def title(self, obj):
        return obj.product.name

    def subtitle(self, obj):
        return obj.product.code

    def facts(self, obj):
        return [
            (_("In the store"), f"{quantity(obj.quantity)} {obj.product.unit}"),
            (_("By the documents"), f"{quantity(obj.book)} {obj.product.unit}"),
            (_("Entered by"), obj.created_by),
            (_("Entered at"), obj.created_at),
            (_("Remark"), obj.remark),
        ]


class OpeningStockCreate(CreatePage):
    model = OpeningStock
    form_class = OpeningStockForm
    create = state_opening
