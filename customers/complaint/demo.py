"""The demo company's complaints: a year of closed ones, and open ones in every state and colour of the clock."""

import datetime as dt

from django.utils import timezone

from customers.complaint import handling
from customers.complaint.corrective_action import add_corrective_action, finish_corrective_action
from customers.complaint.escalation import watch_complaints
from customers.complaint.intake import register_complaint, set_severity
from customers.complaint.states import ComplaintSeverity
from customers.complaint_cause.models import ComplaintCause
from salesmgmt.core.demo_clock import at

# customer, days ago, category, content, severity, cause, cause in words, solution, hours it took
CLOSED = [
    (
        "渝峰车桥",
        340,
        "AX-F",
        "前桥总成到货三套漆面划伤，影响装车。",
        "general",
        "包装与运输",
        "托盘间无隔垫，运输中碰擦。",
        "补漆三套，托盘加装隔垫。",
        18,
    ),
    (
        "远航商用车",
        301,
        "BR-D",
        "制动鼓动平衡超差，整车抖动。",
        "serious",
        "检验漏检",
        "动平衡抽检比例不足，漏检两件。",
        "更换同批次制动鼓，动平衡改为全检。",
        40,
    ),
    (
        "天府轨道",
        270,
        "KN",
        "转向节螺纹孔毛刺，装配困难。",
        "general",
        "加工制造",
        "丝锥磨损未及时更换。",
        "返修并更换刀具，缩短换刀周期。",
        30,
    ),
    (
        "滇池客车",
        236,
        "AX-R",
        "后桥总成比约定时间晚到两天，生产线停工。",
        "general",
        "交期延误",
        "外协件延误，未提前通知客户。",
        "道歉并承担部分停线损失，建立预警。",
        60,
    ),
    (
        "嘉陵江摩托",
        214,
        "HB",
        "轮毂型号发错，二十件与订单不符。",
        "general",
        "数量或型号差错",
        "标签贴错，出库未复核。",
        "当日换货，出库扫码复核。",
        12,
    ),
    (
        "紫金山客车",
        185,
        "DS",
        "传动轴运行异响。",
        "serious",
        "原材料缺陷",
        "花键轴原材料硬度偏低。",
        "更换传动轴十二根，供应商整改。",
        46,
    ),
    (
        "永川农机",
        160,
        "AX-F",
        "安装说明缺页，安装不当漏油。",
        "general",
        "安装使用不当",
        "随箱资料漏放。",
        "补发资料，派员现场指导。",
        20,
    ),
    (
        "沪申底盘",
        131,
        "KN",
        "转向节探伤报告未随货提供。",
        "general",
        "检验漏检",
        "报告未归入随货资料。",
        "当日补发报告，发货清单增加此项。",
        26,
    ),
    (
        "两江智行",
        104,
        "AX-R",
        "后桥油封渗油两套。",
        "general",
        "加工制造",
        "油封压装工装偏斜。",
        "更换油封，修正工装。",
        16,
    ),
    (
        "黔灵专用车",
        83,
        "BR-D",
        "制动鼓表面锈蚀。",
        "general",
        "包装与运输",
        "防锈纸破损，仓库受潮。",
        "除锈涂油，改用气相防锈袋。",
        44,
    ),
    (
        "金鸡湖精密",
        62,
        "HB",
        "轮毂孔径偏大，需选配。",
        "serious",
        "加工制造",
        "换刀后首件未复检。",
        "退换三十件，首件必检并留样。",
        41,
    ),
    (
        "璧山新能",
        48,
        "AX-F",
        "前桥总成合格证与批号不一致。",
        "general",
        "数量或型号差错",
        "打印模板批号未更新。",
        "更换合格证，系统自动带出批号。",
        10,
    ),
    (
        "红岩传动",
        33,
        "DS",
        "客服回复慢，三次来电未接通。",
        "general",
        "服务态度",
        "热线午间无人值守。",
        "安排轮值，来电自动转接。",
        22,
    ),
    (
        "川江机械",
        21,
        "AX-R",
        "后桥主减齿轮啮合异响。",
        "serious",
        "设计缺陷",
        "新齿形在低速重载下接触区偏移。",
        "更换五套，齿形修正并重新试验。",
        23,
    ),
    ("长虹岭机械", 12, "BR-D", "制动鼓箱数短少一箱。", "general", "数量或型号差错", "装车点数错误。", "次日补发。", 30),
    (
        "北碚仪控",
        6,
        "KN",
        "转向节毛坯夹砂。",
        "general",
        "原材料缺陷",
        "毛坯供应商型砂水分偏高。",
        "更换四件，供应商整改。",
        15,
    ),
]

# customer, hours ago, category, content, severity, state
OPEN = [
    ("渝峰车桥", 2, "AX-F", "前桥总成今日装车发现两套转向沉重，要求派人到现场查看。", "general", "registered"),
    ("远航商用车", 27, "BR-D", "制动鼓连续三台车出现裂纹，客户要求停用同批次并书面答复。", "serious", "asked"),
    ("两江智行", 31, "AX-R", "后桥总成异响，上线后抽检四套有三套异响。", "serious", "asked"),
    ("天府轨道", 20, "KN", "转向节尺寸与图纸不符，要求当日答复。", "general", "proposed"),
    ("川江机械", 15, "DS", "传动轴护套开裂。", "general", "registered"),
    ("滇池客车", 70, "HB", "轮毂螺栓孔位偏差，客户已退回十件。", "general", "resolved"),
    ("紫金山客车", 96, "AX-F", "前桥总成漏装限位块。", "general", "confirmed"),
    ("永川农机", 52, "BR-D", "制动鼓更换后仍有异响，客户不满意处理结果。", "general", "reopened"),
    ("甬江车桥", 9, "AX-R", "后桥总成随货资料缺检验报告。", "general", "answered"),
]


