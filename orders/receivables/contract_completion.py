"""active → completed: everything a contract names is delivered, accepted and paid (states.md, Contract; CON-15)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.translation import gettext as _

from contracts.contract.life import complete_contracts
from contracts.contract.models import Contract
from contracts.contract.permissions import manages_contract, owns_contract
from orders.invoice.models import InvoiceLine
from orders.order.models import Order, OrderLine
from orders.order.progress import orders_under, with_quantities
from orders.supply.words import pieces
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import guard, lock, lock_many, require

if TYPE_CHECKING:
    import datetime as dt

    from pricing.product.models import Product
    from salesmgmt.core.models import User


def completion_gaps(agreed: dict, accepted: dict, open_orders: list, owed: bool, breach_open: bool) -> list:
    """What a contract still lacks before it is completed, in words; nothing where it may be. Pure (CON-15).

    ``agreed`` and ``accepted`` are ``{product: quantity}``, accepted with what was settled instead, ``open_orders`` the
    numbers of orders neither closed nor cancelled, ``owed`` the yuan its invoices still have open.
    """
    gaps = []
    for product, quantity in agreed.items():
        if accepted.get(product, Decimal(0)) < quantity:
            gaps.append(
                _("%(product)s: %(accepted)s of %(quantity)s delivered and accepted.")
                % {
                    "product": product,
                    "accepted": pieces(accepted.get(product, Decimal(0))),
                    "quantity": pieces(quantity),
                }
            )
    if open_orders:
        gaps.append(_("Orders not closed yet: %(orders)s.") % {"orders": "、".join(open_orders)})
    if owed:
        gaps.append(_("Invoices of this contract are not paid in full."))
    if breach_open:
        gaps.append(_("The customer's breach of the contract is not settled."))
    return gaps


def gaps_of(contract: Contract) -> list:
    return gaps_among([contract])[contract.pk]


def gaps_among(contracts: list[Contract]) -> dict[int, list]:
    """``{contract: completion_gaps()}`` of contracts as they stand: five queries, however many they are."""
    accepted: dict[int, dict[Product, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    open_orders: dict[int, list[str]] = defaultdict(list)
    prefetch_related_objects(contracts, "lines__product")
    lines = OrderLine.objects.filter(order__contract__in=contracts).exclude(order__status=Order.Status.CANCELLED)
    for line in with_quantities(lines).select_related("product", "order"):
        accepted[line.order.contract_id][line.product] += line.accepted + line.conceded
    orders = Order.objects.filter(contract__in=contracts).exclude(status__in=Order.ENDED).order_by("pk")
    for contract_pk, number in orders.values_list("contract", "number"):
        open_orders[contract_pk].append(number)
    owing = _owing(contracts)
    return {
        contract.pk: completion_gaps(
            _agreed(contract),
            accepted[contract.pk],
            open_orders[contract.pk],
            contract.pk in owing,
            contract.breach_open,
        )
        for contract in contracts
    }


def _agreed(contract: Contract) -> dict[Product, Decimal]:
    found: dict[Product, Decimal] = defaultdict(Decimal)
    for line in contract.lines.all():
        found[line.product] += line.quantity
    return found


def _owing(contracts: list[Contract]) -> set[int]:
    """Those of which an invoice that bills their deliveries, or corrects one that does, is not paid in full."""
    found: set[int] = set()
    lines = InvoiceLine.objects.filter(invoice__open_amount__gt=0).order_by()
    for path in ("delivery_line", "corrects__delivery_line"):
        contract = f"{path}__note__order__contract"
        found.update(lines.filter(**{f"{contract}__in": contracts}).values_list(contract, flat=True))
    return found


def may_complete(user: User, contract: Contract) -> bool:
    """The rep who is responsible, or a manager above him."""
    return contract.status == Contract.Status.ACTIVE and (
        owns_contract(user, contract) or manages_contract(user, contract)
    )


def _gaps_on_page(contract: Contract) -> list | None:
    """gaps_of() once a page, which asks for the button and for its reason; None for a contract without orders."""
    return read_once(contract, "gaps_on_page", lambda: gaps_of(contract) if orders_under(contract) else None)


def can_complete(user: User, contract: Contract) -> bool:
    """The button's reading of complete_performed, which decides under the lock."""
    return may_complete(user, contract) and _gaps_on_page(contract) == []


def why_not_complete(user: User, contract: Contract) -> str:
    """Why a contract that has orders is not completed yet, for those who may complete it."""
    gaps = _gaps_on_page(contract) if may_complete(user, contract) else []
    return _("To be completed: %(gaps)s") % {"gaps": " ".join(gaps)} if gaps else ""


@transaction.atomic
def complete_performed(pk: int, user: User, comment: str = "") -> Contract:
    """Complete a contract that lacks nothing; BusinessError with what it lacks."""
    contract = lock(Contract, pk, "customer__owner")
    guard(contract, Contract.Status.COMPLETED)
    require(
        may_complete(user, contract),
        _("A contract in force is completed by its sales representative or by a manager above him."),
    )
    gaps = gaps_of(contract)
    if gaps:
        raise BusinessError(" ".join(gaps))
    _complete([contract], user, comment)
    return contract


def _complete(contracts: list[Contract], user: User | None, comment: str = "") -> None:
    complete_contracts(contracts, user, comment)
    notify_many(
        Message(
            [contract.responsible],
            lambda contract=contract: (
                _("Everything delivered and paid, contract completed: %(contract)s") % {"contract": contract}
            ),
            url=contract.get_absolute_url(),
        )
        for contract in contracts
    )


def complete_performed_contracts(at: dt.datetime | None = None) -> int:
    """For the clock: contracts in performance with orders, of which none is open; returns how many were completed."""
    orders = Order.objects.filter(contract=OuterRef("pk"))
    found = Contract.objects.filter(
        Exists(orders), ~Exists(orders.exclude(status__in=Order.ENDED)), status=Contract.Status.ACTIVE
    )
    return in_batches("contracts-to-complete", found.order_by("pk").only("pk", "number"), _complete_some)


def _complete_some(some: list[Contract]) -> int:
    """What lacks something stays as it is."""
    contracts = lock_many(Contract, [each.pk for each in some], "customer__owner")
    active = [contract for contract in contracts if contract.status == Contract.Status.ACTIVE]
    gaps = gaps_among(active) if active else {}
    done = [contract for contract in active if not gaps[contract.pk]]
    _complete(done, None)
    return len(done)
