"""The demo company's promotion plans in every state; two of its campaigns carry out the plan of the year."""

from decimal import Decimal

from customers.campaign.models import Campaign
from customers.campaign.states import CampaignStatus
from performance.promotion_plan.models import PromotionPlan
from performance.promotion_plan.placing import open_lines, place_campaign
from performance.promotion_plan.writing import create_plan, submit_plan
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard

# channel, product, target group, content, budget
LINES = [
    ("fair", "轻量化车桥", "商用车主机厂技术与采购", "西南商用车零部件展、重庆国际汽车展各一次，展台与样件", 260000),
    ("event", "制动总泵、铸件", "重点客户与潜在客户", "新品发布会、年度答谢会、进厂技术交流", 230000),
    ("online", "全系列产品", "配套厂采购人员", "行业网站首页与搜索推广，全年投放", 90000),
    ("social", "售后件", "维修站、经销商", "公众号与短视频每周更新，讲解选型与保养", 40000),
]
GOAL = "新增有效线索 200 条，轻量化车桥新客户 6 家，品牌在西南商用车配套厂中的知晓率达到 70%。"
MARKET = "按年度销售目标增长 15% 编制；西南商用车产量回升，华东客户对轻量化需求增加。"
CONTENT = "上半年以展会和新品发布为主，下半年以客户答谢和进厂交流为主；线上投放全年不断。"


def build(company):
    """Approved for last year and this one, in approval for the next, a draft and a discarded one after it."""
    year = today().year
    _plan(company, year - 1, "0.9", approved=True)
    _plan(company, year, "1", approved=True)
    next_one = _plan(company, year + 1, "1.1")
    submit_plan(next_one.pk, company.manager)
    gone = _plan(company, year + 2, "1")
    discard(PromotionPlan, gone.pk, company.manager, "编制过早，待明年市场调研后重做")
    create_plan(company.manager, [], year=year + 2, goal="待市场调研后确定", market="", content="", budget=None)
    _campaigns(company)


def _plan(company, year, factor, approved=False):
    names = ("channel", "product", "target_group", "content", "budget")
    lines = [dict(zip(names, row, strict=True)) for row in LINES]
    for line in lines:
        line["budget"] = Decimal(line["budget"]) * Decimal(factor)
    total = sum(line["budget"] for line in lines)
    plan = create_plan(company.manager, lines, year=year, goal=GOAL, market=MARKET, content=CONTENT, budget=total)
    if approved:
        submit_plan(plan.pk, company.manager)
        approvals.approve(approvals.open_steps_of(plan).get().pk, company.director)
    return plan


def _campaigns(company):
    """What is still planned takes its place in the plan of its year, where that is approved."""
    for campaign in Campaign.objects.filter(status=CampaignStatus.PLANNED).order_by("pk"):
        line = open_lines(campaign).filter(channel="event").first()
        if line is not None:
            place_campaign(campaign.pk, company.manager, line)
