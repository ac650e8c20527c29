"""Pages of stock levels (PRC-13)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.stock_level.entry import state_stock, update_stock
from pricing.stock_level.filters import StockLevelFilters
from pricing.stock_level.forms import StockLevelForm
from pricing.stock_level.models import StockLevel
from pricing.stock_level.permissions import can_state_stock
from pricing.stock_level.tables import StockLevelTable
from salesmgmt.core.calendar import today
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import DetailPage
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage


class StockLevelList(ListPage):
    model = StockLevel
    table_class = StockLevelTable
    filterset_class = StockLevelFilters
    create_url = "stock-level-create"
    edit_fields = ("quantity", "as_of", "remark")
    links = ((gettext_lazy("Import"), "stock-level-import", "file-import", can_state_stock),)
    empty_title = gettext_lazy("No stock stated yet")
    empty_text = gettext_lazy("Enter or import how much of each product is there.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "created_by")


class StockLevelDetail(DetailPage):
    model = StockLevel
    related = ("product", "created_by")
    has_attachments = False

    def title(self, obj):
        return obj.product.name

    def subtitle(self, obj):
        return obj.product.code

    def facts(self, obj):
        return [
            (_("Quantity in stock"), f"{quantity(obj.quantity)} {obj.product.unit}"),
            (_("As of"), obj.as_of),
            (_("Entered by"), obj.created_by),
            (_("Remark"), obj.remark),
        ]


class StockLevelCreate(CreatePage):
    model = StockLevel
    form_class = StockLevelForm
    create = state_stock

    def get_initial(self):
        return {"as_of": today(), **super().get_initial()}


class StockLevelEdit(EditPage):
    model = StockLevel
    form_class = StockLevelForm
    update = update_stock
