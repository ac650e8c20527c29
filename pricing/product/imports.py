"""The import of products. Their costs and prices have imports of their own in the rooms to the right."""

from django.utils.translation import gettext_lazy as _

from pricing.product.models import Product
from pricing.product.permissions import can_edit_product
from pricing.product.row_import import import_product
from salesmgmt.core.domain.import_columns import ImportColumn, choice, code, date, percent, text, yes_or_no
from salesmgmt.core.domain.imports import ImportSpec

PRODUCTS = ImportSpec(
    kind="products",
    sheet_names=("产品资料", "物料", "存货档案"),
    order=40,
    label=_("Products"),
    icon="box",
    permission=can_edit_product,
    save_row=import_product,
    help=_("One row for each product. The code is the key. Costs and prices are imported afterwards, each by itself."),
    columns=(
        ImportColumn(
            "code",
            _("product code"),
            required=True,
            parse=code(40),
            aliases=("产品编码", "物料编码", "存货编码", "编码", "产品代码", "料号"),
            example="QQ-1080-A",
        ),
        ImportColumn(
            "name",
            _("product name"),
            required=True,
            parse=text(120),
            aliases=("产品名称", "物料名称", "存货名称", "名称", "品名"),
            example="前桥总成",
        ),
        ImportColumn("spec", _("specification"), parse=text(200), default="", aliases=("规格", "规格型号", "型号")),
        ImportColumn(
            "unit",
            _("unit of quantity"),
            required=True,
            parse=text(20),
            aliases=("计量单位", "单位", "主计量单位"),
            example="件",
        ),
        ImportColumn(
            "category",
            _("product category"),
            parse=text(60),
            default="",
            aliases=("产品类别", "类别", "存货分类", "分类", "类别编码"),
            help=_("Its code or name."),
            example="AX-F",
        ),
        ImportColumn(
            "pricing_strategy",
            _("pricing strategy"),
            parse=choice(Product.Strategy.choices),
            aliases=("定价策略",),
        ),
        ImportColumn(
            "tax_rate",
            _("tax rate (%)"),
            parse=percent,
            aliases=("税率", "税率(%)", "税率%"),
            example="13",
            help=_("Empty: as the settings say."),
        ),
        ImportColumn(
            "quality_standard", _("quality standard"), parse=text(200), default="", aliases=("质量标准", "执行标准")
        ),
        ImportColumn("is_new_until", _("new product until"), parse=date, aliases=("新产品截止", "新品至")),
        ImportColumn("is_active", _("on sale"), parse=yes_or_no, aliases=("在售", "启用", "是否启用")),
    ),
)
