"""What product categories tell core."""

from customers.category.models import ProductCategory
from salesmgmt.core.registry import register_lookup


def register():
    register_lookup(
        "product-category", lambda user: ProductCategory.objects.all(), label=str, search_fields=("name", "code")
    )
