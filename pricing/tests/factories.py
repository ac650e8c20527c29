"""Products, prices and quotes for the tests of this app and those to its right."""

from datetime import date, timedelta
from decimal import Decimal

import factory

from pricing.cost.models import ProductCost
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.states import PriceStatus
from pricing.product.models import Product
from pricing.quote.models import Quote, QuoteLine
from pricing.quote.totals import line_amount, totals
from salesmgmt.core.calendar import today

LONG_AGO = date(2020, 1, 1)


class ProductFactory(factory.django.DjangoModelFactory):
    """A differentiated product without a price: ``price(ProductFactory(), "100")`` gives it one."""

    class Meta:
        model = Product

    code = factory.Sequence(lambda n: f"P-{n:04d}")
    name = factory.Sequence(lambda n: f"刹车总泵{n}")
    spec = "Φ25.4"
    unit = "套"
    quality_standard = "QC/T 311-2018"


class PriceListFactory(factory.django.DjangoModelFactory):
    """The list in force since long ago; there is one, so a second call gives the same."""

    class Meta:
        model = PriceList
        django_get_or_create = ("version",)

    number = "JG-TEST-1"
    name = "Price list"
    version = 1
    valid_from = LONG_AGO
    status = PriceList.Status.IN_FORCE


class PriceRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PriceRule

    name = factory.Sequence(lambda n: f"Rule {n}")
    valid_from = LONG_AGO


def price(product, amount):
    """Put the product into the list in force at this price; returns the product."""
    PriceListItem.objects.update_or_create(
        price_list=PriceListFactory(), product=product, defaults={"price": Decimal(str(amount))}
    )
    return product


def cost(product, amount, valid_from=LONG_AGO):
    """A unit cost, all of it raw material; returns the product."""
    ProductCost.objects.update_or_create(
        product=product, valid_from=valid_from, defaults={"material": Decimal(str(amount))}
    )
    return product


class QuoteFactory(factory.django.DjangoModelFactory):
    """A complete draft without lines: ``quote(customer, [(product, quantity, price)])`` makes one with lines."""

    class Meta:
        model = Quote

    number = factory.Sequence(lambda n: f"QUO-TEST-{n:05d}")
    family = factory.SelfAttribute("number")
    title = "制动系统配件"
    quote_date = factory.LazyFunction(today)
    valid_until = factory.LazyAttribute(lambda quote: quote.quote_date + timedelta(days=30))
    payment_terms = "月结30天"
    payment_term_days = 30
    service_content = "送货到厂，质保一年"
    lead_time = "合同签订后15天"
    delivery_place = "重庆市渝北区"
    created_by = factory.LazyAttribute(lambda quote: quote.customer.owner)


def quote(customer, lines=None, **fields):
    """A quote in any status (draft), written as it is, without checks. ``lines``: ``[(product, quantity, price)]`` at
    list prices, one line of a new product without."""
    made = QuoteFactory(customer=customer, **fields)
    lines = lines or [(price(ProductFactory(), "100"), Decimal(10), Decimal("100"))]
    rows = [_line(made, no, *line) for no, line in enumerate(lines, 1)]
    QuoteLine.objects.bulk_create(rows)
    sums = totals([(row.amount, row.tax_rate) for row in rows])
    made.amount, made.net_amount, made.tax_amount = sums.gross, sums.net, sums.tax
    made.save(update_fields=["amount", "net_amount", "tax_amount"])
    return made


def _line(made, position, product, quantity, unit_price):
    unit_price = None if unit_price is None else Decimal(str(unit_price))
    item = PriceListItem.objects.filter(product=product, price_list__status="in_force").first()
    listed = item.price if item else None
    return QuoteLine(
        quote=made,
        position=position,
        product=product,
        spec=product.spec,
        unit=product.unit,
        quantity=Decimal(str(quantity)),
        price=unit_price,
        tax_rate=product.tax_rate,
        amount=line_amount(unit_price, Decimal(str(quantity))),
        list_price=listed,
        price_status=PriceStatus.LIST if unit_price is not None and unit_price == listed else PriceStatus.SPECIAL,
    )


def accepted_quote(customer, lines=None, **fields):
    """A quote the customer has accepted: ready for a contract."""
    fields = {"status": Quote.Status.ACCEPTED, "sent_on": today(), "answered_on": today(), **fields}
    return quote(customer, lines, **fields)
