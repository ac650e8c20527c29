"""Is it in warranty? The promise of the contract counted from the day the customer accepted the goods (SVC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from customers.service.models import ServiceCommitment
from salesmgmt.core.calendar import SHANGHAI, add_months
from salesmgmt.core.registry import fact

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.category.models import ProductCategory
    from customers.customer.models import Customer


IN, OUT, UNKNOWN = "in", "out", "unknown"


class Acceptance(NamedTuple):
    """Goods the customer has accepted, as the app that delivers knows them."""

    order_number: str
    contract_number: str
    product_code: str
    accepted_on: object


def warranty_end(accepted_on: dt.date, months: int) -> dt.date:
    """Accepted 2026-01-15 with 12 months: in warranty up to and with 2027-01-15 (SVC-01)."""
    return add_months(accepted_on, months)


def judge(opened_on: dt.date, accepted_on: dt.date | None, months: int | None) -> tuple:
    """(in, out or unknown, last day of the warranty or None); pure (SVC-01)."""
    if accepted_on is None or months is None:
        return UNKNOWN, None
    end = warranty_end(accepted_on, months)
    return (IN if opened_on <= end else OUT), end


def acceptances_of(customer: Customer) -> list:
    """Newest first."""
    known = [Acceptance(*row) for row in fact("customer", "acceptances", customer, default=())]
    return sorted(known, key=lambda row: row.accepted_on, reverse=True)


def matching(
    acceptances: list, *, order_number: str = "", product_code: str = "", contract_number: str = ""
) -> Acceptance | None:
    """The acceptance a ticket is about: by order, then by product, then by contract; pure.

    Nothing without a word about the goods: the newest delivery of a customer is not the one that broke.
    """
    goods = {"order_number": order_number, "product_code": product_code}
    goods = {name: value for name, value in goods.items() if value}
    # An order without a contract may still fall under a promise made on paper.
    contracts = {contract_number, ""} if goods else {contract_number}
    if not goods and not contract_number:
        return None
    fitting = (row for row in acceptances if not contract_number or row.contract_number in contracts)
    return next((row for row in fitting if all(getattr(row, name) == value for name, value in goods.items())), None)


def warranty_of(ticket: Any) -> tuple:
    """(state, until) of a ticket on the day it was opened, from the commitment of its contract (SVC-01)."""
    about = {name: getattr(ticket, name) for name in ("order_number", "product_code", "contract_number")}
    found: Any = matching(acceptances_of(ticket.customer), **about)
    contract = ticket.contract_number or (found.contract_number if found else "")
    accepted_on = ticket.accepted_on or (found.accepted_on if found else None)
    promise = commitment_for(ticket.customer, contract, ticket.product_category)
    opened_on = ticket.opened_at.astimezone(SHANGHAI).date()
    return judge(opened_on, accepted_on, promise.warranty_months if promise else None)


def lineage(category: ProductCategory) -> list:
    """The ids of the category and those above it: who knows axles knows front axles."""
    found = []
    while category is not None and category.pk not in found:
        found.append(category.pk)
        category = category.parent
    return found


def commitment_for(customer: Customer, contract_number: str, category: ProductCategory) -> ServiceCommitment | None:
    """The promise for this class of products, else the one for the whole contract."""
    if not contract_number:
        return None
    rows = ServiceCommitment.objects.filter(customer=customer, contract_number=contract_number)
    above = {pk: distance for distance, pk in enumerate(lineage(category))}
    fitting = [row for row in rows if row.product_category_id is None or row.product_category_id in above]
    return min(fitting, key=lambda row: above.get(row.product_category_id, len(above)), default=None)
