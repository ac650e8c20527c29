"""The amounts a supply check compares: what the same order has delivered, what a change makes of it (SUP-02, SUP-03)."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.db import connection
from django.utils import timezone

from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.delivery import dispatch as delivery_dispatch
from orders.handover import receiving as delivery_handover
from orders.invoice.posting import post_invoice
from orders.order.models import OrderLine
from orders.order_change.amended import submit_change
from orders.order_change.execution import execute_change
from orders.order_change.models import OrderChangeLine
from orders.order_change.review import assess_impacts
from orders.order_change.tests.test_order_change import approved
from orders.payment.allocation import allocate
from orders.supply.check import check_order, look
from orders.supply.models import SupplyCheck
from orders.tests import factories_fulfilment as make
from orders.tests.factories import checked_demand, confirmed_order, contract_of, draft_change
from orders.tests.factories_money import confirmed_payment, posted_invoice
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

# Delivered on issued notes of the order, at what was accepted, less what posted invoices that still bill took over.
UNBILLED = """
SELECT (SELECT COALESCE(SUM(ROUND(COALESCE(l.accepted_quantity, l.quantity) * l.price, 2)), 0)
        FROM orders_deliverynoteline l JOIN orders_deliverynote n ON n.id = l.note_id
        WHERE n.order_id = %(order)s AND n.chargeable AND n.issued_at IS NOT NULL AND n.status <> 'cancelled')
     - (SELECT COALESCE(SUM(i.amount), 0) FROM orders_invoice i JOIN orders_deliverynote n ON n.id = i.delivery_id
        WHERE n.order_id = %(order)s AND i.posted_at IS NOT NULL AND i.bills_delivery)"""


def unbilled_in_sql(order):
    with connection.cursor() as cursor:
        cursor.execute(UNBILLED, {"order": order.pk})
        return cursor.fetchone()[0]


@pytest.fixture
def order(people, customer, settings_of):
    """25 × 72 = 1,800.00 in stock, of which 12 = 864.00 stand on an issued delivery note; 94,062.41 is outstanding."""
    settings_of(supply_adds_demand=True)
    product = ProductFactory()
    contract = contract_of(customer, [(product, 1000, 72)])
    made = make.stocked_order(people, confirmed_order(customer, [(product, 25, 72)], contract=contract))
    note = make.draft_delivery(people, made)
    note.lines.update(quantity=12)
    make.checked(note)
    delivery_dispatch.issue_delivery(note.pk, people.rep1)
    posted_invoice(customer, "94062.41")
    return made


def sign(people, note):
    delivery_dispatch.issue_stock(note.pk, people.warehouse)
    expected = timezone.now() + dt.timedelta(hours=20)
    delivery_dispatch.depart(note.pk, people.logistics, driver="张师傅", vehicle="渝A12345", expected_at=expected)
    note = delivery_dispatch.arrive(note.pk, people.logistics)
    delivery_handover.record_signature(
        note.pk,
        people.rep1,
        receiver="李收货",
        signed_at=note.delivered_at,
        accepted={},
        scan=make.pdf_file("signed.pdf"),
        difference_note="",
    )
    delivery_handover.record_receipt(note.pk, people.rep1, reference="RK-1", file=make.pdf_file("receipt.pdf"))
    note.refresh_from_db()
    return note


def test_set_10_counts_what_the_same_order_has_delivered_and_not_billed(people, order):
    """SUP-02, SET-10: 864 of 1,800 delivered, 936 to go"""
    second = make.draft_delivery(people, order)
    delivery_dispatch.issue_delivery(second.pk, people.rep1)
    check = SupplyCheck.objects.filter(order=order, occasion="delivery").first()
    assert (check.outstanding, check.demand_amount, check.delivered_amount) == (D("94062.41"), 936, 864)
    assert (check.committed, check.balance) == (864, D("95862.41"))


def test_the_balance_stays_the_same_when_the_delivery_is_billed_and_when_the_bill_was_a_mistake(people, order):
    """SUP-02: goods that have left count once, whatever the paper says"""
    assert (look(order).balance, unbilled_in_sql(order)) == (D("95862.41"), 864)
    first = sign(people, order.deliveries.get())
    assert look(order).balance == D("95862.41")
    bill = bill_delivery(first.pk, people.finance)
    assert look(order).balance == D("95862.41")
    post_invoice(bill.pk, people.finance)
    found = look(order)
    assert (found.outstanding, found.committed, found.balance) == (D("94926.41"), 0, D("95862.41"))
    assert unbilled_in_sql(order) == 0
    credit = credit_invoice(bill.pk, people.finance, red_reason="1")
    post_invoice(credit.pk, people.finance)
    found = look(order)
    assert (found.outstanding, found.committed, found.balance) == (D("94062.41"), 864, D("95862.41"))
    assert unbilled_in_sql(order) == 864


def test_a_whole_order_is_checked_with_what_is_still_to_be_supplied(people, order):
    check = check_order(order, people.director, SupplyCheck.Occasion.RELEASE, lines=list(OrderLine.objects.all()))
    assert (check.demand_amount, check.demand_quantity, check.committed) == (936, 13, 864)


def test_an_order_change_is_checked_with_the_amount_after_the_change(people, customer, settings_of):
    """SUP-02: 21,760.00 become 24,920.00"""
    settings_of(supply_adds_demand=True)
    first, second = ProductFactory(), ProductFactory()
    contract = contract_of(customer, [(first, 1000, 186), (second, 1000, 158)])
    made = confirmed_order(customer, [(first, 100, 186), (second, 20, 158)], contract=contract)
    change = approved(made, people.manager, quantity=40, line=made.lines.last())
    posted_invoice(customer, "476000.00")
    with pytest.raises(BusinessError, match=r"¥500,920\.00 exceeds the warning line"):
        execute_change(change.pk, people.rep1)
    made.refresh_from_db()
    assert (made.amount, made.revision) == (21760, 1)
    settings_of(supply_adds_demand=False)
    execute_change(change.pk, people.rep1)
    made.refresh_from_db()
    check = SupplyCheck.objects.get(order=made, occasion="change")
    assert (check.demand_amount, check.demand_quantity, made.amount) == (24920, 140, 24920)


def test_a_product_that_a_change_adds_is_more_supply_also_without_a_price_of_its_own(people, customer):
    """SUP-02: the contract's price is meant"""
    first, second = ProductFactory(), ProductFactory()
    contract = contract_of(customer, [(first, 1000, 50), (second, 1000, 158)])
    made = confirmed_order(customer, [(first, 10, 50)], contract=contract)
    change = draft_change(made)
    OrderChangeLine.objects.create(change=change, product=second, quantity=20, delivery_place="x")
    OrderChangeLine.objects.update(due_date=made.lines.get().due_date)
    change = approved_change(change, people)
    posted_invoice(customer, "500000.01")
    with pytest.raises(BusinessError, match="exceeds the warning line"):
        execute_change(change.pk, people.rep1)
    assert made.lines.count() == 1


