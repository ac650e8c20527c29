"""How a contract stands: what orders ask before they supply under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.contract.models import Contract
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from contracts.contract.querysets import ContractQuerySet
    from customers.customer.models import Customer
    from pricing.adjustment.models import PriceAdjustment
    from pricing.adjustment.querysets import AdjustmentLineQuerySet
    from pricing.product.models import Product
    from salesmgmt.core.models import User


def contract_performs(contract: Contract, day: dt.date) -> tuple:
    """``(ok, reason)``: is the contract performed normally on that day (SUP-01, 004 §4.1.1)?

    Active, begun, not expired and without an open breach.
    """
    if contract.status != Contract.Status.ACTIVE:
        return False, _("The contract is “%(status)s”.") % {"status": contract.get_status_display()}
    if contract.breach_open:
        return False, _("The customer's breach of the contract is not settled.")
    if contract.is_expired(day):
        return False, _("The contract ended on %(day)s.") % {"day": contract.end_date}
    if contract.start_date > day:
        return False, _("The contract begins on %(day)s.") % {"day": contract.start_date}
    return True, ""


def manager_of(contract: Contract) -> User:
    """The sales manager above whoever is in charge; without one his superior."""
    chain = superiors(contract.responsible) if contract.responsible else []
    return next((person for person in chain if person.has_role(Role.MGR)), chain[0] if chain else None)


def why_nothing_new(contract: Contract | None) -> str:
    """Why nothing new is ordered or planned under the contract: it is terminated; "" otherwise (AMD-07)."""
    if contract is None or contract.status != Contract.Status.TERMINATED:
        return ""
    return _("%(contract)s is terminated: nothing new is ordered or planned under it.") % {"contract": contract}


def contract_numbers(customer: Customer) -> set:
    """Every contract of the customer by its number: a service commitment belongs to one of them (SVC-01)."""
    return set(Contract.objects.filter(customer=customer).values_list("number", flat=True))


def price_of(contract: Contract, product: Product) -> Decimal | None:
    """The agreed tax-inclusive price of the product; None where the contract does not contain it (ORD-02)."""
    line = next((line for line in contract.lines.all() if line.product_id == product.pk), None)
    return None if line is None else line.price


def running_with(adjustment: PriceAdjustment, *, products: AdjustmentLineQuerySet) -> ContractQuerySet:
    """The contracts in performance that name one of these products, and keep the price agreed (PRC-09, PRC-10)."""
    rows = Contract.objects.filter(
        status__in=[Contract.Status.SIGNED, Contract.Status.ACTIVE, Contract.Status.SUSPENDED],
        lines__product__in=products,
    )
    return rows.distinct()
