"""The demo company's opportunities: each stage of the pipeline, with surveys, solutions, departments and talks."""

import datetime as dt
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from customers.needs.models import NeedsTemplate
from customers.needs.survey import complete_needs, start_survey, update_survey
from customers.negotiation.models import NegotiationRecord
from customers.negotiation.quoting import begin_quoting
from customers.negotiation.rounds import negotiate, offer_sent, win_opportunity
from customers.opportunity.assignment import screen_opportunity
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import contact_customer, create_opportunity, lose_opportunity
from customers.solution.design import complete_solution, present_solution, start_solution
from customers.support.models import SupportRequest
from customers.support.request import answer_support, ask_support
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments

ROAD = ("needs", "solution", "asked", "refused", "quoting", "quoted", "negotiation", "won")
# customer, rep, subject, family, ten thousand yuan, stage reached, days in it, complex, priority, next contact in days
OPPORTUNITIES = (
    ("渝峰车桥", "rep1", "厂区员工宿舍活动板房 40 套", "活动板房", 104, "asked", 6, True, "high", 1),
    ("两江智行", "rep1", "新能源试制车间活动板房", "活动板房", 68, "needs", 12, False, "medium", 0),
    ("川江机械", "rep1", "工程机械前桥年度框架", "通用", 320, "quoting", 4, False, "high", 2),
    ("璧山新能", "rep1", "新车型制动总成定点", "通用", 560, "negotiation", 9, False, "high", 0),
    ("永川农机", "rep1", "收割机后桥换型", "通用", 86, "won", 5, False, "medium", None),
    ("嘉陵江摩托", "rep1", "摩托车轮毂补充采购", "通用", 18, "lost", 20, False, "low", None),
    ("锦程专汽", "rep1", "环卫车底盘件", "通用", 45, "needs", 44, False, "", -6),
    ("远航商用车", "rep2", "重卡前桥二期", "通用", 780, "quoted", 8, False, "high", 3),
    ("天府轨道", "rep2", "检修工棚活动板房", "活动板房", 52, "refused", 3, True, "medium", 1),
    ("长虹岭机械", "rep2", "传动轴试装", "通用", 37, "solution", 15, False, "low", -2),
    ("嘉陵客车", "rep2", "客车制动盘定点", "通用", 240, "quoted", 36, False, "medium", -9),
    ("东岭重工", "rep2", "重载后桥样机", "通用", 66, "needs", 2, False, "", 4),
    ("黔灵专用车", "rep3", "专用车前桥国产化", "通用", 150, "quoting", 7, False, "medium", 2),
    ("滇池客车", "rep3", "客车转向节年度合同", "通用", 95, "won", 18, False, "high", None),
    ("红岩传动", "rep3", "传动件配套", "通用", 28, "solution", 33, False, "low", 5),
    ("沪申底盘", "rep4", "底盘结构件平台项目", "通用", 1200, "negotiation", 14, True, "high", 1),
    ("金鸡湖精密", "rep4", "精锻齿坯开发", "通用", 210, "quoting", 11, False, "medium", 0),
    ("紫金山客车", "rep4", "电动客车桥", "通用", 430, "needs", 5, False, "high", 2),
    ("太湖拖拉机", "rep4", "拖拉机半轴", "通用", 33, "lost", 30, False, "low", None),
)
BOSSES = {"rep1": "supervisor", "rep2": "supervisor2", "rep3": "manager", "rep4": "manager2"}
ANSWERS = {
    "活动板房": {
        "规格": "双层 K 式，6m×20m，层高 2.8m",
        "材质": "75mm 岩棉夹芯板，镀锌骨架",
        "用途": "员工宿舍，每间 4 人",
        "预算": "1040000",
        "数量": "40",
    },
    "通用": {
        "产品": "按客户图纸，前期小批 50 套，量产月需 800 套",
        "规格": "见客户图纸 A 版",
        "材质": "42CrMo，调质",
        "用途": "新车型配套",
        "数量": "800",
        "质量与技术要求": "QC/T 311，提供 PPAP 资料",
        "现用供应商": "外省一家，交期不稳定",
    },
}
TOPICS = {
    "quantity": Decimal(9600),
    "unit": "套",
    "quality_standard": "QC/T 311-2018，入厂不良率 ≤ 300ppm",
    "packaging": "周转托盘，防锈纸包装",
    "payment_terms": "月结 60 天，银行承兑汇票",
    "delivery_place": "客户总装厂仓库",
    "agreed_topics": [*NegotiationRecord.TOPICS],
}
# Its first solution did not please the customer; the second took its place.
REDRAWN = "重卡前桥二期"
# Its solution is complete and waits to be shown.
NOT_SHOWN = "传动件配套"
LOST = "客户本年度不切换供应商，同行报价低 6%"


