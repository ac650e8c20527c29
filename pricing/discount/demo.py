"""Special discounts of the demo company, each beside the quote it was asked for."""

from decimal import Decimal

from pricing.discount.request import request_discount
from pricing.quote_answer.demo import Desk, customers_of
from salesmgmt.core.domain import approvals


def build(company):
    customers = customers_of(company.rep1)
    if customers:
        _discounts(Desk(company, company.rep1, customers))


def _discounts(desk):
    """Special discounts: in approval, endorsed, granted, refused, sent back, and one that a lower price made void."""
    first = desk.write("后制动鼓竞标", ("ZDG-2201", 1000, "82.00"), ("MCP-0901", 1000))
    request_discount(first.pk, desk.rep, "参加客户年度招标，主要对手报价 81.5 元，中标后年用量 1.2 万件")
    second = desk.write("卡钳防尘罩等密封件", ("CHT-0705", 5000, "4.50"), ("YG-0610", 3000, "15.80"))
    endorsed = request_discount(second.pk, desk.rep, "与总泵成套供货，客户要求成套下浮")
    desk.submit(second)
    approvals.approve(approvals.step_of(endorsed, desk.boss).pk, desk.boss, "同意，成套供货毛利可接受")
    third = desk.write("双膜片助力器首批", ("ZKZ-380", 150, "445.00"))
    granted = request_discount(third.pk, desk.rep, "新品首批装车，换取年度独家供货")
    for person, comment in ((desk.boss, "同意"), (desk.company.director, "仅限首批 150 套")):
        approvals.approve(approvals.step_of(granted, person).pk, person, comment)
    desk.send(third, days_ago=1, left=29)
    fourth = desk.write("制动液零星采购", ("ZDY-4000", 200, "12.50"))
    refused = request_discount(fourth.pk, desk.rep, "客户要求")
    approvals.reject(approvals.step_of(refused, desk.boss).pk, desk.boss, "低于成本且理由不充分，统一价产品不予下浮")
    fifth = desk.write("制动鼓配件补充", ("ZDG-2201", 300, "84.00"))
    back = request_discount(fifth.pk, desk.rep, "老客户补单")
    approvals.send_back(approvals.step_of(back, desk.boss).pk, desk.boss, "请写明对手报价和年用量")
    sixth = desk.write("卡钳密封件试装", ("CHT-0705", 1000, "4.60"))
    undercut = request_discount(sixth.pk, desk.rep, "试装批次，争取批量份额")
    for person in (desk.boss, desk.company.director):
        approvals.approve(approvals.step_of(undercut, person).pk, person, "仅限试装批次")
    desk.change(sixth, sixth.lead_time, Decimal("4.40"))
