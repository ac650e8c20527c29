"""The demo company's expense claims in every state: over budget, cut, returned, for campaigns."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from customers.campaign.models import Campaign
from customers.campaign.states import CampaignStatus
from customers.visit.models import Visit
from performance.expense_claim.auditing import cut_line, pay_claim
from performance.expense_claim.claiming import create_claim, submit_claim
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard

FONT = "NotoSansSC-Regular.ttf"
# who, purpose, how far; lines: category, days ago, amount, what it was
CLAIMS = [
    (
        "rep1",
        "贵阳客户拜访",
        "paid",
        [
            ("travel", 40, "1286.50", "渝贵高铁往返"),
            ("travel", 39, "640", "贵阳住宿两晚"),
            ("entertainment", 39, "860", "与采购部晚餐"),
        ],
    ),
    (
        "rep1",
        "成都展会差旅",
        "audited",
        [("travel", 12, "742", "成渝高铁往返"), ("travel", 11, "1180", "成都住宿三晚")],
    ),
    (
        "rep1",
        "川江机械技术交流",
        "manager",
        [("entertainment", 8, "1350", "技术交流午餐"), ("other", 8, "218", "样件快递")],
    ),
    ("rep1", "绵阳客户拜访", "submitted", [("travel", 3, "486", "动车往返"), ("entertainment", 3, "520", "客户午餐")]),
    ("rep1", "售后进厂服务", "draft", [("travel", 2, "96", "市内打车")]),
    ("rep1", "误填单据", "discarded", [("other", 20, "45", "打印")]),
    (
        "rep2",
        "昆明新客户开发",
        "returned",
        [("travel", 25, "2140", "昆明往返机票"), ("entertainment", 24, "3680", "晚宴")],
    ),
    ("rep2", "答谢礼品采购", "over", [("entertainment", 5, "168000", "答谢礼品 120 份")]),
    ("rep4", "苏州客户拜访", "cut", [("travel", 15, "980", "沪苏交通"), ("entertainment", 15, "2200", "晚餐两桌")]),
    ("manager", "大区月度走访", "manager", [("travel", 6, "1560", "三地走访油费过路费")]),
]


def build(company):
    for number, (account, purpose, stop, lines) in enumerate(CLAIMS):
        claim = _claim(getattr(company, account), purpose, lines, number)
        _go(company, claim, stop)
    _campaign(company)


def _claim(person, purpose, lines, number, campaign=None):
    rows = [
        {
            "category": category,
            "date": today() - dt.timedelta(days=days),
            "amount": Decimal(amount),
            "voucher_number": f"2650200000{number:04d}{place:06d}",
            "description": what,
            "campaign": campaign,
            "file": _voucher(what, amount, today() - dt.timedelta(days=days), as_photo=place % 2 == 1),
            **_whom(person, category, today() - dt.timedelta(days=days)),
        }
        for place, (category, days, amount, what) in enumerate(lines, 1)
    ]
    return create_claim(person, rows, purpose=purpose)


def _whom(person, category, day):
    """The visit of that day, else the last one before it."""
    if category not in ("travel", "entertainment"):
        return {}
    visit = Visit.objects.held().filter(visitor=person, day__lte=day).order_by("-day", "-pk").first()
    if visit is None:
        return {}
    return {"customer": visit.customer, "visit": visit if visit.day == day else None}


def _voucher(what, amount, day, *, as_photo):
    """A receipt as it is photographed, every second one as PDF."""
    picture = Image.new("RGB", (860, 520), "#fbf7ea")
    draw = ImageDraw.Draw(picture)
    file = Path(settings.VAR_DIR) / "fonts" / FONT
    large, small = (
        ImageFont.truetype(file, size) if file.is_file() else ImageFont.load_default(size) for size in (44, 30)
    )
    draw.rectangle((20, 20, 840, 500), outline="#b23b3b", width=4)
    draw.text((240, 50), "电子发票（普通发票）", font=large, fill="#b23b3b")
    for place, text in enumerate(
        (f"项目：{what}", f"开票日期：{day:%Y年%m月%d日}", f"价税合计：¥{Decimal(amount):,.2f}")
    ):
        draw.text((80, 170 + 90 * place), text, font=small, fill="#222222")
    made = io.BytesIO()
    picture.save(made, "JPEG" if as_photo else "PDF")
    ending, mime = ("jpg", "image/jpeg") if as_photo else ("pdf", "application/pdf")
    return SimpleUploadedFile(f"{what}.{ending}", made.getvalue(), mime)


def _go(company, claim, stop):
    person = claim.claimant
    if stop == "discarded":
        discard(ExpenseClaim, claim.pk, person, "单据填错，重新填报")
    if stop in ("draft", "discarded"):
        return
    submit_claim(claim.pk, person)
    if stop in ("submitted", "over"):
        return
    _agree(claim)
    if stop == "cut":
        line = claim.lines.order_by("-amount").first()
        cut_line(claim.pk, company.finance, line.pk, Decimal("1800"), "超出招待标准，按人均 150 元核定")
    if stop == "returned":
        step = approvals.open_steps_of(claim).get()
        approvals.send_back(step.pk, company.finance, "晚宴无客户名单与事由，请补充后重报")
    elif stop in ("audited", "paid", "cut"):
        approvals.approve(approvals.open_steps_of(claim).get().pk, company.finance)
    if stop == "paid":
        pay_claim(claim.pk, company.finance, today() - dt.timedelta(days=30), "2026-0131")


def _agree(claim):
    """The direct manager and, over budget, the one above him."""
    step = approvals.open_steps_of(claim).get()
    while step.key != "audit":
        approvals.approve(step.pk, step.assignee or claim.claimant.superior)
        step = approvals.open_steps_of(claim).get()


def _campaign(company):
    """Nine tenths of the budget of a campaign that is over are claimed."""
    done = (CampaignStatus.CLOSED, CampaignStatus.EVALUATED, CampaignStatus.FINISHED)
    for number, campaign in enumerate(Campaign.objects.filter(status__in=done).order_by("pk"), 80):
        if not campaign.budget:
            continue
        days = max((today() - campaign.ends_on).days, 1)
        share = [("promotion", days, str(campaign.budget * Decimal(part)), what) for part, what in SHARES]
        claim = _claim(company.rep1, f"{campaign.name}费用", share, number, campaign)
        _go(company, claim, "audited")


SHARES = (("0.55", "场地与搭建"), ("0.25", "物料与样件"), ("0.10", "交通与食宿"))
