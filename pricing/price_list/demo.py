"""The demo company's price lists, two years of them, and its price rules."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from customers.category.models import ProductCategory
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.product.demo import PRODUCTS
from pricing.product.models import Product
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.numbering import next_number

LAST_YEAR_FACTOR = Decimal("0.97")


def build(company):
    _price_lists(company)
    _rules(company)


def _new_year():
    """The 1 January from which prices hold; in its first week the one before, for some demands are days old, and some
    adjustments begin today."""
    return (today() - dt.timedelta(days=7)).replace(month=1, day=1)


def _price_lists(company):
    """Two years back: superseded; this year: in force. Later ones are written by the adjustments."""
    this_year = _new_year()
    rows = (
        (this_year.replace(year=this_year.year - 2), PriceList.Status.SUPERSEDED, LAST_YEAR_FACTOR),
        (this_year, PriceList.Status.IN_FORCE, Decimal(1)),
    )
    for version, (day, status, factor) in enumerate(rows, 1):
        price_list = PriceList.objects.create(
            number=next_number(PriceList.KIND, day),
            name="汽车配件标准价格表",
            version=version,
            valid_from=day,
            status=status,
            created_by=company.manager,
            released_by=company.director,
            released_at=timezone.now(),
        )
        items = [
            PriceListItem(price_list=price_list, product=product, price=_scaled(product.code, factor))
            for product in Product.objects.all()
        ]
        PriceListItem.objects.bulk_create(items)
        audit.record(price_list, company.manager, "Created")


def _scaled(code, factor):
    amount = next(Decimal(row[5]) for row in PRODUCTS if row[0] == code)
    return (amount * factor).quantize(Decimal("0.1"))


def _rules(company):
    day = _new_year()
    product = Product.objects.get
    rules = (
        {
            "name": "总泵满 1,000 套",
            "product": product(code="ZB-2511"),
            "min_quantity": 1000,
            "price": Decimal("159.60"),
        },
        {
            "name": "总泵满 3,000 套",
            "product": product(code="ZB-2511"),
            "min_quantity": 3000,
            "price": Decimal("154.00"),
            "priority": 20,
        },
        {"name": "摩擦片满 2,000 套", "product": product(code="MCP-0801"), "min_quantity": 2000, "discount_percent": 5},
        {
            "name": "重点客户制动件优惠",
            "category": ProductCategory.objects.get(code="BRK"),
            "segment": "key",
            "discount_percent": 3,
        },
        {
            "name": "新客户首单优惠",
            "category": ProductCategory.objects.get(code="CLU"),
            "new_customer": True,
            "discount_percent": 2,
            "valid_to": day.replace(month=12, day=31),
            "priority": 5,
        },
        {"name": "合作三年以上 A 级客户", "grade": "A", "min_years": 3, "discount_percent": 4, "priority": 15},
    )
    for fields in rules:
        PriceRule.objects.create(**{"valid_from": day, "created_by": company.manager, **fields})
