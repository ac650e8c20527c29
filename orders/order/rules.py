"""What makes an order complete and right: pure rules over lines, without a database."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.evaluation.standing import why_no_business, why_no_sample
from orders.order.states import LADDER, OrderStatus
from orders.supply.rules import SAMPLE, SPORADIC
from orders.supply.words import pieces

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from orders.demand.models import DemandNotice
    from orders.order.models import OrderLine
    from orders.supply.states import SupplyKind
    from pricing.product.models import Product


def customer_problem(kind: SupplyKind | str, customer: Customer) -> str:
    """Why no order of this kind is started for the customer; "" where it may be (RAT-04, RAT-05, LEAD-06).

    Orders under contract and sporadic ones need an approved evaluation better than E. A sample may go to a prospect,
    whose samples are confirmed before he is evaluated (LEAD-08), and not to a customer graded E. Orders of an accepted
    demand notice are not asked: the general manager's exception for that one supply is decided there (SUP-04).
    """
    return why_no_sample(customer) if kind == SAMPLE else why_no_business(customer)


def line_problems(line: OrderLine, no: int, kind: str) -> list:
    """What a line lacks: product, quantity above 0, price, due date, delivery place (ORD-01). A sample may be free."""
    missing = []
    if line.product_id is None:
        missing.append(_("product"))
    if line.quantity is None or line.quantity <= 0:
        missing.append(_("quantity"))
    if line.price is None or (line.price <= 0 and kind != SAMPLE):
        missing.append(_("price"))
    if line.due_date is None:
        missing.append(_("due date"))
    if not line.place:
        missing.append(_("delivery place"))
    if not missing:
        return []
    return [_("Line %(no)s lacks: %(fields)s.") % {"no": no, "fields": "、".join(str(name) for name in missing)}]


def beyond_contract(product: Product, ordered: Decimal, wanted: Decimal, agreed: Decimal) -> str:
    """The quantity of a contract is a term of the contract: what goes beyond it needs an amendment (AMD-06)."""
    if ordered + wanted <= agreed:
        return ""
    return _("%(product)s: %(wanted)s would go beyond the contract (%(agreed)s agreed, %(ordered)s ordered).") % {
        "product": product,
        "wanted": pieces(wanted),
        "agreed": pieces(agreed),
        "ordered": pieces(ordered),
    }


def beyond_notice(lines: list[OrderLine], accepted: dict, *, at_contract_price: bool = False) -> list:
    """An order covers what its notice was accepted for and no more, or the decision of supply control would be passed
    by (SUP-04). ``accepted`` is ``{product pk: (product, quantity, price)}``. Under contract the price is the
    contract's, whatever the notice said (ORD-02)."""
    problems = []
    for pk, (product, quantity, price) in totals(lines).items():
        granted = accepted.get(pk)
        dearer = not at_contract_price and granted is not None and (price or 0) > (granted[2] or 0)
        if granted is None or quantity > granted[1] or dearer:
            problems.append(
                _("%(product)s goes beyond the accepted demand notice. Enter a new notice for it.")
                % {"product": product}
            )
    return problems


def totals(lines: Any) -> dict:
    """``{product pk: (product, quantity, highest price)}``."""
    found: dict = {}
    for line in lines:
        product, quantity, price = found.get(line.product_id, (line.product, Decimal(0), None))
        highest = max((each for each in (price, line.price) if each is not None), default=None)
        found[line.product_id] = (product, quantity + line.quantity, highest)
    return found


def needs_notice(kind: str, demand: DemandNotice | None) -> list:
    """Without contract the goods are checked, prepaid and granted on a demand notice; a copied order has none (SUP-03)."""
    if kind == SPORADIC and demand is None:
        return [
            _(
                "A sporadic order needs an accepted demand notice: price, prepayment and the general manager's decision "
                "belong to it."
            )
        ]
    return []


def order_status_of(current: str, lines: list, *, planned: bool, started: bool) -> OrderStatus | str:
    """The status an order has earned by its plans, production, stock and deliveries; it never goes back.

    ``lines`` are ``(ordered, in stock or delivered, delivered, accepted)`` quantities of each order line; accepted is with
    what was settled instead.
    """
    if current not in LADDER:
        return current
    earned = OrderStatus.CONFIRMED
    if planned:
        earned = OrderStatus.PLANNED
    if started:
        earned = OrderStatus.IN_PRODUCTION
    if lines and (planned or started) and all(stocked >= ordered for ordered, stocked, _delivered, _accepted in lines):
        earned = OrderStatus.READY
    if any(delivered > 0 for _ordered, _stocked, delivered, _accepted in lines):
        earned = OrderStatus.PARTLY_DELIVERED
    if lines and all(delivered >= ordered for ordered, _stocked, delivered, _accepted in lines):
        earned = OrderStatus.DELIVERED
    if lines and all(accepted >= ordered for ordered, _stocked, _delivered, accepted in lines):
        earned = OrderStatus.ACCEPTED
    return max(current, earned, key=LADDER.index)
