"""What the proposal does to every item: computed by the database in one statement, for three items or twenty thousand.

The page shows these rows, the approvers decide on them, and the price list is written from them: nothing is computed a
second time.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from customers.customer.models import Customer
from pricing.adjustment.models import AdjustmentLine, AdjustmentPick
from pricing.adjustment.states import Extent, Scope
from pricing.price_list.models import PriceList, PriceListItem
from pricing.product.models import Product
from pricing.quote.models import Quote
from pricing.quote.states import QuoteStatus
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.money import cents

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.querysets import CustomerQuerySet
    from pricing.adjustment.models import PriceAdjustment
    from pricing.quote.querysets import QuoteQuerySet

YEAR = timedelta(days=365)
# Quotes that are under way and keep the price they were written at.
OPEN_QUOTES = (QuoteStatus.DRAFT, QuoteStatus.SUBMITTED, QuoteStatus.APPROVED, QuoteStatus.SENT, QuoteStatus.ACCEPTED)

LINE, PICK, ITEM, PRODUCT = (model._meta.db_table for model in (AdjustmentLine, AdjustmentPick, PriceListItem, Product))


def compute(adjustment: PriceAdjustment) -> None:
    """Write the items of the proposal anew, with the figures over all of them (PRC-07). The caller holds the lock."""
    adjustment.base = base_of(adjustment)
    adjustment.lines.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(*_statement(adjustment))
    fill_in_sold(adjustment)
    for name, value in figures_of(adjustment).items():
        setattr(adjustment, name, value)
    adjustment.computed_at = timezone.now()
    adjustment.save(update_fields=["base", *adjustment.FIGURES, "computed_at", *adjustment.touched_fields()])


def base_of(adjustment: PriceAdjustment) -> PriceList | None:
    """The list that would hold on its day without it; what is scheduled before counts."""
    lists = PriceList.objects.holding_on(adjustment.effective_on)
    return lists.exclude(pk=adjustment.price_list_id).first()


def _moved(adjustment: PriceAdjustment) -> tuple:
    """``(sql, params)`` of the price an item moves to by the extent; NULL where it only moves to an entered one."""
    value, step = adjustment.extent_value or Decimal(0), Decimal(adjustment.rounding)
    if adjustment.extent == Extent.PERCENT:
        return "ROUND(i.price * (100 + %s) / 100 / %s) * %s", [value, step, step]
    if adjustment.extent == Extent.AMOUNT:
        return "ROUND((i.price + %s) / %s) * %s", [value, step, step]
    return "NULL::numeric", []


def _chosen(adjustment: PriceAdjustment) -> tuple:
    """``(sql, params)``: which products the scope takes in beside those that are named."""
    if adjustment.scope == Scope.LIST:
        return "i.id IS NOT NULL", []
    if adjustment.scope == Scope.CATEGORY:
        return "i.id IS NOT NULL AND p.category_id = %s", [adjustment.category_id]
    return "FALSE", []


def _statement(adjustment: PriceAdjustment) -> tuple:
    moved, moved_params = _moved(adjustment)
    chosen, chosen_params = _chosen(adjustment)
    uniform = "AND p.pricing_strategy <> 'uniform'" if adjustment.is_for_a_class else ""
    sql = f"""
        INSERT INTO {LINE} (adjustment_id, product_id, old_price, new_price, move_percent, sold_quantity, by_hand)
        SELECT %s, product_id, old_price, new_price,
               CASE WHEN old_price > 0 THEN ROUND((new_price - old_price) * 100 / old_price, 2) END, 0, by_hand
        FROM (
            SELECT p.id AS product_id, i.price AS old_price, COALESCE(k.price, {moved}) AS new_price,
                   k.price IS NOT NULL AS by_hand
            FROM {PRODUCT} p
            LEFT JOIN {ITEM} i ON i.product_id = p.id AND i.price_list_id = %s
            LEFT JOIN {PICK} k ON k.product_id = p.id AND k.adjustment_id = %s
            WHERE p.is_active {uniform} AND (k.id IS NOT NULL OR ({chosen}))
        ) found
        WHERE new_price > 0 AND new_price IS DISTINCT FROM old_price
    """  # noqa: S608  names of our own tables, values as parameters
    return sql, [adjustment.pk, *moved_params, adjustment.base_id, adjustment.pk, *chosen_params]


def fill_in_sold(adjustment: PriceAdjustment) -> None:
    """What was sold of each in the last twelve months; the orders answer."""
    sold = registry.fact("price_adjustment", "sold", adjustment, default={}, since=today() - YEAR)
    if not sold:
        return
    sql = f"""
        UPDATE {LINE} l SET sold_quantity = s.quantity
        FROM (SELECT unnest(%s::bigint[]) AS product_id, unnest(%s::numeric[]) AS quantity) s
        WHERE l.adjustment_id = %s AND l.product_id = s.product_id
    """  # noqa: S608  names of our own tables, values as parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(sold), [str(each) for each in sold.values()], adjustment.pk])


def figures_of(adjustment: PriceAdjustment) -> dict:
    """Over all items: twelve months' quantity times the difference, whom it concerns, what keeps the old price."""
    rows = adjustment.lines.all()
    effect = rows.filter(old_price__isnull=False).with_effect().aggregate(total=Sum("effect"))["total"]
    return {
        "item_count": rows.count(),
        "impact_amount": cents(effect or 0),
        "customer_count": customers_of(adjustment).count(),
        "quote_count": quotes_of(adjustment).count(),
        "contract_count": contracts_of(adjustment).count(),
    }


def products_of(adjustment: PriceAdjustment) -> Any:
    return adjustment.lines.values("product")


def quotes_of(adjustment: PriceAdjustment) -> QuoteQuerySet:
    """Open quotes that name one of the products and keep the price they were written at."""
    rows = Quote.objects.filter(status__in=OPEN_QUOTES, lines__product__in=products_of(adjustment))
    return _of_the_class(adjustment, rows.distinct(), "customer__")


def contracts_of(adjustment: PriceAdjustment) -> Any:
    """Running contracts that name one of the products; the contracts answer."""
    rows = registry.fact("price_adjustment", "contracts", adjustment, default=None, products=products_of(adjustment))
    return Customer.objects.none() if rows is None else _of_the_class(adjustment, rows, "customer__")


def customers_of(adjustment: PriceAdjustment) -> CustomerQuerySet:
    """Whom it concerns: who bought one of the products in twelve months, is quoted it or has a contract on it (PRC-10)."""
    products = products_of(adjustment)
    known = Quote.objects.filter(status__in=OPEN_QUOTES, lines__product__in=products).values("customer")
    rows = Customer.objects.filter(pk__in=known)
    contracts = registry.fact("price_adjustment", "contracts", adjustment, default=None, products=products)
    if contracts is not None:
        rows |= Customer.objects.filter(pk__in=contracts.values("customer"))
    buyers = registry.fact(
        "price_adjustment", "buyers", adjustment, default=None, products=products, since=today() - YEAR
    )
    if buyers is not None:
        rows |= Customer.objects.filter(pk__in=buyers)
    return _of_the_class(adjustment, rows.filter(merged_into__isnull=True), "")


def _of_the_class(adjustment: PriceAdjustment, rows: Any, path: str) -> Any:
    """Only customers of the segment and grade the adjustment is for."""
    wanted = {f"{path}segment": adjustment.segment, f"{path}grade": adjustment.grade}
    return rows.filter(**{name: value for name, value in wanted.items() if value})
