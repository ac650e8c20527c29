"""The demo company's market intelligence in every state."""

import datetime as dt

from customers.intelligence.report import read_intelligence, report_intelligence, use_intelligence
from salesmgmt.core.calendar import now
from salesmgmt.core.demo_clock import at

# rep, topic, subject, competitor, source, text, state, remark
ITEMS = (
    (
        "rep1",
        "competitor",
        "同行新增锻造线一条",
        "川锻联合",
        "客户技术部",
        "预计三季度投产，月增产能 4,000 套。",
        "used",
        "已列入年度策略，提前与渝峰车桥锁定框架",
    ),
    ("rep1", "price", "同行前桥报价下调 4%", "川锻联合", "客户采购部", "针对年度框架客户，账期 90 天。", "read", ""),
    (
        "rep1",
        "customer",
        "璧山新能计划新建二期总装线",
        "",
        "客户生产部",
        "明年二季度投产，车桥需求约 1.2 万套。",
        "reported",
        "",
    ),
    (
        "rep2",
        "market",
        "成都市轻卡新能源补贴延期",
        "",
        "行业协会通报",
        "补贴延至明年年底，轻卡订单回升。",
        "reported",
        "",
    ),
    (
        "rep2",
        "policy",
        "主机厂要求二级供应商提供碳足迹数据",
        "",
        "供应商大会",
        "自明年起随 PPAP 提交。",
        "reported",
        "",
    ),
    ("rep3", "competitor", "同行在贵阳设办事处", "黔中传动", "展会", "两名业务员常驻，主攻专用车客户。", "read", ""),
    (
        "rep4",
        "customer",
        "沪申底盘调整采购组织",
        "",
        "客户来访",
        "底盘件由集团统一招标，招标期每年三月。",
        "used",
        "底盘项目提前到二月报价",
    ),
    ("rep4", "price", "废钢价格连续三周上涨", "", "行业网站", "累计上涨 5.2%，锻件成本承压。", "reported", ""),
)


def build(company):
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
