"""Opening stock from a file: one row for each product, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.opening_stock.beginning import begin_keeping, opening_problem, write_openings
from orders.opening_stock.models import OpeningStock
from orders.stock.posting import locked_balances
from pricing.product.codes import products_by_code, why_not
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, RowErrors

if TYPE_CHECKING:
    from collections.abc import Callable

    from salesmgmt.core.models import User


def import_opening_stock(rows: list, user: User, update: bool, progress: Callable) -> dict:
    """``rows`` of (number, values). A product that was stated with the same quantity changes nothing; another quantity is
    a count. RowErrors names every row that cannot be taken; then nothing is written."""
    products = products_by_code([values["product"] for _number, values in rows])
    begin_keeping(user)
    pks = {product.pk for product in products.values() if product is not None}
    balances = locked_balances(pks)
    known = dict(OpeningStock.objects.filter(product__in=pks).values_list("product", "quantity"))
    reasons: dict[int, str] = {}
    outcomes: dict[int, str] = {}
    wanted: list = []
    seen: dict[int, int] = {}
    for number, values in rows:
        product, quantity = products.get(values["product"].upper()), values["quantity"]
        reason = why_not(values["product"], product)
        if not reason and product.pk in seen:
            reason = _("the product stands in row %(row)d already") % {"row": seen[product.pk]}
        if not reason and product.pk in known and known[product.pk] != quantity:
            reason = _("its opening stock is stated already: enter a count")
        if not reason and product.pk not in known:
            reason = opening_problem(quantity, balances[product.pk])
        if reason:
            reasons[number] = str(reason)
            continue
        seen[product.pk] = number
        outcomes[number] = UNCHANGED if product.pk in known else CREATED
        if product.pk not in known:
            wanted.append((product.pk, quantity, values["remark"]))
    if reasons:
        raise RowErrors(reasons)
    touched = {pk: balances[pk] for pk, _quantity, _remark in wanted}
    write_openings(wanted, touched, user)
    progress(len(rows))
    return outcomes