def approved_change(change, people):
    submit_change(change.pk, people.rep1)
    assess_impacts(change.pk, people.manager, impact_production="a", impact_delivery="b", impact_cost="c")
    approvals.approve(approvals.open_steps_of(change).get().pk, people.manager)
    change.refresh_from_db()
    return change


def test_rec_15_a_prepayment_spent_on_an_older_debt_holds_the_goods_of_its_notice(people, customer):
    """REC-15, SUP-03"""
    product = price(ProductFactory(), "100")
    notice = checked_demand(customer, [(product, 10, 100)], kind="sporadic")
    payment = confirmed_payment(customer, "1000.00", kind="prepayment", demand_notice=notice)
    assert (look(notice).result, look(notice).prepaid) == ("refer", 1000)
    old = posted_invoice(customer, "5000.00")
    allocate(payment.pk, people.finance, [(old.pk, D("0.01"))])
    found = look(notice)
    assert (found.result, found.reasons, found.prepaid) == ("refuse", ["not_paid"], D("999.99"))


def test_a_prepayment_pays_an_order_once_however_many_deliveries_it_goes_in(people, customer):
    """REC-15, SUP-03: what was delivered before is not there to pay the next delivery"""
    product = price(ProductFactory(), "100")
    notice = checked_demand(customer, [(product, 10, 100)], kind="sporadic")
    order = confirmed_order(customer, [(product, 10, 100)], kind="sporadic", demand=notice)
    SupplyCheck.objects.create(
        customer=customer,
        demand=notice,
        occasion="exception",
        kind="sporadic",
        outstanding=0,
        overdue=0,
        balance=0,
        result="exception",
        exception_reason="agreed",
    )
    confirmed_payment(customer, "600.00", kind="prepayment", demand_notice=notice)
    rest = confirmed_payment(customer, "400.00", kind="prepayment", demand_notice=notice)
    order = make.stocked_order(people, order)
    first = make.draft_delivery(people, order)
    first.lines.update(quantity=6)
    make.checked(first)
    delivery_dispatch.issue_delivery(first.pk, people.rep1)
    old = posted_invoice(customer, "5000.00")
    allocate(rest.pk, people.finance, [(old.pk, D("400.00"))])
    second = make.draft_delivery(people, order)
    with pytest.raises(BusinessError, match="not paid"):
        delivery_dispatch.issue_delivery(second.pk, people.rep1)
    second.refresh_from_db()
    assert second.status == "draft"
