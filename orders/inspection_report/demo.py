"""Check points of the demo company's products, and what was measured of the goods that wait for their inspection."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from orders.inspection.models import Inspection
from orders.inspection.result import record_inspection
from orders.inspection_report.measuring import create_point, record_readings
from orders.inspection_report.models import CheckPoint

STANDARD = "Q/JH 02-2024 出厂检验标准"
Kind = CheckPoint.Kind
# name, judged by, requirement, unit, lower, upper, method
POINTS = (
    ("安装孔径", Kind.NUMBER, "H7", "mm", Decimal("12.000"), Decimal("12.018"), "塞规"),
    ("表面硬度", Kind.NUMBER, "", "HRC", Decimal(56), Decimal(62), "洛氏硬度计"),
    ("外观", Kind.CHOICE, "无毛刺、无磕碰、无锈蚀", "", None, None, "目测"),
)
FOUND = ((Decimal("12.004"), Decimal("12.015")), (Decimal("57.5"), Decimal("60")), True)


def build(company: Any) -> None:
    """At the end: one inspection is measured and decided, two measured in part."""
    waiting = Inspection.objects.filter(
        status=Inspection.Status.PENDING, production__plan_line__isnull=False
    ).select_related("production__order_line__product")
    known: dict = {}
    for number, inspection in enumerate(waiting.order_by("pk")[:3]):
        product = inspection.production.order_line.product
        points = known.get(product.pk) or [_point(company, product, *each) for each in enumerate(POINTS, 1)]
        known[product.pk] = points
        found = {point.pk: value for point, value in zip(points[: len(points) - number], FOUND, strict=False)}
        record_readings(inspection.pk, company.quality, found=found)
        if number == 0:
            record_inspection(inspection.pk, company.quality, quantity_passed=inspection.quantity, standard=STANDARD)


def _point(company: Any, product: Any, position: int, values: tuple) -> CheckPoint:
    names = ("name", "kind", "requirement", "unit", "lower", "upper", "method")
    fields = dict(zip(names, values, strict=True))
    return create_point(company.quality, product=product, position=position, **fields)
