"""What the contracts of the demo company promise after the sale, and tickets in and out of warranty about real goods."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from customers.service.commitment import create_commitment
from customers.service.warranty import acceptances_of
from customers.ticket.demo import work_on
from customers.ticket.intake import open_ticket
from pricing.product.models import Product
from salesmgmt.core.demo_clock import at

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer


# customer, months of warranty
PROMISES = (
    ("渝峰车桥", 12),
    ("远航商用车", 18),
    ("天府轨道", 12),
    ("滇池客车", 12),
    ("紫金山客车", 24),
    ("两江智行", 3),
)
# hours ago, kind, newest or oldest goods, need, state, mode
TICKETS = (
    (5, "repair", 0, "新到总成装车后异响，请派人检查。", "new", ""),
    (26, "repair", -1, "使用中磨损过快，需现场测量。", "assigned", ""),
    (40, "repair", 0, "密封处渗油，请更换油封。", "working", "on_site"),
    (75, "maintenance", -1, "到期保养，请指导检查和加注。", "resolved", "on_site"),
    (300, "repair", 0, "螺栓预紧力不足，要求复紧。", "closed", "on_site"),
    (520, "part", -1, "更换磨损件。", "closed", "remote"),
)


def build(company: Any) -> None:
    for (name, months), row in zip(PROMISES, TICKETS, strict=True):
        customer = company.customers[name]
        goods = [each for each in acceptances_of(customer) if each.contract_number]
        for number in sorted({each.contract_number for each in goods}):
            create_commitment(
                company.service,
                customer,
                number,
                warranty_months=months,
                scope="总成及其零件的材料和制造缺陷，易损件除外。",
                maintenance="首次保养免费指导。",
                fault_removal="市内 24 小时、市外 48 小时内到场。",
            )
        if goods:
            _ticket(company, customer, goods, *row)


def _ticket(
    company: Any, customer: Customer, goods: Any, hours: Any, kind: Any, place: int, need: Any, state: Any, mode: Any
) -> None:
    found, opened = goods[place], timezone.now() - dt.timedelta(hours=hours)
    product, contact = Product.objects.get(code=found.product_code), customer.contacts.first()
    with at(opened):
        ticket = open_ticket(
            company.service,
            customer,
            need,
            kind=kind,
            product_category=product.category,
            product_code=product.code,
            product_name=product.name,
            order_number=found.order_number,
            contract_number=found.contract_number,
            # Goods signed for after the call cannot be what the call was about.
            accepted_on=min(found.accepted_on, opened.date()),
            place=customer.address,
            contact_name=contact.name if contact else "",
            contact_phone=contact.phone if contact else "",
        )
    if state != "new":
        work_on(company, ticket, opened, state, mode, hours)
