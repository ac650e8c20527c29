"""The demo company's follow-up calls, some of which led to a complaint or a ticket; all invented."""

import datetime as dt

from django.utils import timezone

from customers.follow_up.call import log_follow_up

# short name, who called, days ago, satisfaction, use, opinions, issues, needs action, findings of the card
CALLS = [
    ("渝峰车桥", "rep1", 12, 5, "装车 320 台，运行正常", "交付及时，包装牢固", "", "", "齿面磨损均匀，无异响"),
    (
        "川江机械",
        "rep1",
        25,
        3,
        "用于装载机前桥",
        "希望改进防锈包装",
        "部分零件到货有轻微浮锈",
        "complaint",
        "浮锈 3 件，已除锈使用",
    ),
    ("永川农机", "rep1", 40, 4, "整机出口东南亚", "说明书希望有英文版", "", "", ""),
    ("天府轨道", "rep2", 8, 2, "试制批次", "响应速度有待提高", "安装尺寸与图纸有偏差，需现场指导", "ticket", ""),
    ("长虹岭机械", "rep2", 60, 4, "批量使用", "价格有竞争力", "", "", ""),
    ("黔灵专用车", "rep3", 15, 5, "全系列装车", "服务人员专业", "", "", "行驶 2 万公里无故障"),
    ("沪申底盘", "rep4", 5, 4, "小批量", "期待新品", "", "", ""),
    ("金鸡湖精密", "rep4", 100, 3, "停产检修", "希望提前通知涨价", "", "", ""),
]


def build(company):
    for short, account, days, satisfaction, usage, opinions, issues, needs_action, findings in CALLS:
        customer = company.customers[short]
        card = {"delivery_note": "", "used_on": None, "findings": findings, "opinion": opinions, "action": ""}
        log_follow_up(
            getattr(company, account),
            customer=customer,
            satisfaction=satisfaction,
            usage=usage,
            opinions=opinions,
            issues=issues,
            needs_action=needs_action,
            contact=customer.contacts.first(),
            called_at=timezone.now() - dt.timedelta(days=days),
            card=card if findings else None,
            product_category=customer.categories.first(),
        )
