from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.cost.permissions import can_edit_cost
from pricing.cost.row_import import import_cost
from salesmgmt.core.domain.import_columns import ImportColumn, amount, code, date
from salesmgmt.core.domain.imports import ImportSpec

if TYPE_CHECKING:
    from typing import Any


def part(name: str, label: Any, *aliases: Any) -> ImportColumn:
    return ImportColumn(name, label, parse=amount(), aliases=aliases)


COSTS = ImportSpec(
    kind="costs",
    sheet_names=("成本",),
    order=50,
    label=_("Product costs"),
    icon="coin-yuan",
    permission=can_edit_cost,
    save_row=import_cost,
    help=_(
        "One row for each product and day. Costs are per unit and include the tax like the prices. Who may not see costs "
        "may not import them."
    ),
    columns=(
        ImportColumn(
            "product",
            _("product code"),
            required=True,
            parse=code(40),
            aliases=("产品编码", "物料编码", "存货编码", "编码", "料号"),
            example="QQ-1080-A",
        ),
        ImportColumn(
            "valid_from", _("valid from"), parse=date, aliases=("生效日期", "日期"), help=_("Empty: from today.")
        ),
        part("material", _("raw material"), "原材料", "材料成本", "直接材料"),
        part("production", _("production cost"), "生产成本", "制造成本", "加工成本"),
        part("transport", _("transport cost"), "运输成本", "运费"),
        part("management", _("management cost"), "管理成本", "管理费用"),
        ImportColumn(
            "whole",
            _("unit cost"),
            parse=amount(),
            aliases=("单位成本", "标准成本", "成本单价", "成本"),
            help=_("The whole in one figure, where the file has no parts; it is kept as production cost."),
        ),
    ),
)
