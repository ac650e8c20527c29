"""The stock of the demo company: kept from now on, with counts in every state and a plan that takes what is free."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from orders.opening_stock.beginning import begin_keeping, state_opening
from orders.plan.models import PlanRelease
from orders.stock.allotment import offers, take_from_stock
from orders.stock.models import StockBalance
from orders.stock_count.counting import approve_count, count_stock, reject_count
from orders.stock_count.models import StockCount
from pricing.product.models import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

Status = StockCount.Status
PRODUCTS = 16
# What lies there beside what the documents say.
BESIDES = (120, 0, 36, 15, 260, 48)
COUNTS = (
    (0, "", None),
    (-2, "两件包装破损，未办出库", Status.POSTED),
    (3, "上月入库漏记三件", Status.POSTED),
    (-1, "库位放错，待查", Status.COUNTED),
    (-4, "清点时有一箱未拆封", Status.REJECTED),
)


def build(company: Any) -> None:
    """After the deliveries and returns of the past: what is under way comes from their documents."""
    begin_keeping(company.warehouse)
    for number, product in enumerate(Product.objects.on_sale().order_by("code")[:PRODUCTS]):
        balance = StockBalance.objects.filter(pk=product.pk).first()
        in_store = balance.in_store if balance else Decimal(0)
        state_opening(
            company.warehouse, product=product, quantity=in_store + BESIDES[number % len(BESIDES)], remark="年初盘点"
        )


def build_counts(company: Any) -> None:
    for balance, (difference, reason, status) in zip(_with_free_goods(), COUNTS, strict=False):
        count = count_stock(balance.pk, company.warehouse, counted=balance.in_store + difference, reason=reason)
        if status == Status.POSTED:
            approve_count(count.pk, company.planner, "已复点")
        elif status == Status.REJECTED:
            reject_count(count.pk, company.planner, "请拆箱后重新清点")
    _take_what_is_free()


def _with_free_goods() -> Iterator[StockBalance]:
    return StockBalance.objects.filter(free__gte=10).order_by("product__code").iterator()


def _take_what_is_free() -> None:
    """One draft takes a part of what its first line needs."""
    for plan in PlanRelease.objects.filter(status=PlanRelease.Status.DRAFT).order_by("pk"):
        for line, free, left in offers(plan)[:1]:
            part = min(free, (left / 2).to_integral_value())
            if part > 0:
                take_from_stock(plan.pk, plan.order.customer.owner, line=line.pk, quantity=part)
                return
