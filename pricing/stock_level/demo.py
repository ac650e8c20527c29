"""The stock of the demo company's products, as of yesterday."""

from datetime import timedelta
from decimal import Decimal

from pricing.product.models import Product
from pricing.stock_level.models import StockLevel
from salesmgmt.core import audit
from salesmgmt.core.calendar import today


def build(company):
    for number, product in enumerate(Product.objects.order_by("code")):
        for days, shift in ((31, 140), (1, 0)):
            level = StockLevel.objects.create(
                product=product,
                quantity=Decimal((number * 37) % 11 * 60 + shift),
                as_of=today() - timedelta(days=days),
                created_by=company.planner,
            )
            audit.record(level, company.planner, "Stock stated")
