"""The import of prices: the shape in which a price list, or the items of a proposal, go out to Excel."""

from django.utils.translation import gettext_lazy as _

from pricing.adjustment.permissions import can_propose
from pricing.price_import.entry import import_prices
from salesmgmt.core.domain.import_columns import ImportColumn, code, date, price
from salesmgmt.core.domain.imports import ImportSpec

PRICES = ImportSpec(
    kind="list_prices",
    sheet_names=("价格", "价格表", "目录价"),
    order=60,
    label=_("List prices (as a proposal)"),
    icon="trending-up",
    permission=can_propose,
    save_batch=import_prices,
    help=_(
        "One row for each product. The prices become the draft of a price adjustment, in which you see what they would do; "
        "they hold when it is agreed to. What is the list price already stays out. With “update” the rows go into the draft "
        "you are writing for the same day."
    ),
    columns=(
        ImportColumn(
            "product",
            _("product code"),
            required=True,
            parse=code(40),
            aliases=("产品编码", "物料编码", "存货编码", "编码", "产品代码", "料号"),
            example="ZB-2511",
        ),
        ImportColumn(
            "price",
            _("new price"),
            required=True,
            parse=price(),
            aliases=("list price", "目录价", "新价", "含税单价", "单价", "销售价", "价格", "售价"),
            example="171.50",
            help=_("Tax included, up to six decimals."),
        ),
        ImportColumn(
            "effective_on",
            _("effective from"),
            parse=date,
            aliases=("生效日期", "执行日期"),
            help=_("The same day in every row; empty: today."),
        ),
    ),
)
