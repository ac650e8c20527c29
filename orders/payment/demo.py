"""Payments of the demo company in every state, and the prepayments of customers without contract."""

import datetime as dt
from decimal import Decimal

from orders.demand import entry as demand_entry
from orders.demand.decision import refer_demand
from orders.demand.demo import (
    at_time,
    checked,
    performed_contracts,
    telephone_record,
    with_head,
)
from orders.demand.models import DemandNotice
from orders.invoice.models import Invoice
from orders.payment.allocation import accept_proposal, allocate
from orders.payment.recording import confirm_payment, record_payment, reject_payment, reverse_payment
from orders.payment.states import PaymentKind, PaymentMethod
from orders.supply.states import SupplyKind
from pricing.price_list.prices import price_for
from pricing.product.models import Product
from salesmgmt.core.calendar import today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain import approvals
from salesmgmt.core.money import cents


def build_prepaid(company):
    """Without contract: one not paid yet, one paid that waits for the general manager, one that he granted."""
    contracts = performed_contracts()
    if not contracts:
        return
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
                customer.owner,
                lines=[line],
                customer=customer,
                kind=SupplyKind.SPORADIC,
                channel=DemandNotice.Channel.PHONE,
                received_at=moment,
                delivery_place=customer.address,
                **telephone_record(customer, place, moment),
            )
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
            demand.customer.owner,
            customer=demand.customer,
            kind=PaymentKind.PREPAYMENT,
            demand_notice=demand,
            date=moment.date(),
            amount=demand.amount,
            method=PaymentMethod.TRANSFER,
            reference=f"YS{demand.number[-5:]}",
        )
        confirm_payment(payment.pk, company.finance, acknowledged=True)


def pay_exactly(invoice, finance):
    pay_part(invoice, finance, 1, (today() - invoice.due_date).days)


def pay_part(invoice, finance, share, days):
    """That share of an invoice, paid so many days ago."""
    payment = confirm_payment(record(invoice.customer, invoice.amount * share, days).pk, finance, acknowledged=True)
    allocate(payment.pk, finance, [(invoice.pk, payment.amount)])


def record(customer, amount, days_ago, **fields):
    values = {
        "date": today() - dt.timedelta(days=days_ago),
        "amount": cents(amount),
        "kind": "payment",
        "method": "transfer",
        "payer": customer.name,
        "reference": f"CN{customer.pk:04d}{days_ago:03d}{int(amount):09d}",
        "remark": "",
        **fields,
    }
    return record_payment(customer.owner, customer=customer, acknowledged=True, **values)


def build(company, owing):
    """One of every kind: recorded, rejected, advance, partly and wholly allocated, reversed, prepaid."""
    finance = company.finance
    for place, account in enumerate(owing[:4]):
        record(
            account.customer,
            account.outstanding / (6 + place),
            1 + place,
            method=PaymentMethod.BANK_DRAFT if place % 2 else PaymentMethod.TRANSFER,
        )
    rejected = record(owing[4].customer, Decimal(18_000), 9)
    reject_payment(rejected.pk, finance, "银行流水中未查到该笔款项，请核对付款单位和日期。")
    advance = confirm_payment(
        record(owing[5].customer, Decimal(86_500), 4, remark="预付下月货款").pk, finance, acknowledged=True
    )
    part = confirm_payment(record(owing[6].customer, Decimal(60_000), 6).pk, finance, acknowledged=True)
    oldest = Invoice.objects.filter(customer=part.customer).open().oldest_first().first()
    allocate(part.pk, finance, [(oldest.pk, min(oldest.open_amount, Decimal("35000.00")))])
    for account in owing[7:10]:
        with at(at_time(12)):  # announced two weeks ago: the report of that week lists it
            paid = record(account.customer, account.outstanding / 3, 12)
        paid = confirm_payment(paid.pk, finance, acknowledged=True)
        accept_proposal(paid.pk, finance)
    _bounced(owing[0].customer, finance)
    for notice in DemandNotice.objects.filter(kind=SupplyKind.SPORADIC, customer__owner__isnull=False).order_by("pk")[
        :1
    ]:
        prepaid = record(notice.customer, notice.amount, 3, kind=PaymentKind.PREPAYMENT, demand_notice=notice)
        confirm_payment(prepaid.pk, finance, acknowledged=True)
    return advance


def _bounced(customer, finance):
    """A draft taken in the month before, and sent back by the bank when it fell due."""
    with at(at_time(40)):
        paid = record(customer, Decimal(50_000), 0, method=PaymentMethod.BANK_DRAFT)
        paid = confirm_payment(paid.pk, finance, acknowledged=True)
    with at(at_time(9)):
        accept_proposal(paid.pk, finance)
    with at(at_time(8)):
        reverse_payment(paid.pk, finance, "银行承兑汇票到期被拒付，已退回客户。")
