"""The import of opening stock."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from orders.opening_stock.entry import import_opening_stock
from orders.opening_stock.permissions import can_state_opening
from salesmgmt.core.domain.import_columns import ImportColumn, code, figure, text
from salesmgmt.core.domain.imports import ImportSpec

OPENING_STOCK = ImportSpec(
    kind="opening_stock",
    sheet_names=("期初库存", "库存期初"),
    order=110,
    label=_("Opening stock"),
    icon="building-warehouse",
    permission=can_state_opening,
    save_batch=import_opening_stock,
    help=_(
        "One row for each product: everything that lies in the finished goods store today, also what is for an order. "
        "The first import begins the keeping of stock; later figures are counts."
    ),
    columns=(
        ImportColumn(
            "product",
            _("product code"),
            required=True,
            parse=code(40),
            aliases=("产品编码", "物料编码", "存货编码", "编码", "料号"),
            example="ZB-2511",
        ),
        ImportColumn(
            "quantity",
            _("quantity in stock"),
            required=True,
            parse=figure(Decimal("1e12")),
            aliases=("期初数量", "库存数量", "现存量", "结存数量", "数量", "库存"),
            example="640",
        ),
        ImportColumn("remark", _("remark"), parse=text(200), default="", aliases=("备注",)),
    ),
)
