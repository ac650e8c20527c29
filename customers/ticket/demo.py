"""The demo company's after-sales service: two teams, and tickets in every state.

What contracts promise, and tickets in and out of warranty, are in orders/demo, which knows the deliveries.
"""

import datetime as dt

from django.utils import timezone

from customers.service.team import create_team
from customers.ticket import work
from customers.ticket.alert import alert_unassigned
from customers.ticket.intake import open_ticket
from salesmgmt.core.demo_clock import at

# customer, hours ago, kind, category, need, state, mode
TICKETS = [
    ("渝峰车桥", 3, "repair", "AX-F", "前桥总成转向轴承异响，请派人检查。", "new", ""),
    ("天府轨道", 29, "repair", "KN", "转向节磨损过快，需现场测量。", "new", ""),
    ("远航商用车", 20, "consultation", "BR-D", "咨询制动鼓更换周期和扭矩。", "assigned", ""),
    ("滇池客车", 44, "repair", "BR-D", "制动鼓温度过高。", "working", "on_site"),
    ("紫金山客车", 30, "maintenance", "AX-R", "后桥首次保养指导。", "working", "remote"),
    ("两江智行", 70, "installation", "DS", "传动轴装车调试。", "resolved", "on_site"),
    ("川江机械", 100, "repair", "AX-R", "后桥漏油，更换油封。", "confirmed", "on_site"),
    ("永川农机", 400, "part", "HB", "采购轮毂螺栓维修件。", "closed", "remote"),
    ("沪申底盘", 800, "repair", "KN", "转向节间隙调整。", "closed", "on_site"),
    ("甬江车桥", 1300, "consultation", "AX-F", "前桥安装扭矩咨询。", "closed", "remote"),
    ("金鸡湖精密", 60, "repair", "HB", "轮毂轴承预紧力不足，处理后仍松动。", "again", "on_site"),
]


def build(company):
    categories = {category.code: category for category in company.categories.values()}
    with at(timezone.now() - dt.timedelta(days=90)):
        _teams(company, categories)
    for row in TICKETS:
        _ticket(company, categories, *row)
    alert_unassigned(timezone.now())


def _teams(company, categories):
    create_team(
        company.service,
        "底盘服务队",
        company.service,
        [
            {"person": company.technical, "skills": [categories["AX"], categories["KN"], categories["DS"]]},
            {"person": company.production, "skills": [categories["HB"]]},
        ],
    )
    create_team(
        company.service,
        "制动服务队",
        company.quality,
        [
            {"person": company.service, "skills": [categories["BR"]]},
        ],
    )


def _ticket(company, categories, name, hours, kind, category, need, state, mode):
    customer, opened = company.customers[name], timezone.now() - dt.timedelta(hours=hours)
    contact = customer.contacts.first()
    with at(opened):
        ticket = open_ticket(
            company.service,
            customer,
            need,
            kind=kind,
            product_category=categories[category],
            place=customer.address,
            contact_name=contact.name if contact else "",
            contact_phone=contact.phone if contact else "",
        )
    if state != "new":
        work_on(company, ticket, opened, state, mode, hours)


def work_on(company, ticket, opened, state, mode, hours):
    code = ticket.product_category.code if ticket.product_category else ""
    # One goes to somebody who never learned brakes: the warning has something to warn of.
    skilled = company.service if code.startswith("BR") else company.technical
    assignee = company.technical if state == "assigned" else skilled
    with at(opened + dt.timedelta(hours=2)):
        work.assign_ticket(ticket.pk, company.service, assignee, "请当日联系客户")
    if state == "assigned":
        return
    with at(opened + dt.timedelta(hours=6)):
        work.start_service(ticket.pk, assignee, mode)
    if state == "working":
        return
    with at(opened + dt.timedelta(hours=min(hours / 2, 30))):
        work.resolve_ticket(ticket.pk, assignee, "检查、调整并试运行，故障排除。")
    if state == "resolved":
        return
    with at(opened + dt.timedelta(hours=min(hours * 0.8, 50))):
        satisfied = state != "again"
        work.confirm_ticket(
            ticket.pk, company.service, ticket.contact_name or "值班员", satisfied, "" if satisfied else "仍有松动"
        )
        if state == "closed":
            work.close_ticket(ticket.pk, company.service)
