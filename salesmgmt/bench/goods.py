"""Finished goods in the store: more products than are sold every day, each with its opening stock."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from customers.category.models import ProductCategory
from orders.stock.models import StockBalance, StockKeeping, StockMovement
from pricing.product.models import Product
from salesmgmt.bench.rows import insert, set_sequences
from salesmgmt.core.models import User


def stock(count):
    """Stock is kept: ``count`` products in all, of each some free in the store by a movement of the first day."""
    category = ProductCategory.objects.get(code="BENCH")
    more = count - Product.objects.count()
    if more > 0:
        insert(
            Product,
            f"generate_series(1, {more}) g",
            code="'S-' || lpad(g::text, 6, '0')",
            name="'库存件 ' || g",
            spec="'Φ' || 20 + mod(g, 300)",
            unit="'套'",
            category_id=str(category.pk),
        )
        set_sequences(Product)
    warehouse = User.objects.get(username="bench-wh-1")
    keeping = StockKeeping.objects.create(pk=1, begun_by=warehouse, begun_at=timezone.now())
    free = "1 + pg_temp.r(p.id, 31, 400)"
    insert(StockBalance, "pricing_product p", product_id="p.id", free=free)
    return insert(
        StockMovement,
        "pricing_product p",
        product_id="p.id",
        kind="'opening'",
        to_state="'free'",
        quantity=free,
        order_line_id="NULL",
        content_type_id=str(ContentType.objects.get_for_model(StockKeeping).pk),
        object_id=str(keeping.pk),
        reference="'bench'",
        by_id=str(warehouse.pk),
    )
