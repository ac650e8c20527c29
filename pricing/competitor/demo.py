"""What the demo company hears of its competitors: four quarters of prices, two of them out of date."""

from datetime import timedelta
from decimal import Decimal

from pricing.competitor.models import CompetitorPrice
from pricing.product.models import Product
from salesmgmt.core import audit
from salesmgmt.core.calendar import today

# Code, competitor, price a year ago and what it moved by each quarter.
HEARD = (
    ("ZB-2511", "浙江万安汽配", "165.00", "1.50", "客户采购部比价单"),
    ("ZB-2511", "芜湖伯特利", "171.00", "0.80", "行业协会价格简报"),
    ("ZB-2511", "重庆力帆零部件", "159.00", "2.00", "招标开标记录"),
    ("ZDP-2601", "山东隆基机械", "92.00", "1.20", "客户采购部比价单"),
    ("ZDP-2601", "烟台胜地", "95.50", "0.90", "展会询价"),
    ("ZDG-2201", "山东隆基机械", "81.50", "0.00", "招标开标记录"),
    ("ZKZ-330", "芜湖伯特利", "402.00", "-3.00", "主机厂定点公示"),
    ("JZQ-4401", "富奥汽车零部件", "228.00", "2.50", "经销商报价单"),
)


def build(company):
    for code, competitor, first, step, source in HEARD:
        product = Product.objects.get(code=code)
        for quarter in range(4):
            row = CompetitorPrice.objects.create(
                product=product,
                competitor=competitor,
                price=Decimal(first) + quarter * Decimal(step),
                seen_on=today() - timedelta(days=330 - 100 * quarter),
                source=source,
                comparison="主机厂配套品牌，质保一年；我司质保两年，交货及时率更高" if quarter == 3 else "",
                created_by=company.rep1,
            )
            audit.record(row, company.rep1, "Created")
    stale = Product.objects.get(code="MCP-0801")
    CompetitorPrice.objects.create(
        product=stale,
        competitor="山东金麒麟",
        price=Decimal("66.00"),
        seen_on=today() - timedelta(days=400),
        source="网上商城标价",
        created_by=company.rep2,
    )
