"""What product categories tell core."""

from django.utils.translation import gettext_lazy as _

from customers.category.imports import CATEGORIES
from customers.category.models import ProductCategory
from customers.category.permissions import can_keep_categories
from salesmgmt.core.domain.checklist import Item, counted, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import register_lookup, register_menu


def register():
    register_lookup(
        "product-category", lambda user: ProductCategory.objects.all(), label=str, search_fields=("name", "code")
    )
    register_menu(
        "pricing", _("Product categories"), "product-category-list", "category", can_keep_categories, order=40
    )
    register_import(CATEGORIES)
    register_item(
        Item(
            "categories",
            _("Product categories"),
            lambda: counted(ProductCategory.objects.count(), _("%(n)d categories")),
            "product-category-list",
            roles=(Role.ADM, Role.MGR, Role.DIR),
            imports=(CATEGORIES.kind,),
            help=_("Products, price rules, skills and complaints are sorted by them."),
            order=100,
        )
    )
