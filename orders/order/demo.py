"""Demand notices, orders and order changes of the demo company: two years of confirmed orders, and every state today."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import ContentFile

from contracts.contract.models import Contract
from contracts.contract.standing import contract_performs
from orders.demand import entry as demand_entry
from orders.demand.decision import refer_demand, submit_demand
from orders.demand.models import DemandNotice
from orders.order.confirmation import submit_order
from orders.order.entry import create_order, discard_order
from orders.order.models import Order, OrderLine
from orders.order_change.demo import build_changes
from orders.payment.recording import confirm_payment, record_payment
from orders.supply.check import latest_check
from orders.supply.papers import demand_paper
from pricing.price_list.prices import price_for
from pricing.product.models import Product
from salesmgmt.core import audit, calendar
from salesmgmt.core.calendar import today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import Role

FOUR = dict.fromkeys(DemandNotice.CHECKS, True)
STATES = ("A 状态", "B 状态", "标准状态")
CALLS = (
    "生产计划调整，本月需提前到货，请安排。",
    "库存只够十天，请按合同价格发货。",
    "新线投产，本批请按图纸最新版本供货。",
)
# The newest confirmed orders are this many days old: the fulfilment part spreads them over the road.
RECENT = (17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 3, 2, 2)
PAST_PER_CONTRACT = 2


def build(company):
    contracts = [contract for contract in _contracts() if contract_performs(contract, today())[0]]
    if not contracts:
        return
    past_orders(contracts)
    scan = Fax()
    confirmed = [
        order
        for place, days in enumerate(RECENT)
        if (order := confirmed_order(contracts[place % len(contracts)], place, days, company, scan)) is not None
    ]
    open_notices(contracts, company, scan)
    sporadic_notices(contracts, company)
    open_orders(contracts, company)
    build_changes(confirmed, company)


def _contracts():
    found = Contract.objects.filter(status="active").select_related("customer__owner", "customer__owner__superior")
    return found.prefetch_related("lines__product").order_by("customer_id", "-pk").distinct("customer_id")


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


# -- two years of orders -------------------------------------------------------------------------------------


def past_orders(contracts):
    """Written as they stand, because nobody walks through the past: confirmed on days between the contract's begin
    and last month."""
    for place, contract in enumerate(contracts):
        span = (today() - contract.start_date).days - 40
        for number in range(PAST_PER_CONTRACT):
            days = 40 + span * (number * 7 + place * 3 % 7) // (PAST_PER_CONTRACT * 7)
            if days < span + 40:
                _past_order(contract, place + number, days)


def _past_order(contract, place, days):
    moment, owner = at_time(days, 9 + place % 8, place * 7 % 60), contract.customer.owner
    day = moment.date()
    order = Order.objects.create(
        number=next_number(Order.KIND, day), created_by=owner, customer=contract.customer, kind="contract",
        contract=contract, order_date=day, delivery_place=contract.customer.address, amount=ZERO,
        contact=contract.customer.contacts.order_by("-is_primary", "pk").first(),
        customer_reference=f"PO{day:%y%m}{place:03d}",
    )  # fmt: skip
    lines = []
    for position, line in enumerate(list(contract.lines.all())[place % 3 : place % 3 + 2], 1):
        quantity = max((line.quantity / 8).to_integral_value(), Decimal(1))
        due = day + dt.timedelta(days=20 + place % 10)
        lines.append(
            OrderLine(
                order=order,
                position=position,
                product=line.product,
                state=STATES[place % 3],
                spec=line.spec,
                unit=line.unit,
                quantity=quantity,
                price=line.price,
                tax_rate=line.tax_rate,
                due_date=due,
                promised_date=due,
                amount=cents(quantity * line.price),
                delivery_place="",
            )  # fmt: skip
        )
    OrderLine.objects.bulk_create(lines)
    order.amount = sum((line.amount for line in lines), ZERO)
    _confirm_in_the_past(order, moment)


def _confirm_in_the_past(order, moment):
    owner = order.customer.owner
    later = moment + dt.timedelta(hours=3)
    for status, fields in (
        ("submitted", {"submitted_at": moment}),
        ("confirmed", {"confirmed_by": manager_of(owner), "confirmed_at": later}),
    ):
        old, order.status = order.status, status
        for name, value in fields.items():
            setattr(order, name, value)
        order.save()
        with at(later if status == "confirmed" else moment):
            person = owner if status == "submitted" else manager_of(owner)
            audit.record(order, person, "status", from_status=old, to_status=status)
    Order.objects.filter(pk=order.pk).update(created_at=moment)


# -- the road of the last weeks ------------------------------------------------------------------------------


def notice(contract, place, days, scan, *, channel=""):
    """A customer calls for a part of his contract."""
    customer, moment = contract.customer, at_time(days, 9, place * 5 % 60)
    channel = channel or ("fax", "phone", "email")[place % 3]
    lines = [
        {
            "product": line.product, "state": STATES[place % 3],
            "quantity": max((line.quantity / 20).to_integral_value(), Decimal(1)), "price": line.price,
            "tax_rate": line.tax_rate, "due_date": today() + dt.timedelta(days=10 + place),
        }
        for line in list(contract.lines.all())[place % 3 : place % 3 + 1 + place % 2]
    ]  # fmt: skip
    with at(moment):
        demand = demand_entry.create_demand(
            customer.owner, lines=lines, customer=customer, kind="contract", contract=contract, channel=channel,
            received_at=moment, delivery_place=customer.address, **(telephone_record(customer, place, moment) if channel == "phone" else {}),
        )  # fmt: skip
        if channel != "phone" and scan is not None:
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
    return Order.objects.get(demand=demand)


def confirmed_order(contract, place, days, company, scan):
    """Notice, checks, decision, order, confirmation: within one day."""
    demand = checked(notice(contract, place, days, scan), days)
    order = decided(with_head(demand, days), days, company)
    with at(at_time(days, 15)):
        submit_order(order.pk, order.created_by)
    step = approvals.open_steps_of(order).get()
    with at(at_time(days, 16, place * 3 % 60)):
        approvals.approve(step.pk, manager_of(order.created_by), "同意")
    return Order.objects.select_related("customer__owner").get(pk=order.pk)


def open_notices(contracts, company, scan):
    """One notice at each stop before the order: a fax that is still to come, a call, checked, with the head, on hold,
    refused."""
    picks = [contracts[place % len(contracts)] for place in range(1, 8)]
    notice(picks[0], 1, 0, None, channel="fax")
    notice(picks[1], 2, 0, scan, channel="phone")
    checked(notice(picks[2], 3, 1, scan), 1)
    for place in (3, 4):
        with_head(checked(notice(picks[place], place, 1, scan), 1), 1)
    refused = with_head(checked(notice(picks[5], 5, 4, scan), 4), 4)
    with at(at_time(4, 15)):
        step = approvals.open_steps_of(refused).get()
        approvals.reject(step.pk, company.director, "交货时间无法满足，请与客户另行商定。")
    held = _contracts().filter(breach_open=True).first()
    if held is not None:
        demand = with_head(checked(notice(held, 6, 1, scan, channel="phone"), 1), 1)
        with at(at_time(1, 16)):
            refer_demand(demand.pk, company.director, "客户违约未了结，请总经理决定。")


def sporadic_notices(contracts, company):
    """Without contract: one not paid yet, one paid that waits for the general manager, one that he granted."""
    for place, (paid, granted) in enumerate(((False, False), (True, False), (True, True))):
        customer = contracts[(place + 4) % len(contracts)].customer
        product = Product.objects.filter(is_active=True).order_by("code")[place]
        price = price_for(product, customer, Decimal(20), today()).price
        if price is None:
            continue
        days = 3 - place
        moment = at_time(days)
        line = {
            "product": product,
            "quantity": Decimal(20),
            "price": price,
            "due_date": today() + dt.timedelta(days=12),
        }
        with at(moment):
            demand = demand_entry.create_demand(
                customer.owner, lines=[line], customer=customer, kind="sporadic", channel="phone", received_at=moment,
                delivery_place=customer.address, **telephone_record(customer, place, moment),
            )  # fmt: skip
        checked(demand, days)
        if paid:
            _prepay(demand, moment, company)
        demand = with_head(demand, days)
        if paid:
            with at(at_time(days, 14)):
                refer_demand(demand.pk, company.director, "货款已到账，请总经理审批。")
        if granted:
            with at(at_time(days, 15)):
                step = approvals.open_steps_of(demand).get()
                approvals.approve(step.pk, company.gm, "", {"reason": "款到发货，同意零星供货。"})


def _prepay(demand, moment, company):
    with at(moment):
        payment = record_payment(
            demand.customer.owner, customer=demand.customer, kind="prepayment", demand_notice=demand, date=moment.date(),
            amount=demand.amount, method="transfer", reference=f"YS{demand.number[-5:]}",
        )  # fmt: skip
        confirm_payment(payment.pk, company.finance)


def open_orders(contracts, company):
    """Orders entered directly: a sample, a draft, one to be confirmed, one sent back, one thrown away."""
    for place, act in enumerate((_left, _submitted, _sent_back, _thrown_away)):
        contract = contracts[(place + 7) % len(contracts)]
        line = list(contract.lines.all())[place % 3]
        row = {
            "product": line.product, "state": STATES[place % 3], "price": line.price, "tax_rate": line.tax_rate,
            "quantity": max((line.quantity / 40).to_integral_value(), Decimal(1)),
            "due_date": today() + dt.timedelta(days=25),
        }  # fmt: skip
        owner = contract.customer.owner
        order = create_order(
            owner, lines=[row], customer=contract.customer, kind="contract", contract=contract,
            delivery_place=contract.customer.address,
        )  # fmt: skip
        act(order, owner)
    customer = contracts[2].customer
    sample = {"product": Product.objects.filter(is_active=True).order_by("-code")[0], "quantity": Decimal(2)}
    sample |= {"price": ZERO, "state": "送样", "due_date": today() + dt.timedelta(days=7)}
    create_order(
        customer.owner,
        lines=[sample],
        customer=customer,
        kind="sample",
        delivery_place=customer.address,
        remark="送样，免费",
    )


def _left(order, owner):
    pass


def _submitted(order, owner):
    submit_order(order.pk, owner, "请确认。")


def _sent_back(order, owner):
    submit_order(order.pk, owner)
    step = approvals.open_steps_of(order).get()
    approvals.send_back(step.pk, manager_of(owner), "交货日期太紧，请与生产部核实。")


def _thrown_away(order, owner):
    discard_order(order.pk, owner, "重复录入")
