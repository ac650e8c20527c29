"""The demo company's market research: four quarters of reports."""

import datetime as dt

from customers.research.writing import create_research, open_quarter, review_research, submit_research
from salesmgmt.core import calendar
from salesmgmt.core.calendar import now, quarter_of, today
from salesmgmt.core.demo_clock import at

TITLES = {"market": "西南商用车零部件市场", "customer": "重点客户采购意向", "peer": "同行产能与价格动向"}
CONTENT = {
    "market": (
        "走访 14 家主机厂与 3 个汽配市场，商用车产量同比增长 6%。",
        "新能源商用车占比继续上升，轻量化车桥需求增加。",
        "把轻量化前桥列为重点产品，优先跟进新能源平台项目。",
    ),
    "customer": (
        "回收问卷 26 份，A、B 类客户 18 份；交期和质量稳定性最受重视。",
        "集中采购和年度框架合同成为主流。",
        "为 A 类客户设专属交付计划，提前一个季度锁定产能。",
    ),
    "peer": (
        "主要同行 3 家，其中一家新增锻造线一条，报价下调 3%~5%。",
        "同行以账期换份额，价格竞争加剧。",
        "以交付和质保应对，不跟随降价；对重点客户提供成套供货。",
    ),
}


def build(company):
    present = quarter_of(today())
    authors = {"market": company.supervisor, "customer": company.rep2, "peer": company.rep1}
    quarter = present
    for back in range(1, 5):
        quarter = quarter.preceding
        for type_, author in authors.items():
            if (back, type_) != (1, "peer"):  # one is missing, so that the grid and the card say so
                _report(company, author, quarter, type_, reviewed=back > 1 or type_ == "market")
    with at(calendar.at(present.first_day)) as opened:
        open_quarter(opened)


def _report(company, author, quarter, type_, reviewed):
    facts, trend, conclusions = CONTENT[type_]
    late = dt.timedelta(days=4 if (quarter.number, type_) == (2, "peer") else -6)
    handed_in = min(now(), calendar.at(quarter.last_day + late, dt.time(16, 30)))
    with at(handed_in - dt.timedelta(days=9)):
        report = create_research(
            author,
            type=type_,
            year=quarter.year,
            quarter=quarter.number,
            facts=facts,
            trend=trend,
            conclusions=conclusions,
            title=f"{quarter.year} 年第 {quarter.number} 季度{TITLES[type_]}",
        )
    with at(handed_in):
        submit_research(report.pk, author)
    if reviewed:
        with at(min(now(), handed_in + dt.timedelta(days=3))):
            review_research(report.pk, company.manager, "数据充分，结论可用。")