def build(company):
    """One opportunity after the other through the domain functions, then dated back."""
    for row in OPPORTUNITIES:
        _one(company, *row)


def _one(company, customer, account, title, family, amount, stage, days, is_complex, priority, contact):
    rep, boss = getattr(company, account), getattr(company, BOSSES[account])
    chance = create_opportunity(
        rep,
        company.customers[customer],
        title=title,
        need=f"{title}，客户希望本季度定点。",
        is_complex=is_complex,
        expected_amount=Decimal(amount * 10000),
        expected_on=today() + dt.timedelta(days=20 + amount % 40),
    )
    if priority:
        screen_opportunity(chance.pk, boss, priority, remark="已核实需求与决策人")
    if contact is not None:
        contact_customer(chance.pk, rep, "与采购部沟通进度，约定再次联系时间", max(today(), _day(contact)))
    _walk(company, chance, rep, family, stage)
    _date_back(chance, days, None if stage in ("won", "lost") else contact)


def _day(offset):
    return today() + dt.timedelta(days=offset)


def _walk(company, chance, rep, family, stage):
    reached = ROAD.index("quoted" if stage == "lost" else stage)
    _survey(chance, rep, family, complete=reached > 0)
    if reached == 0:
        return
    _solution(chance, rep, family, presented=reached > ROAD.index("solution"))
    if chance.is_complex and reached >= ROAD.index("asked"):
        _departments(company, chance, rep, stage)
    if reached >= ROAD.index("quoting"):
        begin_quoting(chance.pk, rep)
    if stage == "lost":
        # Still open on the day the customer said no: nobody has to answer any more.
        ask_support(chance.pk, rep, ["tec"], "客户要求降重 8%，图纸能否支持？", _day(5))
    if reached >= ROAD.index("quoted"):
        offer_sent(chance.pk, rep, "报价已送达客户采购部")
    if stage == "lost":
        lose_opportunity(chance.pk, rep, LOST)
    elif reached >= ROAD.index("negotiation"):
        _talks(chance, rep, won=stage == "won")


def _survey(chance, rep, family, complete):
    survey = start_survey(chance.pk, rep, NeedsTemplate.objects.get(name=family))
    by_label = {field.label: field.pk for field in survey.template.fields.all()}
    known = {by_label[label]: text for label, text in ANSWERS[family].items()}
    if not complete:
        known = dict(list(known.items())[1:3])
    update_survey(survey.pk, rep, known)
    if complete:
        complete_needs(chance.pk, rep)


def _solution(chance, rep, family, presented):
    if chance.title == REDRAWN:
        start_solution(chance.pk, rep, content="一次交付 500 套；客户要求改为分批。")
    solution = start_solution(
        chance.pk,
        rep,
        content="按调研结果设计，分两批交付；首批 20 天内到货，安装指导 3 人驻场。",
        advantages="交付周期缩短 10 天，全寿命成本降低约 8%。",
    )
    parts = solution.template.parts
    for part in parts if presented else parts[:1]:
        attachments.add(solution, SimpleUploadedFile(f"{part}.txt", f"{chance.title}　{part}".encode()), rep, part)
    if presented or chance.title == NOT_SHOWN:
        complete_solution(solution.pk, rep)
    if presented:
        present_solution(solution.pk, rep, today(), "采购部、技术部", "总体认可，要求细化交期")


def _departments(company, chance, rep, stage):
    """Technical answers; production too, still silent where the opportunity waits for it."""
    ask_support(chance.pk, rep, ["tec", "prod"], "请确认图纸与产能：能否在 30 天内完成首批？", _day(2))
    answers = {"asked": (("tec", True),), "refused": (("tec", False),)}.get(stage, (("tec", True), ("prod", True)))
    people = {"tec": company.technical, "prod": company.production}
    for department, feasible in answers:
        request = SupportRequest.objects.get(
            opportunity=chance, department=department, status=SupportRequest.Status.ASKED
        )
        text = "图纸与材料可行，按 30 天排产" if feasible else "跨度超过标准骨架，须改为三跨或加强型钢"
        answer_support(chance.pk, people[department], request, feasible, text)


def _talks(chance, rep, won):
    first = {"quantity": Decimal(9600), "unit": "套", "payment_terms": "客户要求月结 90 天，我方坚持 60 天"}
    negotiate(chance.pk, rep, note="首轮：数量已定，付款与包装未谈拢", **first)
    if won:
        win_opportunity(chance.pk, rep, note="双方就五项达成一致", **TOPICS)


def _date_back(chance, days, contact):
    """A demo cannot wait for an opportunity to grow old."""
    moment = timezone.now() - dt.timedelta(days=days, hours=2)
    Opportunity.objects.filter(pk=chance.pk).update(
        stage_since=moment,
        created_at=moment - dt.timedelta(days=21),
        next_contact_on=None if contact is None else _day(contact),
    )
