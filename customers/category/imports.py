from django.utils.translation import gettext_lazy as _

from customers.category.keeping import import_category
from customers.category.permissions import can_keep_categories
from salesmgmt.core.domain.import_columns import ImportColumn, code, text
from salesmgmt.core.domain.imports import ImportSpec

CATEGORIES = ImportSpec(
    kind="categories",
    sheet_names=("类别", "产品分类"),
    order=30,
    label=_("Product categories"),
    icon="category",
    permission=can_keep_categories,
    save_row=import_category,
    help=_("One row for each category, those above before those below. The code is the key."),
    columns=(
        ImportColumn(
            "code", _("code"), required=True, parse=code(20), aliases=("类别编码", "编码", "分类编码"), example="AX-F"
        ),
        ImportColumn(
            "name",
            _("product category"),
            required=True,
            parse=text(60),
            aliases=("名称", "产品类别", "类别", "类别名称", "分类"),
            example="前桥总成",
        ),
        ImportColumn(
            "parent",
            _("code of the category above"),
            parse=code(20),
            default="",
            aliases=("上级编码", "上级类别", "上级分类"),
            example="AX",
        ),
    ),
)
