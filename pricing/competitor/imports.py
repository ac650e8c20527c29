"""The import of competitors' prices: the shape in which their list is exported."""

from django.utils.translation import gettext_lazy as _

from pricing.competitor.permissions import can_enter_competitor_price
from pricing.competitor.price_import import import_competitor_prices
from salesmgmt.core.domain.import_columns import ImportColumn, code, date, price, text
from salesmgmt.core.domain.imports import ImportSpec

COMPETITOR_PRICES = ImportSpec(
    kind="competitor_prices",
    label=_("Competitor prices"),
    icon="scale",
    permission=can_enter_competitor_price,
    save_batch=import_competitor_prices,
    help=_("One row for each price heard. Product, competitor and day are the key."),
    columns=(
        ImportColumn(
            "product",
            _("product code"),
            required=True,
            parse=code(40),
            aliases=("产品编码", "物料编码", "我司产品编码", "编码", "料号"),
            example="ZB-2511",
            help=_("Our comparable product."),
        ),
        ImportColumn(
            "competitor",
            _("competitor"),
            required=True,
            parse=text(80),
            aliases=("竞争对手", "对手", "同行", "厂家"),
            example="浙江万安汽配",
        ),
        ImportColumn(
            "price",
            _("competitor's price"),
            required=True,
            parse=price(),
            aliases=("对手报价", "价格", "单价", "含税单价", "报价"),
            example="165.00",
            help=_("Tax included, up to six decimals."),
        ),
        ImportColumn(
            "seen_on",
            _("seen on"),
            required=True,
            parse=date,
            aliases=("获知日期", "日期", "报价日期"),
            example="2026-01-15",
        ),
        ImportColumn(
            "source",
            _("where it comes from"),
            required=True,
            parse=text(120),
            aliases=("信息来源", "来源", "渠道"),
            example="客户采购部比价单",
        ),
        ImportColumn(
            "comparison", _("compared with ours"), parse=text(500), default="", aliases=("与我司产品比较", "备注")
        ),
    ),
)
