"""Running contracts from the old books: what is still to be delivered under them, at the agreed prices.

They were reviewed and signed on paper before this program was there. Their text is the signed original, so no clause is
written into them; what they are asked for here is prices, quantities and dates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.drafting import current_template
from contracts.contract.models import Contract, ContractLine
from contracts.contract.terms import amount_of
from customers.identity.lookup import customers_called
from pricing.product.models import Product
from salesmgmt.core import audit
from salesmgmt.core.domain.imports import CREATED, UNCHANGED, RowErrors
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from salesmgmt.core.models import User

HEADER = ("customer", "title", "start_date", "end_date", "signed_on", "payment_term_days")


@dataclass
class Taken:
    """One contract of the file with the rows that are its lines."""

    old_number: str
    values: dict
    rows: list = field(default_factory=list)


def import_running(rows: Any, user: User, update: Any, progress: Any) -> Any:
    """One row for each product of a contract; rows with the same number are one contract. What was taken over before
    stays as it is. RowErrors names every row that cannot be taken; then nothing is written (CON-12)."""
    problems: dict[int, str] = {}
    products = {product.code: product for product in Product.objects.filter(code__in={v["product"] for _n, v in rows})}
    called = customers_called(values["customer"] for _number, values in rows)
    contracts: dict[str, Taken] = {}
    for number, values in rows:
        taken = contracts.setdefault(values["old_number"], Taken(values["old_number"], values))
        taken.rows.append((number, values))
        reasons = [*_problems_of(values, products, called[values["customer"]]), *_differs(values, taken.values)]
        if reasons:
            problems[number] = "；".join(reasons)
    if problems:
        raise RowErrors(problems)
    known = set(Contract.objects.filter(old_number__in=contracts).values_list("old_number", flat=True))
    template = None
    if set(contracts) - known:
        try:
            template = current_template()
        except BusinessError as none:
            raise RowErrors(dict.fromkeys((number for number, _values in rows), str(none))) from none
    outcomes: dict[int, str] = {}
    for taken in contracts.values():
        if taken.old_number not in known:
            _take_over(taken, called[taken.values["customer"]][0], products, template, user)
        outcome = UNCHANGED if taken.old_number in known else CREATED
        outcomes |= {number: outcome for number, _values in taken.rows}
        progress(len(outcomes))
    return outcomes


def _problems_of(values: Any, products: Any, customers: Any) -> Iterator:
    """What is wrong with a row by itself, in plain words."""
    if not customers:
        yield _("there is no customer “%(name)s”") % {"name": values["customer"]}
    elif len(customers) > 1:
        yield _("several customers are called “%(name)s”") % {"name": values["customer"]}
    elif customers[0].owner_id is None:
        yield _("%(customer)s has no responsible rep") % {"customer": customers[0].name}
    if values["product"] not in products:
        yield _("there is no product with the code “%(code)s”") % {"code": values["product"]}
    if values["end_date"] < values["start_date"]:
        yield _("the contract ends before it begins")
    if not values["quantity"]:
        yield _("the quantity is zero")


def _differs(values: Any, first: Any) -> Iterator:
    """The rows of one contract say the same of it."""
    wrong = [name for name in HEADER if values[name] not in (None, "") and values[name] != first[name]]
    if wrong:
        yield _(
            "differs from the first row of the contract %(number)s in customer, title, period, signature or term"
        ) % {"number": first["old_number"]}


def _take_over(taken: Any, customer: Any, products: Any, template: Any, user: User) -> None:
    values = taken.values
    signed_on: dt.date = values["signed_on"] or values["start_date"]
    contract = Contract(
        number=next_number(Contract.KIND),
        old_number=taken.old_number,
        created_by=user,
        customer=customer,
        template=template,
        title=values["title"] or _("Contract %(number)s") % {"number": taken.old_number},
        status=Contract.Status.ACTIVE,
        start_date=values["start_date"],
        end_date=values["end_date"],
        payment_term_days=values["payment_term_days"],
        approved_on=signed_on,
        our_signed_on=signed_on,
        customer_signed_on=signed_on,
        our_seal=True,
        customer_seal=True,
        activated_on=signed_on,
    )
    lines = [_line(contract, position, row, products) for position, (_number, row) in enumerate(taken.rows, 1)]
    contract.amount = sum((line.amount for line in lines), ZERO)
    contract.save(force_insert=True)
    ContractLine.objects.bulk_create(lines)
    audit.record(
        contract,
        user,
        gettext_noop("Taken over as a running contract"),
        to_status=contract.status,
        comment=taken.old_number,
    )


def _line(contract: Any, position: Any, row: Any, products: Any) -> ContractLine:
    product = products[row["product"]]
    return ContractLine(
        contract=contract,
        position=position,
        product=product,
        spec=product.spec,
        unit=product.unit,
        quantity=row["quantity"],
        price=row["price"],
        tax_rate=product.tax_rate,
        amount=amount_of(row["quantity"], row["price"]),
        due_date=row["due_date"],
        quality_standard=product.quality_standard,
    )
