"""The demo company's risks in every state."""

import datetime as dt

from contracts.contract.models import Contract
from contracts.contract.states import ContractStatus
from customers.customer.models import Customer
from customers.intelligence.models import MarketIntelligence
from performance.risk.assessing import assess_risk, close_risk, respond_to_risk
from performance.risk.models import RiskReport
from performance.risk.reporting import report_market_risk, report_risk
from salesmgmt.core.calendar import today


def build(company):
    """One just reported, one assessed and high, one being dealt with and due again, one closed, one from intelligence."""
    rep, manager = company.rep1, company.manager
    customers = list(Customer.objects.filter(owner=rep, status=Customer.Status.ACTIVE).order_by("pk")[:3])
    contract = Contract.objects.filter(customer__owner=rep, status=ContractStatus.ACTIVE).order_by("pk").first()
    _report(
        rep,
        "quality",
        customers[0],
        "刹车总泵异响反馈增多",
        "本月已有三家维修站反映低温异响，尚未正式投诉。",
        "请质量部抽检近两批次，主动向客户说明并准备备件。",
        days=3,
    )
    high = _report(
        rep,
        "credit",
        customers[-1],
        "客户资金紧张，承兑比例上升",
        "客户财务口头要求将电汇改为六个月承兑，供应商圈内传其拖欠货款。",
        "暂停超警戒线供货，增加预付款，每周上门催收。",
        days=20,
    )
    assess_risk(high.pk, manager, 4, 5, "已向客户财务核实，属实")
    dealt = report_risk(
        rep,
        category="contract",
        title="框架合同原件未收回",
        contract=contract,
        description="合同已执行三个月，客户盖章原件仍未寄回。",
        known_since=today() - dt.timedelta(days=40),
        proposal="随下次送货由司机带回，否则停发新订单。",
    )
    assess_risk(dealt.pk, manager, 3, 3, "影响可控")
    respond_to_risk(dealt.pk, manager, "月底前由业务员上门取回原件", rep, today() + dt.timedelta(days=10))
    RiskReport.objects.filter(pk=dealt.pk).update(next_review=today())
    closed = _report(
        rep, "credit", customers[0], "客户更换法人代表", "工商信息显示法人变更。", "核实新法人资信后继续供货。", days=60
    )
    assess_risk(closed.pk, manager, 2, 3)
    respond_to_risk(closed.pk, manager, "查询征信并补签担保函", rep, today() + dt.timedelta(days=1))
    close_risk(closed.pk, manager, "征信正常，担保函已补签")
    item = MarketIntelligence.objects.filter(created_by=rep).order_by("pk").first()
    if item is not None:
        report_market_risk(item.pk, rep, "评估调价空间，提前与重点客户沟通。")


def report_credit(customer):
    """What a doubtful receivable rests on (REC-04)."""
    return _report(
        customer.owner,
        "credit",
        customer,
        "客户偿债能力恶化",
        "货款长期逾期，对方承诺多次落空。",
        "停止供货，要求担保，必要时诉讼。",
        days=5,
    )


def _report(rep, category, customer, title, description, proposal, days):
    return report_risk(
        rep,
        category=category,
        title=title,
        customer=customer,
        description=description,
        known_since=today() - dt.timedelta(days=days),
        proposal=proposal,
    )
