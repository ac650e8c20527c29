"""Demand notices of the demo company, one at each stop before the order."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import ContentFile

from contracts.contract.models import Contract
from contracts.contract.standing import contract_performs
from contracts.review.demo import BOUGHT_ONCE
from orders.demand import entry as demand_entry
from orders.demand.decision import refer_demand, submit_demand
from orders.demand.models import DemandNotice
from orders.demand.papers import demand_paper
from orders.supply.check import latest_check
from orders.supply.states import SupplyKind
from salesmgmt.core import calendar
from salesmgmt.core.calendar import today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import Role

FOUR = dict.fromkeys(DemandNotice.CHECKS, True)


STATES = ("A 状态", "B 状态", "标准状态")


CALLS = (
    "生产计划调整，本月需提前到货，请安排。",
    "库存只够十天，请按合同价格发货。",
    "新线投产，本批请按图纸最新版本供货。",
)


def active_contracts():
    found = Contract.objects.filter(status=Contract.Status.ACTIVE).select_related(
        "customer__owner", "customer__owner__superior"
    )
    found = found.exclude(title__endswith=BOUGHT_ONCE).prefetch_related("lines__product")
    return found.order_by("customer_id", "-pk").distinct("customer_id")


def performed_contracts():
    return [contract for contract in active_contracts() if contract_performs(contract, today())[0]]


class Fax:
    """One scanned paper for all notices that came in writing."""

    def __init__(self):
        self.data = b""

    def file(self, demand):
        self.data = self.data or demand_paper(demand, prices=False)
        return ContentFile(self.data, name=f"要货传真-{demand.number}.pdf")


def manager_of(person):
    """Who confirms his orders: the nearest manager above."""
    while person is not None and not person.has_role(Role.MGR):
        person = person.superior
    return person


def at_time(days, hour=9, minute=30):
    """That many days ago, at that time."""
    return calendar.at(today() - dt.timedelta(days=days), dt.time(hour, minute))


def notice(contract, place, days, scan, *, channel=""):
    """A customer calls for a part of his contract."""
    customer, moment = contract.customer, at_time(days, 9, place * 5 % 60)
    channel = channel or ("fax", "phone", "email")[place % 3]
    lines = [
        {
            "product": line.product,
            "state": STATES[place % 3],
            "quantity": max((line.quantity / 20).to_integral_value(), Decimal(1)),
            "price": line.price,
            "tax_rate": line.tax_rate,
            "due_date": today() + dt.timedelta(days=10 + place),
        }
        for line in list(contract.lines.all())[place % 3 : place % 3 + 1 + place % 2]
    ]
    with at(moment):
        demand = demand_entry.create_demand(
            customer.owner,
            lines=lines,
            customer=customer,
            kind=SupplyKind.CONTRACT,
            contract=contract,
            channel=channel,
            received_at=moment,
            delivery_place=customer.address,
            **(telephone_record(customer, place, moment) if channel == DemandNotice.Channel.PHONE else {}),
        )
        if channel != DemandNotice.Channel.PHONE and scan is not None:
            demand_entry.attachments.add(demand, scan.file(demand), customer.owner, kind="Customer's notice")
    return demand


def telephone_record(customer, place, moment):
    contact = customer.contacts.order_by("-is_primary", "pk").first()
    return {
        "caller": contact.name if contact else "采购部",
        "caller_phone": contact.phone if contact else customer.phone,
        "called_at": moment,
        "call_content": CALLS[place % 3],
    }


def checked(demand, days, hour=10):
    with at(at_time(days, hour)):
        return demand_entry.confirm_checks(demand.pk, demand.created_by, **FOUR)


def with_head(demand, days, hour=11):
    with at(at_time(days, hour)):
        submit_demand(demand.pk, demand.created_by, "请审批供货。")
    return DemandNotice.objects.get(pk=demand.pk)


def decided(demand, days, company):
    """The head accepts what supply control passes; what it does not, he refers, and the general manager grants it."""
    with at(at_time(days, 14)):
        step = approvals.open_steps_of(demand).get()
        if latest_check(demand).passes:
            approvals.approve(step.pk, company.director, "按合同供货", {"decision": "accept"})
        else:
            refer_demand(demand.pk, company.director, "请总经理决定。")
            step = approvals.open_steps_of(demand).get()
            approvals.approve(step.pk, company.gm, "", {"reason": "重点客户，已承诺本周付款。"})
    return DemandNotice.objects.get(pk=demand.pk).order


def build(company):
    """One notice at each stop before the order: a fax that is still to come, a call, checked, with the head, on hold,
    refused."""
    contracts, scan = performed_contracts(), Fax()
    if not contracts:
        return
    picks = [contracts[place % len(contracts)] for place in range(1, 8)]
    notice(picks[0], 1, 0, None, channel=DemandNotice.Channel.FAX)
    notice(picks[1], 2, 0, scan, channel=DemandNotice.Channel.PHONE)
    checked(notice(picks[2], 3, 1, scan), 1)
    for place in (3, 4):
        with_head(checked(notice(picks[place], place, 1, scan), 1), 1)
    refused = with_head(checked(notice(picks[5], 5, 4, scan), 4), 4)
    with at(at_time(4, 15)):
        step = approvals.open_steps_of(refused).get()
        approvals.reject(step.pk, company.director, "交货时间无法满足，请与客户另行商定。")
    held = active_contracts().filter(breach_open=True).first()
    if held is not None:
        demand = with_head(checked(notice(held, 6, 1, scan, channel=DemandNotice.Channel.PHONE), 1), 1)
        with at(at_time(1, 16)):
            refer_demand(demand.pk, company.director, "客户违约未了结，请总经理决定。")
