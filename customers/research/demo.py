"""The demo company's market research: four quarters of reports, intelligence and strategy proposals in every state."""

import datetime as dt

from customers.intelligence.report import read_intelligence, report_intelligence, use_intelligence
from customers.research.models import ResearchReport
from customers.research.writing import create_research, open_quarter, review_research, submit_research
from customers.strategy.proposal import create_strategy, submit_strategy
from salesmgmt.core import calendar
from salesmgmt.core.calendar import now, quarter_of, today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals

TITLES = {"market": "西南商用车零部件市场", "customer": "重点客户采购意向", "peer": "同行产能与价格动向"}
CONTENT = {
    "market": ("走访 14 家主机厂与 3 个汽配市场，商用车产量同比增长 6%。", "新能源商用车占比继续上升，轻量化车桥需求增加。",
               "把轻量化前桥列为重点产品，优先跟进新能源平台项目。"),
    "customer": ("回收问卷 26 份，A、B 类客户 18 份；交期和质量稳定性最受重视。", "集中采购和年度框架合同成为主流。",
                 "为 A 类客户设专属交付计划，提前一个季度锁定产能。"),
    "peer": ("主要同行 3 家，其中一家新增锻造线一条，报价下调 3%~5%。", "同行以账期换份额，价格竞争加剧。",
             "以交付和质保应对，不跟随降价；对重点客户提供成套供货。"),
}  # fmt: skip
# rep, topic, subject, competitor, source, text, state, remark
ITEMS = (
    ("rep1", "competitor", "同行新增锻造线一条", "川锻联合", "客户技术部", "预计三季度投产，月增产能 4,000 套。", "used", "已列入年度策略，提前与渝峰车桥锁定框架"),
    ("rep1", "price", "同行前桥报价下调 4%", "川锻联合", "客户采购部", "针对年度框架客户，账期 90 天。", "read", ""),
    ("rep1", "customer", "璧山新能计划新建二期总装线", "", "客户生产部", "明年二季度投产，车桥需求约 1.2 万套。", "reported", ""),
    ("rep2", "market", "成都市轻卡新能源补贴延期", "", "行业协会通报", "补贴延至明年年底，轻卡订单回升。", "reported", ""),
    ("rep2", "policy", "主机厂要求二级供应商提供碳足迹数据", "", "供应商大会", "自明年起随 PPAP 提交。", "reported", ""),
    ("rep3", "competitor", "同行在贵阳设办事处", "黔中传动", "展会", "两名业务员常驻，主攻专用车客户。", "read", ""),
    ("rep4", "customer", "沪申底盘调整采购组织", "", "客户来访", "底盘件由集团统一招标，招标期每年三月。", "used", "底盘项目提前到二月报价"),
    ("rep4", "price", "废钢价格连续三周上涨", "", "行业网站", "累计上涨 5.2%，锻件成本承压。", "reported", ""),
)  # fmt: skip
ANALYSIS = {
    "trend": "新能源商用车和轻量化是未来两年的主要增长点，传统重卡持平。",
    "target_market": "西南区域商用车主机厂，其次为华东底盘平台客户。",
    "market_structure": "前十大客户占需求七成，集中采购比例上升。",
    "competition": "三家主要同行，价格竞争加剧，交付与质量为我方优势。",
    "strategy": "聚焦 A、B 类客户年度框架；轻量化前桥定价上浮 3%；新增成都交付点，缩短交期 5 天。",
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
    _intelligence(company)
    _strategies(company)


def _report(company, author, quarter, type_, reviewed):
    facts, trend, conclusions = CONTENT[type_]
    late = dt.timedelta(days=4 if (quarter.number, type_) == (2, "peer") else -6)
    handed_in = min(now(), calendar.at(quarter.last_day + late, dt.time(16, 30)))
    with at(handed_in - dt.timedelta(days=9)):
        report = create_research(
            author, type=type_, year=quarter.year, quarter=quarter.number, facts=facts, trend=trend,
            conclusions=conclusions, title=f"{quarter.year} 年第 {quarter.number} 季度{TITLES[type_]}",
        )  # fmt: skip
    with at(handed_in):
        submit_research(report.pk, author)
    if reviewed:
        with at(min(now(), handed_in + dt.timedelta(days=3))):
            review_research(report.pk, company.manager, "数据充分，结论可用。")


def _intelligence(company):
    for place, (account, topic, title, competitor, source, content, state, remark) in enumerate(ITEMS):
        rep = getattr(company, account)
        boss = company.manager2 if account == "rep4" else company.manager
        heard = now() - dt.timedelta(days=2 + 4 * place)
        with at(heard):
            item = report_intelligence(
                rep, topic=topic, title=title, competitor=competitor, source=source, content=content
            )
        with at(heard + dt.timedelta(days=1)):
            if state == "read":
                read_intelligence(item.pk, boss)
            elif state == "used":
                use_intelligence(item.pk, boss, remark)


def _strategies(company):
    """A draft, one in approval, one approved and one refused."""
    year, reports = today().year, list(ResearchReport.objects.filter(status="reviewed")[:3])
    create_strategy(company.manager2, title="华东底盘平台客户策略", year=year + 1, **ANALYSIS)
    for title, outcome in (
        ("西南区域年度营销策略", "approved"),
        ("轻量化前桥定价策略", ""),
        ("小客户直销策略", "rejected"),
    ):
        proposal = create_strategy(company.manager, based_on=reports, title=title, year=year + 1, **ANALYSIS)
        submit_strategy(proposal.pk, company.manager)
        step = approvals.open_steps_of(proposal).get().pk
        if outcome == "approved":
            approvals.approve(step, company.director, "同意，按季度检查落实")
        elif outcome:
            approvals.reject(step, company.gm, "投入产出不清楚，请补充测算")
