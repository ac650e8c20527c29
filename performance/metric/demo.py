"""The demo company's market volumes, entered by the director from the association's reports."""

import datetime as dt
from decimal import Decimal

from performance.metric.market import enter_market_volume
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import add_months, today

VOLUMES = {"HQ": Decimal(260_000_000), "SW": Decimal(90_000_000), "EC": Decimal(120_000_000)}


def build(company):
    """Of this year and the last one by region, of the last months for the company."""
    day = today()
    for back in (1, 0):
        for code, amount in VOLUMES.items():
            enter_market_volume(
                company.director,
                unit=company.units[code],
                kind=PeriodKind.YEAR,
                first=dt.date(day.year - back, 1, 1),
                amount=amount * (20 - back) / 20,
                source="中国汽车工业协会年度统计",
            )
    for back in range(3):
        enter_market_volume(
            company.director,
            unit=company.units["HQ"],
            kind=PeriodKind.MONTH,
            first=add_months(day, -back),
            amount=VOLUMES["HQ"] / 12,
            source="行业月报",
        )
