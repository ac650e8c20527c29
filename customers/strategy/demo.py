"""The demo company's strategy proposals in every state."""

from customers.research.models import ResearchReport
from customers.strategy.proposal import create_strategy, submit_strategy
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals

ANALYSIS = {
    "trend": "新能源商用车和轻量化是未来两年的主要增长点，传统重卡持平。",
    "target_market": "西南区域商用车主机厂，其次为华东底盘平台客户。",
    "market_structure": "前十大客户占需求七成，集中采购比例上升。",
    "competition": "三家主要同行，价格竞争加剧，交付与质量为我方优势。",
    "strategy": "聚焦 A、B 类客户年度框架；轻量化前桥定价上浮 3%；新增成都交付点，缩短交期 5 天。",
}


def build(company):
    """A draft, one in approval, one approved and one refused."""
    year, reports = today().year, list(ResearchReport.objects.filter(status=ResearchReport.Status.REVIEWED)[:3])
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
