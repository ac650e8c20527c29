"""Price adjustments of the demo company in every state; the customers of two of them are being told."""

from datetime import timedelta
from decimal import Decimal

from customers.category.models import ProductCategory
from pricing.adjustment.effect import implement_due, notices_of, recall_adjustment
from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.proposal import create_adjustment, propose_for_reviews
from pricing.adjustment.review import ask_departments
from pricing.material.models import PriceReview
from pricing.product.models import Product
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.models import DepartmentNotice

EFFECTS = {
    "effect_on_sales": "近十二个月销量测算，量减控制在 3% 以内，销售额净增。",
    "effect_on_market_share": "主要对手上季度已先行提价，份额不受影响。",
    "effect_on_customers": "重点客户合同期内不动，其余客户提前沟通，先解释后执行。",
}
WORDS = {
    "reason": "热轧卷板和铝锭连续两个季度上涨，制造成本上升约 3%。",
    "expected_impact": "年销售额增加约 2%，个别价格敏感客户可能转单，毛利率恢复到 22% 以上。",
    "customer_words": "原材料累计涨幅已超过 8%，我司自行消化一半，其余随行就市；合同期内的订单价格不变。",
}


def build(company):
    rep, boss = company.rep1, company.manager
    brakes, chassis = (ProductCategory.objects.get(code=code) for code in ("BRK", "CHS"))
    category = {"scope": "category", "extent": "percent", "rounding": "0.1"}
    draft = {"extent_value": Decimal("1.5"), "category": chassis, "effective_on": today() + timedelta(days=90)}
    _propose(rep, "底盘件季度微调", **category, **draft)
    review = PriceReview.objects.filter(status="open").order_by("pk").first()
    if review:
        propose_for_reviews(review.pk, boss)
    waiting = _propose(
        company.supervisor, "制动件上调 2%", **category, extent_value=2, category=brakes, effective_on=_in(75)
    )
    approvals.submit(waiting, company.supervisor, "请审批")
    joint = _propose(
        rep, "离合器件随铝锭上调", scope="products", extent="own", rounding="0.1", effective_on=_in(60), lines=_own()
    )
    approvals.submit(joint, rep)
    ask_departments(joint.pk, boss, departments=["fin", "marketing"], question="请从毛利和市场两方面给意见")
    opinion = approvals.step_of(PriceAdjustment.objects.get(pk=joint.pk), company.finance)
    approvals.approve(opinion.pk, company.finance, "按测算毛利率提高 1.2 个百分点，同意")
    rejected = _propose(rep, "密封件全线下调", scope="list", extent="percent", extent_value=-5, effective_on=_in(50))
    approvals.submit(rejected, rep)
    approvals.reject(approvals.step_of(rejected, boss).pk, boss, "降价理由不充分，密封件市场价格稳定，不同意全线下调")
    _agree(
        company, _propose(rep, "转向件下季度价格", scope="list", extent="percent", extent_value=2, effective_on=_in(31))
    )
    _implemented(company, brakes)
    recalled = _propose(rep, "助力器年终促销价", **category, extent_value=-3, category=brakes, effective_on=_in(20))
    _agree(company, recalled)
    recall_adjustment(recalled.pk, boss, "促销方案并入年度政策，暂不执行")
    dropped = _propose(rep, "转向件二次上调", scope="list", extent="percent", extent_value=1, effective_on=_in(40))
    discard(PriceAdjustment, dropped.pk, rep, "与下季度价格合并提出")


def _in(days):
    return today() + timedelta(days=days)


def _own():
    prices = (("LHB-1601", "53.20"), ("LHF-2001", "42.00"), ("LHP-2251", "129.00"))
    return [{"product": Product.objects.get(code=code), "price": Decimal(price)} for code, price in prices]


def _propose(person, title, *, lines=(), **fields):
    return create_adjustment(person, list(lines), title=title, **WORDS, **fields)


def _agree(company, adjustment):
    approvals.submit(adjustment, adjustment.created_by)
    adjustment.refresh_from_db()
    step = approvals.open_steps_of(adjustment).get()
    approvals.approve(step.pk, step.assignee or company.director, "同意，先沟通后执行", data=EFFECTS)
    return PriceAdjustment.objects.get(pk=adjustment.pk)


def _implemented(company, category):
    """Two that hold: one of every item of the list, whose customers are being told one after the other, and one for
    customers of a class that is closed."""
    closed = _agree(
        company,
        _propose(
            company.rep2,
            "零散客户后轮分泵优惠价",
            scope="products",
            extent="own",
            segment="occasional",
            effective_on=today(),
            lines=[{"product": Product.objects.get(code="FB-1901"), "price": Decimal("37.20")}],
        ),
    )
    implement_due()
    for notice in notices_of(closed):
        if notice.role == "fin":
            acknowledge(notice.pk, company.finance)
    running = _agree(
        company,
        _propose(
            company.rep1,
            "全线产品随原材料上调 1.5%",
            scope="list",
            extent="percent",
            extent_value=Decimal("1.5"),
            rounding="0.1",
            effective_on=today(),
        ),
    )
    for notice in notices_of(running):
        if notice.role == "fin" and notice.status == DepartmentNotice.Status.SENT:
            acknowledge(notice.pk, company.finance)
    return closed
