"""Demand notices, orders and order changes for the tests of this app and of performance.

Fulfilment and money have their own factories beside this file.
"""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from contracts.tests.factories import active_contract, pdf_file, template
from customers.tests.factories import active_customer
from orders.demand.models import DemandLine, DemandNotice
from orders.order.models import Order, OrderLine
from orders.order_change.models import OrderChange, OrderChangeLine
from orders.supply.models import SupplyCheck
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.tests.factories import company

DUE_IN = dt.timedelta(days=30)


def everybody():
    """The people, and the contract template in force, without which no contract begins."""
    template()
    return company()


def _rows(model, parent, document, lines, **extra):
    rows = [
        model(
            **{parent: document},
            position=position,
            product=product,
            spec=product.spec,
            unit=product.unit,
            quantity=Decimal(str(quantity)),
            price=Decimal(str(amount)),
            tax_rate=product.tax_rate,
            amount=cents(Decimal(str(quantity)) * Decimal(str(amount))),
            due_date=today() + DUE_IN,
            **extra,
        )
        for position, (product, quantity, amount) in enumerate(lines, 1)
    ]
    model.objects.bulk_create(rows)
    document.amount = sum((row.amount for row in rows), ZERO)
    document.save(update_fields=["amount"])
    return document


def contract_of(customer, lines=None, **fields):
    """A contract in performance: ``[(product, quantity, price)]``, 1,000 of a new product at 100 without."""
    return active_contract(customer, lines=lines or [(ProductFactory(), 1000, 100)], **fields)


def terms_of(contract, quantity=None):
    """The contract's lines as ``[(product, quantity, price)]``."""
    return [(line.product, quantity or line.quantity, line.price) for line in contract.lines.select_related("product")]


def demand(customer, lines=None, contract=None, kind="contract", **fields):
    """A notice as received by telephone, complete with its record: 10 of each product of the contract without lines."""
    if kind == "contract" and contract is None:
        contract = contract_of(customer, lines and [(product, 10000, price_) for product, _q, price_ in lines])
    fields = {
        "channel": "phone",
        "received_at": timezone.now(),
        "caller": "王芳",
        "caller_phone": "13800000000",
        "called_at": timezone.now(),
        "call_content": "本月要货",
        "delivery_place": "重庆市渝北区工厂",
        **fields,
    }
    made = DemandNotice.objects.create(
        number=next_number("demand"),
        customer=customer,
        kind=kind,
        contract=contract,
        created_by=fields.pop("created_by", customer.owner),
        **fields,
    )
    if lines is None:
        lines = terms_of(contract, 10) if contract else [(price(ProductFactory(), "100"), 10, 100)]
    return _rows(DemandLine, "demand", made, lines)


def checked_demand(customer, lines=None, **fields):
    """A notice the rep has checked: to be submitted to the head of sales."""
    made = demand(customer, lines, **fields)
    made.checked_item = made.checked_state = made.checked_quantity = made.checked_time = True
    made.checked_by, made.checked_at = made.created_by, timezone.now()
    made.status = DemandNotice.Status.CHECKED
    made.save()
    return made


def scan(demand_, user=None):
    """Attach the customer's fax."""
    return attachments.add(demand_, pdf_file("fax.pdf"), user or demand_.customer.owner, kind="要货通知")


def draft_order(customer, lines=None, contract=None, kind="contract", **fields):
    """A complete draft: 10 of each product of the contract without lines."""
    if kind == "contract" and contract is None:
        contract = contract_of(customer, lines and [(product, 10000, price_) for product, _q, price_ in lines])
    if lines is None:
        lines = terms_of(contract, 10) if contract else [(price(ProductFactory(), "100"), 10, 100)]
    fields = {"delivery_place": "重庆市渝北区工厂", "order_date": today(), **fields}
    made = Order.objects.create(
        number=next_number("order"),
        customer=customer,
        kind=kind,
        contract=contract,
        created_by=fields.pop("created_by", customer.owner),
        **fields,
    )
    return _rows(OrderLine, "order", made, lines)


def confirmed_order(customer=None, lines=None, contract=None, kind="contract", owner=None, **fields):
    """A confirmed order, without the walk through its approval: ``confirmed_order(customer, [(product, 10, 100)])``.

    Without a customer one of grade B of ``owner`` is made; without a contract one that has the products.
    """
    customer = customer or active_customer(owner)
    made = draft_order(customer, lines, contract, kind, **fields)
    made.status = Order.Status.SUBMITTED
    made.submitted_at = timezone.now()
    made.save()
    made.status = Order.Status.CONFIRMED
    made.confirmed_by, made.confirmed_at = customer.owner.superior or customer.owner, timezone.now()
    made.save()
    made.lines.update(promised_date=today() + DUE_IN)
    return made


def advance_order(order, *statuses):
    """Take an order along its table: ``advance_order(order, "planned", "in_production")``."""
    for status in statuses:
        order.status = status
        order.save(update_fields=["status"])
    return order


def draft_change(order, quantity=None, line=None, **fields):
    """A complete request for a new quantity of the order's first line; ``kind="cancel"`` for a cancellation."""
    fields = {"content": "数量调整", "reason": "客户产量增加", "expected_impact": "交期不变", **fields}
    made = OrderChange.objects.create(
        number=next_number("order_change"),
        order=order,
        created_by=fields.pop("created_by", order.customer.owner),
        **fields,
    )
    if made.is_cancellation:
        OrderChangeLine.objects.bulk_create(
            [OrderChangeLine(change=made, order_line=each) for each in order.lines.all()]
        )
    elif quantity is not None:
        OrderChangeLine.objects.create(change=made, order_line=line or order.lines.first(), quantity=quantity)
    return made


def supply_check(demand_, result="allow", **fields):
    """A stored check of a notice, written as it is."""
    values = {
        "occasion": "demand",
        "kind": demand_.kind,
        "contract": demand_.contract,
        "grade": "B",
        "line": 500000,
        "avg_monthly_qty": 7000,
        "outstanding": 0,
        "overdue": 0,
        "balance": 0,
        "result": result,
    }
    return SupplyCheck.objects.create(customer=demand_.customer, demand=demand_, **{**values, **fields})
