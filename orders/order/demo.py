"""Orders of the demo company: confirmed ones of half a year, the road of the last weeks, and every state today. What was
traded in the two years before is written in one piece with its money (orders.receivables.demo_trade)."""

import datetime as dt
from decimal import Decimal

from contracts.filing.demo import shelve
from contracts.review.demo import bought_once
from orders.demand.demo import (
    STATES,
    Fax,
    at_time,
    checked,
    decided,
    manager_of,
    notice,
    performed_contracts,
    with_head,
)
from orders.order.confirmation import submit_order
from orders.order.entry import create_order, discard_order
from orders.order.models import Order, OrderLine
from orders.supply.states import SupplyKind
from pricing.product.models import Product
from salesmgmt.core import audit, calendar
from salesmgmt.core.calendar import today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.money import ZERO, cents

# The newest confirmed orders are this many days old: the fulfilment part spreads them over the road.
RECENT = (17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 3, 2, 2)
PAST_MONTHS = 6
# Whose orders are younger than this is not past: they are under way.
UNDER_WAY = 26
LATELY = 3
# Bought once, so many days ago: the warranty of the first has ended, that of the second has not.
ONCE = (394, 170)


def build(company):
    """Half a year of confirmed orders, then the road of the last weeks: notice, decision, order, confirmation."""
    contracts, scan = performed_contracts(), Fax()
    if contracts:
        past_orders(contracts)
        for place, days in enumerate(RECENT):
            confirmed_order(contracts[place % len(contracts)], place, days, company, scan)
        _bought_once(contracts, company)


def _bought_once(contracts, company):
    """Two lots of the past, of which a part is not paid before the warranty ends."""
    customers = [contract.customer for contract in contracts[:: len(ONCE)]]
    starts = [today() - dt.timedelta(days=days + 6) for days in ONCE]
    for place, contract in enumerate(bought_once(customers, company, starts)):
        shelve(contract, 90 + place, company)
        _past_order(contract, place, ONCE[place], None)


# -- half a year of orders -----------------------------------------------------------------------------------


def past_orders(contracts):
    """Written as they stand, because nobody walks through the past: for every representative one a month, of one of his
    contracts after the other, two in the last months."""
    month = today().replace(day=1)
    for place, theirs in enumerate(_by_owner(contracts)):
        for back in range(PAST_MONTHS, 0, -1):
            first = 2 + (back * 5 + place * 7) % 25
            for number, offset in enumerate((first, (first + 12) % 26) if back <= LATELY else (first,)):
                day = calendar.add_months(month, -back) + dt.timedelta(days=offset)
                days, buying = (today() - day).days, [each for each in theirs if day > each.start_date]
                if days > UNDER_WAY and buying:
                    contract = buying[(back + number) % len(buying)]
                    _past_order(contract, place + back + number, days, _strength(place, back))


def _by_owner(contracts):
    """The contracts of each representative, in the order of their accounts."""
    found = {}
    for contract in contracts:
        found.setdefault(contract.customer.owner, []).append(contract)
    return [found[owner] for owner in sorted(found, key=lambda owner: owner.username)]


def _strength(place, back):
    """No month is like the other; the first representative grows and the third falls behind."""
    trend = {0: Decimal("1.5"), 2: Decimal("0.4")}.get(place, Decimal(1))
    return trend * (Decimal(80) + (back * 7 + place * 11) % 40) / 100


def _past_order(contract, place, days, strength):
    """``strength`` is how much of two lines of the contract it takes; None for all of it."""
    moment, owner = at_time(days, 9 + place % 8, place * 7 % 60), contract.customer.owner
    day = moment.date()
    order = Order.objects.create(
        number=next_number(Order.KIND, day),
        created_by=owner,
        customer=contract.customer,
        kind=SupplyKind.CONTRACT,
        contract=contract,
        order_date=day,
        delivery_place=contract.customer.address,
        amount=ZERO,
        contact=contract.customer.contacts.order_by("-is_primary", "pk").first(),
        customer_reference=f"PO{day:%y%m}{place:03d}",
    )
    lines = []
    agreed = list(contract.lines.all())
    for position, line in enumerate(agreed[place % 3 * 2 :][:2] if strength else agreed, 1):
        quantity = max((line.quantity * strength / 20).to_integral_value(), Decimal(1)) if strength else line.quantity
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
            )
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
        with at(later if status == Order.Status.CONFIRMED else moment):
            person = owner if status == Order.Status.SUBMITTED else manager_of(owner)
            audit.record(order, person, "status", from_status=old, to_status=status)
    Order.objects.filter(pk=order.pk).update(created_at=moment)


# -- the road of the last weeks ------------------------------------------------------------------------------


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


def build_open(company):
    """Orders entered directly: a sample, a draft, one to be confirmed, one sent back, one thrown away."""
    contracts = performed_contracts()
    if not contracts:
        return
    for place, act in enumerate((_left, _submitted, _sent_back, _thrown_away)):
        contract = contracts[(place + 7) % len(contracts)]
        line = list(contract.lines.all())[place % 3]
        row = {
            "product": line.product,
            "state": STATES[place % 3],
            "price": line.price,
            "tax_rate": line.tax_rate,
            "quantity": max((line.quantity / 80).to_integral_value(), Decimal(1)),
            "due_date": today() + dt.timedelta(days=25),
        }
        owner = contract.customer.owner
        order = create_order(
            owner,
            lines=[row],
            customer=contract.customer,
            kind=SupplyKind.CONTRACT,
            contract=contract,
            delivery_place=contract.customer.address,
        )
        act(order, owner)
    customer = contracts[2].customer
    sample = {"product": Product.objects.filter(is_active=True).order_by("-code")[0], "quantity": Decimal(2)}
    sample |= {"price": ZERO, "state": "送样", "due_date": today() + dt.timedelta(days=7)}
    create_order(
        customer.owner,
        lines=[sample],
        customer=customer,
        kind=SupplyKind.SAMPLE,
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
