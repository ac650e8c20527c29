"""The import of stock levels: the shape in which their list is exported."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from pricing.stock_level.permissions import can_state_stock
from pricing.stock_level.stock_import import import_stock
from salesmgmt.core.domain.import_columns import ImportColumn, code, date, figure, text
from salesmgmt.core.domain.imports import ImportSpec

STOCK_LEVELS = ImportSpec(
    kind="stock_levels",
    label=_("Stock levels"),
    icon="packages",
    permission=can_state_stock,
    save_batch=import_stock,
    help=_("One row for each product. Product and day are the key."),
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
            aliases=("库存数量", "现存量", "结存数量", "数量", "库存"),
            example="640",
        ),
        ImportColumn("as_of", _("as of"), parse=date, aliases=("截至", "截止日期", "日期"), help=_("Empty: today.")),
        ImportColumn("remark", _("remark"), parse=text(200), default="", aliases=("备注",)),
    ),
)
