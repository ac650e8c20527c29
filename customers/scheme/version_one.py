"""Version 1 of the evaluation scheme: tables T1, T2 and T3 of 004 (§2.2, §2.3, §4.1.2), as a company starts with them.

The texts are company data, printed on its report, and stay in Chinese. Limits are read as “upper limit included”
or not by SET-02; ranks after 60 and firms without a rank are in band D.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.scheme.scoring import Band, Criterion, Line, Scheme

if TYPE_CHECKING:
    from typing import Any

    from customers.scheme.models import EvaluationScheme

    pass

POINTS = {"A": 5, "B": 4, "C": 3, "D": 2, "": None}
# Before any document of the house: version 1 holds for every day until a later version does.
FIRST_DAY = dt.date(2000, 1, 1)


def _choices(*texts: Any, other: str = "") -> tuple:
    bands = [Band(letter, text, POINTS[letter]) for letter, text in zip("ABCD", texts, strict=True)]
    return (*bands, Band("", other)) if other else tuple(bands)


def _figures(texts: list[str], limits: list[int], below: str = "") -> tuple:
    """Bands between falling limits: A above the first, D under the last; ``below`` adds the one under D."""
    uppers = [None, *map(Decimal, limits)]
    lowers = [*map(Decimal, limits), None]
    letters = "ABCD" if not below else ("A", "B", "C", "D", "")
    names = [*texts, below] if below else texts
    return tuple(
        Band(letter, text, POINTS[letter], lower, upper)
        for letter, text, lower, upper in zip(letters, names, lowers, uppers, strict=True)
    )


def _ranks(texts: list[str], places: list) -> tuple:
    return tuple(
        Band(letter, text, POINTS[letter], Decimal(first), None if last is None else Decimal(last))
        for letter, text, (first, last) in zip("ABCD", texts, places, strict=True)
    )


CRITERIA = (
    Criterion(
        "capacity",
        "实际生产能力",
        "range",
        _figures(["10万辆以上", "5-10万辆", "1-5万辆", "1万辆以下"], [100_000, 50_000, 10_000]),
        "辆/年",
    ),
    Criterion(
        "rank",
        "年度行业排名",
        "rank",
        _ranks(["第1-20位", "第21-40位", "第41-60位", "60位以后或无排名"], [(1, 20), (21, 40), (41, 60), (61, None)]),
        "位",
    ),
    Criterion(
        "brand", "品牌知名度", "choice", _choices("高（国家级）", "较高（区域级）", "一般性", "无", other="其他")
    ),
    Criterion(
        "ownership",
        "企业性质",
        "choice",
        _choices("中外合资", "国有、大型民营", "中型民营", "小型民营", other="其他"),
    ),
    Criterion(
        "capital",
        "企业流动资金",
        "range",
        _figures(
            ["8000万元以上", "3000-8000万元", "1000-3000万元", "1000万元以下"], [80_000_000, 30_000_000, 10_000_000]
        ),
        "元",
    ),
    Criterion(
        "assets",
        "固定资产投入状况",
        "choice",
        _choices(
            "自有厂房，生产、检测、试验设备齐全完好",
            "自有厂房，设备基本齐全",
            "租赁厂房，设备齐全完好",
            "租赁厂房，设备基本齐全",
            other="其他",
        ),
    ),
    Criterion("years", "企业生产年限", "range", _figures(["5年以上", "3-5年", "1-3年", "1年以下"], [5, 3, 1]), "年"),
    Criterion("reputation", "企业信誉度", "choice", _choices("很好", "良好", "基本可以", "一般", other="差")),
    Criterion(
        "payment",
        "一般付款条件",
        "share",
        _figures(["按月滚动付货款总额的90%", "80%", "70%", "60%"], [90, 80, 70, 60], below="低于60%"),
        "%",
    ),
)

SCHEME_ONE = Scheme(
    criteria=CRITERIA,
    thresholds=(("A", 40), ("B", 33), ("C", 26), ("D", 18)),
    lines=(
        Line("A", Decimal("700000"), 10_000),
        Line("B", Decimal("500000"), 7_000),
        Line("C", Decimal("300000"), 4_000),
        Line("D", Decimal("150000"), 2_000),
    ),
    name="用户评定标准",
    version=1,
)


def store(scheme: Scheme, valid_from: dt.date, model: Any, **fields: Any) -> EvaluationScheme:
    """Write a Scheme as rows. ``model(name)`` gives the model class: the real one, or a migration's."""
    row = model("EvaluationScheme").objects.create(
        version=scheme.version, name=scheme.name, valid_from=valid_from, **fields
    )
    for position, each in enumerate(scheme.criteria, start=1):
        criterion = model("EvaluationCriterion").objects.create(
            scheme=row, position=position, key=each.key, name=each.name, unit=each.unit, kind=each.kind
        )
        model("EvaluationBand").objects.bulk_create(
            model("EvaluationBand")(
                criterion=criterion,
                letter=band.letter,
                text=band.text,
                points=band.points,
                lower=band.lower,
                upper=band.upper,
            )
            for band in each.bands
        )
    model("GradeThreshold").objects.bulk_create(
        model("GradeThreshold")(scheme=row, grade=grade, minimum=minimum) for grade, minimum in scheme.thresholds
    )
    model("WarningLine").objects.bulk_create(
        model("WarningLine")(scheme=row, grade=line.grade, amount=line.amount, avg_monthly_qty=line.avg_monthly_qty)
        for line in scheme.lines
    )
    return row


def load_scheme_one(model: type[Any]) -> None:
    """Store version 1 where there is no scheme yet; for the migration and for an emptied database (RAT-09, SET-01)."""
    if not model("EvaluationScheme").objects.exists():
        store(SCHEME_ONE, FIRST_DAY, model)
