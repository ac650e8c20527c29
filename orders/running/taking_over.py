"""Open orders from the old books: what is still to be delivered, confirmed before this program was there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.models import Contract
from contracts.contract.standing import price_of
from customers.identity.lookup import customers_called
from orders.demand.lines import write_lines
from orders.demand.rules import price_problem
from orders.order.models import Order, OrderLine
from orders.supply.states import SupplyKind
from pricing.product.models import Product
from salesmgmt.core import audit
from salesmgmt.core.domain.imports import CREATED, UNCHANGED, RowErrors
from salesmgmt.core.domain.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from salesmgmt.core.models import User

HEADER = ("customer", "contract", "order_date", "customer_reference", "delivery_place")


@dataclass
class Taken:
    """One order of the file with the rows that are its lines."""

    old_number: str
    values: dict
    rows: list = field(default_factory=list)


@dataclass
class Known:
    """What the rows name: products, customers and contracts that are there."""

    products: dict
    customers: dict
    contracts: dict


def import_open_orders(rows: Any, user: User, update: Any, progress: Any) -> Any:
    """One row for each product of an order; rows with the same number are one order. What was taken over before stays
    as it is. RowErrors names every row that cannot be taken; then nothing is written (ORD-01, ORD-02)."""
    known = _known(rows)
    problems: dict[int, str] = {}
    orders: dict[str, Taken] = {}
    for number, values in rows:
        taken = orders.setdefault(values["old_number"], Taken(values["old_number"], values))
        taken.rows.append((number, values))
        reasons = [*_problems_of(values, known), *_differs(values, taken.values)]
        if reasons:
            problems[number] = "；".join(reasons)
    if problems:
        raise RowErrors(problems)
    before = set(Order.objects.filter(old_number__in=orders).values_list("old_number", flat=True))
    outcomes: dict[int, str] = {}
    for taken in orders.values():
        if taken.old_number not in before:
            _take_over(taken, known, user)
        outcome = UNCHANGED if taken.old_number in before else CREATED
        outcomes |= {number: outcome for number, _values in taken.rows}
        progress(len(outcomes))
    return outcomes


def _known(rows: Any) -> Any:
    codes = {values["product"] for _number, values in rows}
    numbers = {values["contract"] for _number, values in rows} - {""}
    contracts = Contract.objects.filter(old_number__in=numbers).prefetch_related("lines")
    return Known(
        {product.code: product for product in Product.objects.filter(code__in=codes)},
        customers_called(values["customer"] for _number, values in rows),
        {contract.old_number: contract for contract in contracts},
    )


def _problems_of(values: Any, known: Any) -> Iterator:
    """What is wrong with a row by itself, in plain words."""
    customers, product = known.customers[values["customer"]], known.products.get(values["product"])
    contract = known.contracts.get(values["contract"])
    if not customers:
        yield _("there is no customer “%(name)s”") % {"name": values["customer"]}
    elif len(customers) > 1:
        yield _("several customers are called “%(name)s”") % {"name": values["customer"]}
    elif customers[0].owner_id is None:
        yield _("%(customer)s has no responsible rep") % {"customer": customers[0].name}
    if product is None:
        yield _("there is no product with the code “%(code)s”") % {"code": values["product"]}
    if not values["quantity"]:
        yield _("the quantity is zero")
    if values["contract"] and contract is None:
        yield _("no running contract with the number “%(number)s” was taken over") % {"number": values["contract"]}
    elif contract is not None and customers and contract.customer_id != customers[0].pk:
        yield _("The contract belongs to another customer.")
    elif contract is not None and product is not None:
        problem = price_problem(product, values["price"], price_of(contract, product))
        if problem:
            yield problem


def _differs(values: Any, first: Any) -> Iterator:
    """The rows of one order say the same of it."""
    wrong = [name for name in HEADER if values[name] not in (None, "") and values[name] != first[name]]
    if wrong:
        yield _(
            "differs from the first row of the order %(number)s in customer, contract, date, reference or place"
        ) % {"number": first["old_number"]}


def _take_over(taken: Any, known: Any, user: User) -> None:
    values = taken.values
    contract = known.contracts.get(values["contract"])
    order = Order(
        number=next_number(Order.KIND),
        old_number=taken.old_number,
        created_by=user,
        customer=known.customers[values["customer"]][0],
        kind=SupplyKind.CONTRACT if contract else SupplyKind.SPORADIC,
        contract=contract,
        customer_reference=values["customer_reference"],
        order_date=values["order_date"],
        delivery_place=values["delivery_place"],
        status=Order.Status.CONFIRMED,
        confirmed_at=timezone.now(),
        confirmed_by=user,
    )
    order.save(force_insert=True)
    order.amount = write_lines(order, "order", OrderLine, [_line(row, known) for _number, row in taken.rows])
    order.save(update_fields=["amount"])
    audit.record(
        order, user, gettext_noop("Taken over as an open order"), to_status=order.status, comment=taken.old_number
    )


def _line(row: Any, known: Any) -> dict:
    return {
        "product": known.products[row["product"]],
        "quantity": row["quantity"],
        "price": row["price"],
        "due_date": row["due_date"],
        "promised_date": row["due_date"],  # what was promised when it was confirmed (ORD-10)
    }
