"""The demo company's campaigns in every state."""

import datetime as dt
from decimal import Decimal

from customers.campaign import running as campaigns
from customers.campaign.models import CampaignInvitation, CampaignTask
from customers.campaign.states import CampaignStatus
from customers.campaign.tasks import give_task, tick_task
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals

# name, type, days from today, status, place, budget, content
CAMPAIGNS = [
    (
        "轻量化车桥新品发布会",
        "launch",
        30,
        "preparing",
        "重庆国际博览中心",
        120000,
        "发布新一代轻量化车桥，邀请重点客户技术负责人",
    ),
    ("年度客户答谢会", "appreciation", 60, "planned", "重庆悦来温德姆酒店", 80000, "感谢全年合作，听取意见"),
    ("秋季促销月", "promotion", -20, "finished", "线上与各大区", 50000, "指定型号满量返利"),
    ("冬季铸件推介会", "promotion", 75, "submitted", "重庆悦来国际会议中心", 45000, "面向铸件客户的新工艺推介"),
    ("西南商用车零部件展", "exhibition", -120, "closed", "成都世纪城展览中心", 150000, "展台 54 平方米"),
    ("客户技术交流日", "activity", 2, "approved", "公司试验中心", 20000, "参观试验室，现场答疑"),
    ("华东区域品鉴会", "activity", -60, "evaluated", "苏州工业园区", 30000, "新品试装体验"),
    ("售后服务进厂周", "activity", 0, "running", "客户工厂", 10000, "工程师驻厂巡检"),
    ("端午客户联谊", "appreciation", -150, "cancelled", "重庆南滨路", 15000, ""),
]
# stage, what, days before the beginning
TASKS = [
    ("preparation", "确定场地并签订协议", 20),
    ("preparation", "样件与展具制作", 10),
    ("preparation", "名单确认与车辆安排", 3),
    ("publicity", "邀请函寄送", 14),
    ("publicity", "公众号预告", 7),
    ("on_site", "签到与现场布置", 0),
    ("reception", "客户接站与食宿", 0),
]
ROAD = ("submitted", "approved", "preparing", "running", "finished", "evaluated", "closed")
ANSWERS = ("attended", "accepted", "attended", "declined", "invited")


def build(company):
    for row in CAMPAIGNS:
        _campaign(company, *row)


def _campaign(company, name, kind, days, status, place, budget, content):
    first = today() + dt.timedelta(days=days)
    campaign = campaigns.create_campaign(
        company.manager,
        name=name,
        type=kind,
        starts_on=first,
        ends_on=first + dt.timedelta(days=2),
        place=place,
        budget=Decimal(budget),
        content=content,
    )
    if status == CampaignStatus.CANCELLED:
        campaigns.cancel_campaign(campaign.pk, company.manager, "场地无法落实")
        return
    campaigns.invite(campaign.pk, company.manager, group="key")
    campaigns.invite(campaign.pk, company.rep1, customer=company.customers["川江机械"])
    _answers(campaign, status, company)
    for stop in ROAD[: ROAD.index(status) + 1] if status in ROAD else ():
        _advance(campaign, stop, company)


def _answers(campaign, status, company):
    came = status in (CampaignStatus.FINISHED, CampaignStatus.EVALUATED, CampaignStatus.CLOSED)
    rows = CampaignInvitation.objects.filter(campaign=campaign).order_by("pk")
    for number, row in enumerate(rows if status != CampaignStatus.PLANNED else []):
        answer = ANSWERS[number % len(ANSWERS)]
        answer = answer if came or answer != "attended" else "accepted"
        if answer != "invited":
            campaigns.answer_invitation(row.pk, company.manager, answer)


def _advance(campaign, stop, company):
    if stop == "submitted":
        campaigns.submit_campaign(campaign.pk, company.manager, "客户维护需要，计划外追加")
    elif stop == "approved":
        approvals.approve(approvals.open_steps_of(campaign).get().pk, company.director)
    elif stop == "evaluated":
        campaigns.evaluate_campaign(
            campaign.pk, company.manager, 46, Decimal("386000"), "现场反响良好，三家客户提出试装", "提前两周寄送邀请函"
        )
    elif stop == "closed":
        campaigns.close_campaign(campaign.pk, company.manager, "展位位置需更早预订；技术人员全程在场效果更好")
    elif stop == "running":
        campaigns.start_campaign(campaign.pk, company.manager, anyway=True)
    else:
        campaigns.advance(stop)(campaign.pk, company.manager)
    if stop == "preparing":
        _tasks(campaign, company)


def _tasks(campaign, company):
    """One or two of every stage; half of the preparation is done."""
    made = []
    for stage, name, days in TASKS:
        person = company.rep1 if stage == "reception" else company.supervisor
        due_on = campaign.starts_on - dt.timedelta(days=days)
        give_task(campaign.pk, company.manager, stage=stage, name=name, person=person, due_on=due_on)
        made.append(CampaignTask.objects.latest("pk"))
    for task in made[:2]:
        tick_task(task.pk, task.person)
