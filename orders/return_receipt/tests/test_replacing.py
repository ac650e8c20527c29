"""Replacement instead of credit, and repair and return: agreed, opened, planned, delivered without charge, closed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contracts.tests.factories import pdf_file
from orders.account.check import differences
from orders.billing.entry import bill_delivery
from orders.delivery import charge
from orders.delivery.models import DeliveryNote
from orders.demand.rules import kind_problems
from orders.handover import receiving
from orders.invoice.posting import post_invoice
from orders.order import entry as order_entry
from orders.order.models import Order
from orders.payment.tests.test_payments import balance
from orders.plan.models import PlanRelease
from orders.plan.release import cancel_plan, draft_plan
from orders.return_order import on_site, permit
from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_receipt import crediting, disposition, replacing
from orders.return_receipt.crediting import parts_of
from orders.return_receipt.models import ReturnCredit, ReturnReplacement
from orders.stock.allotment import take_from_stock
from orders.supply.models import SupplyCheck
from orders.tests import factories_fulfilment as make
from orders.tests import factories_returns as made
from orders.tests import factories_stock as stock
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.attachments import add as add_attachment
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

D = Decimal
SOON = dt.timedelta(days=14)


@pytest.fixture
def billed(people, line):
    return post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)


def agree(people, ret, outcome="replacement", person=None, row=None, **fields):
    row = row or ret.lines.get()
    fields = {"line": row.pk, "outcome": outcome, "agreed_with": "王工", **fields}
    return replacing.agree_outcome(ret.pk, person or people.rep1, **fields)


def opened(people, ret, **fields):
    return replacing.open_replacement(ret.pk, people.manager, **{"due_date": today() + SOON, **fields})


def decided(people, ret, kind="scrap"):
    for row, quantity in disposition.undecided(ret):
        disposition.dispose(ret.pk, people.quality, line=row.pk, kind=kind, quantity=quantity, reason="已核")


def stocked(people, order):
    """The plan of the replacement completed, signed, made, inspected, in stock."""
    plan = order.plan_releases.get(status="draft")
    plan.lines.update(quality_requirement="按出厂检验标准")
    approvals.submit(plan, people.rep1)
    make.stocked_order_from(people, PlanRelease.objects.get(pk=plan.pk))
    return Order.objects.get(pk=order.pk)


def delivered(people, order, accepted=None):
    """On a note of its kind and signed for."""
    note = make.signed_delivery(people, order, receipt=False, accepted=accepted)
    return DeliveryNote.objects.get(pk=note.pk)


def of(ret):
    return ReturnOrder.objects.get(pk=ret.pk)


# -- what was agreed ---------------------------------------------------------------------------------------------------


def test_what_the_customer_gets_is_agreed_by_his_representative_with_a_name(people, line):
    ret = made.listed_return(people, {line: 10})
    for person in (people.rep2, people.quality, people.finance, people.manager):
        with pytest.raises(PermissionDenied, match="agreed with him by the sales representative"):
            agree(people, ret, person=person)
    with pytest.raises(BusinessError, match="who agreed to it for the customer"):
        agree(people, ret, agreed_with=" ")
    with pytest.raises(BusinessError, match="Choose credit, replacement, or repair"):
        agree(people, ret, "money")
    strange = made.listed_return(people, {made.delivered_line(people): 1}).lines.get()
    with pytest.raises(BusinessError, match="belongs to another return"):
        agree(people, ret, row=strange)
    assert ret.lines.get().outcome == "credit"
    agree(people, ret, "repair")
    assert (ret.lines.get().outcome, ret.lines.get().outcome_with) == ("repair", "王工")


def test_while_quality_reads_the_return_nothing_else_is_agreed(people, line):
    ret = made.return_with_quality(people, {line: 10})
    with pytest.raises(PermissionDenied, match="agreed with him"):
        agree(people, ret)
    assert ret.lines.get().outcome == "credit"


def test_a_return_of_goods_alone_waits_for_its_replacement_and_not_for_finance(people, line):
    """RET-08"""
    ret = made.received_return(people, {line: 10})
    assert agree(people, ret).status == "replacing"
    with pytest.raises(BusinessError, match="cannot become"):
        crediting.credit_return(ret.pk, people.finance)
    assert agree(people, ret, "credit").status == "received"
    crediting.credit_return(ret.pk, people.finance)
    with pytest.raises(BusinessError, match="is credited already"):
        agree(people, ret)


def test_agreed_before_the_count_it_waits_for_its_replacement_at_once(people, line):
    """RET-07"""
    ret = made.listed_return(people, {line: 10})
    agree(people, ret)
    on_site.confirm_list(ret.pk, people.rep1, confirmed_by="李主管")
    figures = {"quantity": ret.quantity, "amount": ret.amount}
    ret = on_site.record_customer_document(ret.pk, people.rep1, number="TH-1", **figures)
    add_attachment(ret, pdf_file("paper.pdf"), people.rep1, kind="defect_record")
    approvals.submit(ret, people.rep1)
    ret = made.count(people, made.permit(people, of(ret)))
    assert ret.status == "replacing"


# -- the order, the plan, the delivery ------------------------------------------------------------------------------------


def test_the_manager_opens_what_was_received_and_no_more(people, line, billed):
    """RET-07: list 10, received 8, 1 of them went back as it was: 7 are owed, for nothing."""
    ret = made.received_return(people, {line: 10}, counted={line: 8})
    agree(people, ret)
    disposition.dispose(ret.pk, people.quality, line=ret.lines.get().pk, kind="customer", quantity=D(1), reason="完好")
    for person in (people.rep1, people.quality, people.finance):
        with pytest.raises(PermissionDenied, match="opened by the sales manager"):
            replacing.open_replacement(ret.pk, person, due_date=today() + SOON)
    with pytest.raises(BusinessError, match="lies in the past"):
        opened(people, ret, due_date=today() - SOON)
    (order,) = opened(people, ret)
    row = order.lines.get()
    assert (order.kind, order.status, order.confirmed_by) == ("replace", "confirmed", people.manager)
    assert (row.quantity, row.price, order.amount) == (D(7), D(0), D(0))
    plan = order.plan_releases.get()
    assert (plan.kind, plan.status, plan.created_by) == ("replacement", "draft", people.rep1)
    with pytest.raises(BusinessError, match="the order for it is under way"):
        opened(people, ret)
    assert ReturnReplacement.objects.count() == 1


def test_nothing_is_opened_of_a_return_that_is_credited(people, line):
    ret = made.received_return(people, {line: 10})
    with pytest.raises(BusinessError, match="Nothing of this return is to be replaced"):
        opened(people, ret)
    assert not Order.objects.filter(kind="replace").exists()


@pytest.mark.parametrize("outcome", ["replacement", "repair"])
def test_it_goes_by_its_own_kind_without_receivable_and_closes_the_return(people, line, billed, outcome):
    """DLV-09, RET-08: no credit, no receivable, supply control is not asked; closed when the customer has signed."""
    customer = line.note.customer
    owed, checks = balance(customer), SupplyCheck.objects.count()
    ret = made.received_return(people, {line: 10})
    agree(people, ret, outcome)
    (order,) = opened(people, ret)
    order = stocked(people, order)
    decided(people, ret)
    with pytest.raises(BusinessError, match="has not signed for"):
        replacing.close_return(ret.pk, people.rep1)
    note = delivered(people, order)
    assert (note.kind, note.chargeable, note.lines.get().quantity) == (outcome, False, D(10))
    assert of(ret).status == "closed"
    assert (balance(customer), SupplyCheck.objects.count(), ReturnCredit.objects.count()) == (owed, checks, 0)
    assert note not in DeliveryNote.objects.billable()
    assert differences() == []


def test_a_replacement_is_not_charged_after_all(people, line, billed):
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    note = make.draft_delivery(people, stocked(people, order))
    with pytest.raises(PermissionDenied, match="marked as chargeable once"):
        charge.charge_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert not note.chargeable


def test_what_is_left_without_a_decision_keeps_the_return_open_after_the_signature(people, line):
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    delivered(people, stocked(people, order))
    assert of(ret).status == "replacing"
    with pytest.raises(BusinessError, match="without a decision"):
        replacing.close_return(ret.pk, people.rep1)
    decided(people, ret)
    assert replacing.close_return(ret.pk, people.rep1).status == "closed"


def test_a_difference_at_the_gate_is_settled_before_the_return_closes(people, line):
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    decided(people, ret)
    note = delivered(people, stocked(people, order), accepted=8)
    assert (note.status, of(ret).status) == ("difference", "replacing")
    receiving.settle_difference(note.pk, people.rep1, "两件另行退货")
    assert of(ret).status == "closed"


def test_part_money_part_goods(people, line, billed):
    """RET-08: finance credits the one line alone, the other is delivered; then the return closes."""
    customer = line.note.customer
    other = made.delivered_line(people, customer=customer, quantity=20, unit_price=30)
    post_invoice(bill_delivery(other.note.pk, people.finance).pk, people.finance)
    before = balance(customer)
    ret = made.received_return(people, {line: 10, other: 5})
    assert agree(people, ret, row=ret.lines.get(delivery_line=other)).status == "received"
    crediting.credit_return(ret.pk, people.finance)
    assert before - balance(customer) == D("500.00")
    (order,) = opened(people, ret)
    assert [row.product for row in order.lines.all()] == [other.product]
    decided(people, ret)
    with pytest.raises(BusinessError, match="has not signed for"):
        replacing.close_return(ret.pk, people.rep1)
    delivered(people, stocked(people, order))
    assert of(ret).status == "closed"


def test_goods_rejected_at_the_gate_were_never_billed_and_are_charged_when_they_come(people):
    """RET-08, SUP-02: 100 delivered, 98 accepted. The two that come in their place are billed, and supply control sees them."""
    line = made.delivered_line(people, accepted=98)
    ret = made.received_return(people, {line: 3}, category="1")
    agree(people, ret)
    free, charged = sorted(opened(people, ret), key=lambda order: order.amount)
    assert [(each.amount, each.lines.get().quantity) for each in (free, charged)] == [(D(0), D(1)), (D(100), D(2))]
    checks = SupplyCheck.objects.count()
    note = delivered(people, stocked(people, charged))
    assert (note.kind, note.chargeable) == ("replacement", True)
    assert SupplyCheck.objects.count() > checks
    # Another return of the same delivery knows that the two are given back already.
    second = made.received_return(people, {line: 1}, category="1")
    assert [(part.source, part.quantity) for part in parts_of(second)] == [("unbilled", D(1))]


# -- what stands in the way -----------------------------------------------------------------------------------------------


def test_once_it_is_opened_permit_outcome_and_goods_stay(people, line):
    """RET-06"""
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    with pytest.raises(BusinessError, match=f"{order} is under way in place of these goods"):
        permit.withdraw_permit(ret.pk, people.quality, "复检不符")
    with pytest.raises(BusinessError, match=f"{order} is under way in its place"):
        agree(people, ret, "credit")
    with pytest.raises(BusinessError, match="do not go back to the customer"):
        row = ret.lines.get().pk
        disposition.dispose(ret.pk, people.quality, line=row, kind="customer", quantity=D(1), reason="完好")
    assert of(ret).status == "replacing"


def test_a_cancelled_replacement_is_credited_after_all(people, line, billed):
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    Order.objects.filter(pk=order.pk).update(status="cancelled")
    assert agree(people, ret, "credit").status == "received"
    crediting.credit_return(ret.pk, people.finance)
    assert of(ret).status == "credited"


def test_a_permit_is_withdrawn_before_anything_is_opened(people, line):
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    assert permit.withdraw_permit(ret.pk, people.quality, "复检不符").status == "in_transit_back"


def test_a_second_plan_of_a_repair_is_one_too(people, line):
    ret = made.received_return(people, {line: 10})
    agree(people, ret, "repair")
    (order,) = opened(people, ret)
    cancel_plan(order.plan_releases.get().pk, people.rep1, "重做")
    assert draft_plan(order.pk, people.rep1).kind == "repair"


def test_nobody_enters_or_copies_an_order_of_this_kind(people, line):
    assert kind_problems("replace", None, line.note.customer) == ["A replacement is opened on the page of its return."]
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    with pytest.raises(BusinessError, match="opened on the page of its return"):
        order_entry.copy_order(order.pk, people.rep1)


def test_what_replaced_others_comes_back_at_the_price_of_the_first_delivery(people, line, billed):
    """RET-04, RET-08: the replacement cost nothing; returned for money it is credited where the first goods were billed."""
    customer = line.note.customer
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    (order,) = opened(people, ret)
    note = delivered(people, stocked(people, order))
    second = made.received_return(people, {note.lines.get(): 4})
    row = ReturnLine.objects.get(return_order=second)
    assert (row.price, row.amount) == (D(50), D(200))
    before = balance(customer)
    crediting.credit_return(second.pk, people.finance)
    assert before - balance(customer) == D("200.00")
    assert ReturnCredit.objects.get().invoice == billed
    assert differences() == []


def test_reworked_goods_go_back_by_the_stock(people):
    """RET-07, PRD-01: repaired by quality's decision, they are free, taken by the plan, delivered; nothing is made anew."""
    stock.keep_stock(people)
    line = made.delivered_line(people)
    ret = made.received_return(people, {line: 10})
    agree(people, ret, "repair")
    decided(people, ret, "rework")
    row = disposition.in_rework(ret).get()
    disposition.finish_return_rework(ret.pk, people.quality, disposition=row.pk, good=D(10), comment="复检合格")
    (order,) = opened(people, ret)
    plan = order.plan_releases.get()
    take_from_stock(plan.pk, people.rep1, line=plan.lines.get().pk, quantity=D(10))
    plan.lines.update(quality_requirement="按返修要求")
    approvals.submit(plan, people.rep1)
    approvals.approve(approvals.open_steps_of(plan).get().pk, people.director)
    note = delivered(people, Order.objects.get(pk=order.pk))
    assert (note.kind, of(ret).status) == ("repair", "closed")
    assert stock.agrees()


def test_the_page_shows_the_road_of_goods_and_the_button_is_the_managers(client, people, line):
    ret = made.received_return(people, {line: 10})
    agree(people, ret)
    address = reverse("return-do", args=[ret.pk, "open-replacement"])
    client.force_login(people.rep1)
    page = client.get(ret.get_absolute_url())
    assert [step.state for step in page.context["steps"]][-2:] == ["now", "next"]
    assert address not in page.content.decode()
    client.force_login(people.manager)
    assert address in client.get(ret.get_absolute_url()).content.decode()
    data = {"due_date": today() + SOON, "delivery_place": "渝北区"}
    assert client.post(address, data).status_code == 302
    assert Order.objects.get(kind="replace").delivery_place == "渝北区"
