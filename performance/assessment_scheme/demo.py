"""The demo company's schemes: a version that was replaced, those in force for every period and for the year, a draft."""

from decimal import Decimal

from performance.assessment_scheme.states import KpiKind
from performance.assessment_scheme.writing import activate_scheme, create_scheme, renew_scheme, update_scheme
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import add_months, at, today
from salesmgmt.core.demo_clock import at as on

ATTITUDE, SERVICE = "工作态度", "客户服务与满意度评价"
NAME = "销售人员考核方案"


def computed(code, weight, target):
    return _line(KpiKind.QUANTITATIVE, code, "", weight, target)


def judged(name, weight):
    return _line(KpiKind.QUALITATIVE, "", name, weight, None)


def _line(kind, code, name, weight, target):
    target = None if target is None else Decimal(target)
    return {"kind": kind, "code": code, "name": name, "weight": Decimal(weight), "target": target, "cap": 100}


def build(company):
    long_ago = at(add_months(today(), -30))
    with on(long_ago):
        first = create_scheme(
            company.director,
            name=NAME,
            lines=[computed("collection_rate", 40, 90), judged(ATTITUDE, 30), judged(SERVICE, 30)],
            remark="首版，试行半年后修订。",
        )
        activate_scheme(first.pk, company.gm)
        second = renew_scheme(first.pk, company.director)
        update_scheme(
            second.pk,
            company.director,
            name=NAME,
            lines=[
                computed("collection_rate", 25, 85),
                computed("on_time_delivery", 10, 80),
                computed("order_accuracy", 5, 95),
                computed("complaints_on_time", 10, 90),
                judged(ATTITUDE, 25),
                judged(SERVICE, 25),
            ],
            remark="增加交付与投诉处理指标。",
        )
        activate_scheme(second.pk, company.gm)
        yearly = create_scheme(
            company.director,
            name="年度考核方案",
            period_kind=PeriodKind.YEAR,
            lines=[
                computed("collections", 40, None),
                computed("growth_on_year", 10, 5),
                computed("new_customers", 10, 1),
                judged(ATTITUDE, 20),
                judged(SERVICE, 20),
            ],
            remark="回款目标取经批准的年度回款额度。",
        )
        activate_scheme(yearly.pk, company.gm)
    create_scheme(
        company.director,
        name="季度考核方案",
        period_kind=PeriodKind.QUARTER,
        lines=[computed("sales", 50, 3_000_000), computed("satisfaction", 20, 85), judged(ATTITUDE, "29.99")],
        remark="草案：权重合计尚未到100。",
    )
