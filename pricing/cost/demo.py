"""The costs of the demo company's products: two years ago and this year."""

from decimal import Decimal

from pricing.cost.models import ProductCost
from pricing.product.demo import PRODUCTS
from pricing.product.models import Product
from salesmgmt.core.calendar import today

FORMER_FACTOR = Decimal("0.97")


def build(company):
    this_year = today().replace(month=1, day=1)
    days = ((this_year.replace(year=this_year.year - 2), FORMER_FACTOR), (this_year, Decimal(1)))
    for code, _name, _spec, _unit, _category, _price, *parts, _uniform in PRODUCTS:
        product = Product.objects.get(code=code)
        amounts = dict(zip(ProductCost.PARTS, map(Decimal, parts), strict=True))
        for day, factor in days:
            scaled = {name: (amount * factor).quantize(Decimal("0.01")) for name, amount in amounts.items()}
            ProductCost.objects.create(product=product, valid_from=day, created_by=company.manager, **scaled)
