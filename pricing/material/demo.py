"""The materials the demo company watches: two years of figures, a move that started a review, reviews in every state."""

from datetime import timedelta
from decimal import Decimal

from pricing.material.models import PriceReview
from pricing.material.watching import create_index, enter_reading, keep_price
from pricing.product.models import Product
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.settings import change_setting

# Name, unit, source, products, the first figure, and how it moved from month to month in per mille.
INDICES = (
    (
        "热轧卷板 Q235B 4.75mm",
        "元/吨",
        "上海钢联 重庆",
        ("XBB-3101", "XBB-3102", "ZDP-2601"),
        3620,
        (6, -4, 9, 12, -3, 5, 8, -6, 4, 10, 7, -2, 3, 6, 5, -4, 8, 6, 2, 5, 9, 4, 11, 38),
    ),
    (
        "A356.2 铝合金锭",
        "元/吨",
        "长江有色",
        ("ZB-2511", "QKQ-1501", "QKQ-1502"),
        20150,
        (4, 8, -5, 6, 3, -7, 2, 9, 5, -3, 4, 6, -2, 7, 3, 5, -4, 2, 6, 4, -3, 5, 2, 4),
    ),
    (
        "球墨铸铁 QT450",
        "元/吨",
        "供应商季度报价",
        ("ZXJ-5101", "ZXJ-5102"),
        7350,
        (0, 0, 10, 0, 0, -6, 0, 0, 8, 0, 0, 5, 0, 0, -4, 0, 0, 9, 0, 0, 6, 0, 0, 45),
    ),
    (
        "成品油零售价 0 号柴油",
        "元/升",
        "国家发改委公告",
        ("ZDG-2201",),
        Decimal("7.62"),
        (5, -8, 4, 6, -5, 3, 9, -4, -6, 2, 5, 4, -3, 6, -5, 3, 4, -2, 5, -4, 3, 2, -3, 4),
    ),
)


def build(company):
    change_setting("material_index_percent", Decimal(6), company.admin)
    register.forget()
    for name, unit, source, codes, figure, moves in INDICES:
        lines = [{"product": Product.objects.get(code=code), "share_percent": None} for code in codes]
        index = create_index(company.manager, lines, name=name, unit=unit, source=source)
        value = Decimal(figure)
        for number, move in enumerate(moves):
            value = (value * (1000 + move) / 1000).quantize(Decimal("0.01"))
            day = today() - timedelta(days=30 * (len(moves) - 1 - number))
            enter_reading(index.pk, company.planner, day, value)
    kept = PriceReview.objects.filter(status="open", product__code="XBB-3102").first()
    if kept:
        keep_price(kept.pk, company.manager, "右件为老客户协议价，年底前不调，先与客户沟通")
