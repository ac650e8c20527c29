"""What the company's price rules give for a product, a customer, a quantity and a day; and how a price stands to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.evaluation.standing import grade_on
from pricing.cost.margin import costs_on
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.states import PriceStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.money import cents, unit_price

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from pricing.product.models import Product


@dataclass(frozen=True)
class Found:
    """The price that the rules give. ``source`` is LIST, RULE or "" where there is none; ``label`` names it.

    ``cost`` is there to judge a price by and never shown from here: a trade secret (SEC-03)."""

    price: Decimal | None
    source: str
    label: str = ""
    list_price: Decimal | None = None
    is_uniform: bool = False
    cost: Decimal | None = field(default=None, repr=False)

    def is_loss_at(self, price: Decimal | None) -> bool:
        """A price below the unit cost leaves no profit (PRC-01)."""
        return price is not None and self.cost is not None and price < self.cost


@dataclass(frozen=True)
class Buyer:
    """What the price rules ask about a customer on a day."""

    segment: str = ""
    grade: str = ""
    first_delivery: date | None = None

    def is_new_on(self, day: date) -> bool:
        """Nothing has been delivered to him yet (PRC-05)."""
        return self.first_delivery is None or self.first_delivery > day

    def years_on(self, day: date) -> int:
        """Whole years since the first delivery."""
        if self.is_new_on(day):
            return 0
        first = self.first_delivery
        return day.year - first.year - ((day.month, day.day) < (first.month, first.day))


def rule_applies(rule: PriceRule, product: Product, buyer: Buyer, quantity: Decimal | int, day: date) -> bool:
    """Does this price rule hold for the product, the customer, the quantity and the day (PRC-03, PRC-05)? Limits are
    inclusive: "from 1,000" holds at 1,000, "until 30 June" on 30 June."""
    return (
        rule.is_active
        and rule.valid_from <= day
        and (rule.valid_to is None or day <= rule.valid_to)
        and rule.product_id in (None, product.pk)
        and (rule.product_id is not None or rule.category_id in (None, product.category_id))
        and quantity >= rule.min_quantity
        and rule.segment in ("", buyer.segment)
        and rule.grade in ("", buyer.grade)
        and (not rule.new_customer or buyer.is_new_on(day))
        and (rule.min_years is None or buyer.years_on(day) >= rule.min_years)
    )


def price_by_rule(rule: PriceRule, list_price: Decimal | None) -> Decimal | None:
    """The rule's own price, or its discount on the list price; None where there is no list price to reduce."""
    if rule.price is not None:
        return rule.price
    return None if list_price is None else like(list_price, list_price * (100 - rule.discount_percent) / 100)


def like(price: Decimal, value: Decimal) -> Decimal:
    """A price made of another is as fine as that one: in fen, or with six decimals where the list has more than two."""
    return cents(value) if price == cents(price) else unit_price(value)


def find_price(
    product: Product, list_price: Decimal | None, rules: list, buyer: Buyer, quantity: Decimal | int, day: date
) -> Found:
    """The price that holds (PRC-03, PRC-04, PRC-05).

    A uniform product has its list price and nothing else. Otherwise the matching rule of the highest priority applies
    (of equal ones the greater quantity break, then the lower price) and is named; without one, the list price.
    """
    if product.is_uniform:
        return Found(list_price, PriceStatus.LIST if list_price is not None else "", "", list_price, is_uniform=True)
    matching = [
        (rule.priority, rule.min_quantity, -price, rule, price)
        for rule in rules
        if rule_applies(rule, product, buyer, quantity, day) and (price := price_by_rule(rule, list_price)) is not None
    ]
    if matching:
        *_order, rule, price = max(matching, key=lambda entry: entry[:3])
        return Found(price, PriceStatus.RULE, rule.name, list_price)
    return Found(list_price, PriceStatus.LIST if list_price is not None else "", "", list_price)


def price_status(price: Decimal | None, found: Found) -> PriceStatus:
    """List, rule or special (PRC-12): what stands outside the company's price rules is recognised as such.

    Below what the rules give is special. A uniform price allows no deviation at all, upwards neither (PRC-04).
    A dearer price of a differentiated product gives nothing away and is conforming. Without a list price or rule
    every price is special, and so is a price below cost, whatever the list says: it needs the special approval (PRC-01).
    """
    if found.price is None or price is None or found.is_loss_at(price):
        return PriceStatus.SPECIAL
    if price == found.price:
        return PriceStatus(found.source)
    if price > found.price and not found.is_uniform:
        at_list = found.list_price is not None and price >= found.list_price
        return PriceStatus.LIST if at_list else PriceStatus.RULE
    return PriceStatus.SPECIAL


def discount_percent(price: Decimal | None, list_price: Decimal | None) -> Decimal | None:
    """How far a price lies below the list price, in per cent with two places; None without a list price."""
    if not list_price or price is None:
        return None
    return cents((list_price - price) * 100 / list_price)


@dataclass
class PriceBook:
    """List prices and rules of some products for one customer on one day: a fixed number of queries for any number
    of lines."""

    customer: Customer | None
    day: date
    products: list
    _list: dict = field(default_factory=dict)
    _costs: dict = field(default_factory=dict, repr=False)
    _rules: dict = field(default_factory=lambda: defaultdict(list))
    _buyer: Buyer = field(default_factory=Buyer)

    def __post_init__(self) -> None:
        self._list = list_prices(self.products, self.day)
        self._costs = costs_on([product.pk for product in self.products], self.day)
        rules = list(PriceRule.objects.holding_on(self.day).about(self.products))
        for product in self.products:
            self._rules[product.pk] = rules
        if self.customer is not None:
            self._buyer = buyer_on(self.customer, self.day) if rules else Buyer()

    def find(self, product: Product, quantity: Decimal | int) -> Found:
        rules = self._rules[product.pk]
        found = find_price(product, self._list.get(product.pk), rules, self._buyer, quantity or 0, self.day)
        return replace(found, cost=self._costs.get(product.pk))


def list_prices(products: list, day: date) -> dict:
    """``{product pk: list price}`` of the one price list that holds on the day (PRC-09)."""
    price_list = PriceList.objects.holding_on(day).first()
    if price_list is None:
        return {}
    items = PriceListItem.objects.filter(price_list=price_list, product__in=[product.pk for product in products])
    return dict(items.values_list("product_id", "price"))


def buyer_on(customer: Customer, day: date) -> Buyer:
    return Buyer(customer.segment or "", grade_on(customer, day) or "", customer.first_delivery_date)


def price_for(product: Product, customer: Customer | None, quantity: int, day: date | None = None) -> Found:
    """The price of one product for a customer, a quantity and a day. ``customer`` None is anybody."""
    return PriceBook(customer, day or today(), [product]).find(product, quantity)