def build(company):
    causes = {cause.name: cause for cause in ComplaintCause.objects.all()}
    categories = {category.code: category for category in company.categories.values()}
    for row in CLOSED:
        _closed(company, categories, causes, *row)
    for row in OPEN:
        _open(company, categories, causes, *row)
    watch_complaints(timezone.now())


def _register(company, customer, received, category, content, user=None):
    contact = customer.contacts.first()
    with at(received + dt.timedelta(minutes=12)):
        return register_complaint(
            user or company.service,
            customer,
            content,
            received,
            "hotline" if user is None else "visit",
            contact.name if contact else "值班员",
            contact.phone if contact else "023-68000000",
            product_category=category,
        )


def _solve(company, complaint, received, cause, words, solution, hours):
    rep = complaint.customer.owner
    with at(received + dt.timedelta(hours=hours * 0.3)):
        handling.investigate(complaint.pk, rep, ["qa"], "请复检同批次产品并查明原因。")
    with at(received + dt.timedelta(hours=hours * 0.6)):
        handling.answer_investigation(complaint.pk, company.quality, f"经复核：{words}")
        handling.add_note(complaint.pk, rep, "已电话告知客户调查进展。", True)
        handling.propose_solution(complaint.pk, rep, words, solution, cause)
    with at(received + dt.timedelta(hours=hours)):
        handling.resolve_complaint(complaint.pk, rep, f"{solution}已完成并告知客户。")


def _closed(company, categories, causes, name, days, category, content, severity, cause, words, solution, hours):
    customer, received = company.customers[name], timezone.now() - dt.timedelta(days=days, hours=5)
    complaint = _register(company, customer, received, categories[category], content)
    _classify(company, complaint, received, severity)
    _solve(company, complaint, received, causes[cause], words, solution, hours)
    with at(received + dt.timedelta(hours=hours + 30)):
        handling.confirm_complaint(complaint.pk, company.service, complaint.contact_name, True, "处理及时，满意。")
        if severity == ComplaintSeverity.SERIOUS:
            day = (timezone.now() + dt.timedelta(days=14)).date()
            add_corrective_action(complaint.pk, customer.owner, f"修订检验规程，防止再发生：{cause}", day, "qa")
    with at(received + dt.timedelta(hours=hours + 40)):
        handling.close_complaint(complaint.pk, customer.owner, f"{words}{solution}")
    if severity == ComplaintSeverity.SERIOUS and days > 30:
        action = complaint.corrective_actions.get()
        with at(received + dt.timedelta(days=13)):
            finish_corrective_action(complaint.pk, company.quality, action, "规程已修订并培训，跟踪三批无再发。")


def _classify(company, complaint, received, severity):
    words = (
        "影响行车安全或整批，定为严重投诉。" if severity == ComplaintSeverity.SERIOUS else "个别件问题，定为一般投诉。"
    )
    with at(received + dt.timedelta(hours=2)):
        set_severity(complaint.pk, company.quality, severity, words)


def _open(company, categories, causes, name, hours, category, content, severity, state):
    customer, received = company.customers[name], timezone.now() - dt.timedelta(hours=hours)
    complaint = _register(
        company, customer, received, categories[category], content, customer.owner if state == "asked" else None
    )
    if hours > 3 and state != "registered":  # those just registered wait for quality
        _classify(company, complaint, received, severity)
    if state == "registered":
        return
    rep = customer.owner
    if state in ("asked", "answered", "proposed"):
        with at(received + dt.timedelta(hours=3)):
            handling.investigate(complaint.pk, rep, ["qa", "prod"], "请查同批次库存并给出原因。")
            handling.add_note(complaint.pk, rep, "已到现场取样，样件送品质部。", state == "asked")
    if state in ("answered", "proposed"):
        with at(received + dt.timedelta(hours=6)):
            handling.answer_investigation(complaint.pk, company.quality, "同批次抽检十件，两件不符。", "qa")
    if state == "proposed":
        with at(received + dt.timedelta(hours=8)):
            handling.propose_solution(
                complaint.pk, rep, "定位销磨损导致尺寸偏移。", "更换不符件，复检库存。", causes["加工制造"]
            )
            add_corrective_action(
                complaint.pk,
                rep,
                "定位销改为每班点检",
                (timezone.now() + dt.timedelta(days=7)).date(),
                "prod",
                company.production,
            )
    if state in ("resolved", "confirmed", "reopened"):
        _solve(company, complaint, received, causes["加工制造"], "工装定位误差。", "更换并复检。", 20)
    if state == "confirmed":
        with at(received + dt.timedelta(hours=60)):
            handling.confirm_complaint(complaint.pk, company.service, complaint.contact_name, True, "已装车，满意。")
    if state == "reopened":
        with at(received + dt.timedelta(hours=50)):
            handling.confirm_complaint(
                complaint.pk, company.service, complaint.contact_name, False, "更换后仍有异响，要求重新分析。"
            )
