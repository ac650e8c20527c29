"""What a supply rests on, of a notice and of an order: contract, kind and the contract's prices. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.contract.standing import why_nothing_new
from orders.supply.rules import CONTRACT, REPLACEMENT
from orders.supply.words import yuan

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from orders.supply.states import SupplyKind
    from pricing.product.models import Product


def kind_problems(kind: SupplyKind | str, contract: Contract, customer: Customer) -> list:
    """An order under contract names the contract, and it is this customer's; without contract the kind is sporadic or
    sample (ORD-02). Nothing new comes under a contract that is terminated (AMD-07)."""
    if kind == REPLACEMENT:
        return [_("A replacement is opened on the page of its return.")]
    if kind == CONTRACT and contract is None:
        return [_("Name the contract. Without contract the kind must be sporadic or sample.")]
    if kind != CONTRACT and contract is not None:
        return [_("A supply under contract is of the kind “under contract”.")]
    if contract is not None and contract.customer_id != customer.pk:
        return [_("The contract belongs to another customer.")]
    ended = why_nothing_new(contract)
    return [ended] if ended else []


def price_problem(product: Product, price: Decimal, agreed: Decimal) -> str:
    """The price of a line under contract is the contract's (ORD-02); ``agreed`` None: the contract does not have it."""
    if agreed is None:
        return _("%(product)s is not in the contract.") % {"product": product}
    if price is not None and price != agreed:
        return _("%(product)s: the price %(price)s differs from the contract's %(agreed)s.") % {
            "product": product,
            "price": yuan(price),
            "agreed": yuan(agreed),
        }
    return ""


def agreed_price_problems(kind: str, contract: Contract | None, lines: Any, price_of: Callable) -> list:
    """The lines under contract whose price is not the contract's, in words; none without contract (ORD-02, ORD-04).

    ``price_of(contract, product)`` gives the agreed price.
    """
    if kind != CONTRACT or contract is None:
        return []
    found = [price_problem(line.product, line.price, price_of(contract, line.product)) for line in lines]
    return [problem for problem in found if problem]
