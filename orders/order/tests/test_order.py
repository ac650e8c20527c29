"""Orders: entered completely, at the contract's price, confirmed by the manager (ORD-01 to ORD-05, ORD-09)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from contracts.tests.factories import active_contract
from customers.tests.factories import CustomerFactory, active_customer
from orders.demand.decision import submit_demand
from orders.order.confirmation import submit_order
from orders.order.entry import copy_order, create_order, discard_order, update_order
from orders.order.models import Order, OrderLine
from orders.order_hold.hold import require_supply
from orders.supply.models import SupplyCheck
from orders.tests.factories import checked_demand, confirmed_order, contract_of, draft_order
from orders.tests.factories_money import posted_invoice
from pricing.tests.factories import ProductFactory
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.state import move
from salesmgmt.core.web.panels import timeline_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def fresh(order):
    return Order.objects.get(pk=order.pk)


def row(product, quantity=10, price=50, **fields):
    return {"product": product, "quantity": Decimal(quantity), "price": Decimal(price), "due_date": today(), **fields}


def submitted(order):
    submit_order(order.pk, order.created_by)
    return fresh(order)


def confirm(order, user, **data):
    (step,) = approvals.open_steps_of(order)
    return approvals.approve(step.pk, user, data=data)


def accepted_demand_order(people, customer, **fields):
    made = checked_demand(customer, **fields)
    submit_demand(made.pk, made.created_by)
    (step,) = approvals.open_steps_of(made)
    approvals.approve(step.pk, people.director)
    return Order.objects.get(demand=made)


# -- entering ------------------------------------------------------------------------------------------------


def test_ord_01_entered_and_confirmed_times_are_stored(people, customer):
    """ORD-01"""
    order = submitted(draft_order(customer))
    confirm(order, people.manager)
    order = fresh(order)
    assert (order.status, order.confirmed_by) == ("confirmed", people.manager)
    assert order.created_at <= order.submitted_at <= order.confirmed_at


def test_ord_10_the_promise_is_kept_from_the_confirmation(people, customer):
    """ORD-10"""
    order = submitted(draft_order(customer))
    assert order.lines.get().promised_date is None
    confirm(order, people.manager)
    assert order.lines.get().promised_date == order.lines.get().due_date


@pytest.mark.parametrize(
    ("field", "value", "lacks"),
    [("price", None, "price"), ("due_date", None, "due date"), ("delivery_place", "", "delivery place")],
)
def test_ord_01_an_incomplete_order_is_not_submitted(people, customer, field, value, lacks):
    """ORD-01"""
    order = draft_order(customer, delivery_place="")
    OrderLine.objects.update(**{"delivery_place": "Chongqing", field: value})
    with pytest.raises(BusinessError, match=f"lacks: {lacks}"):
        submit_order(order.pk, people.rep1)
    assert fresh(order).status == "draft"


@pytest.mark.parametrize("grade", ["E", ""])
@pytest.mark.parametrize("kind", ["contract", "sporadic"])
def test_no_order_is_started_for_a_customer_graded_e_or_not_evaluated(people, grade, kind):
    """RAT-04, RAT-05, LEAD-06"""
    refused = active_customer(people.rep1, grade="E") if grade else CustomerFactory(owner=people.rep1)
    contract = contract_of(refused) if kind == "contract" else None
    fields = {"customer": refused, "kind": kind, "contract": contract}
    line = row(contract.lines.get().product if contract else ProductFactory(), price=100)
    reason = "do not develop" if grade else "has not been approved yet"
    with pytest.raises(BusinessError, match=reason) as refusal:
        create_order(people.rep1, lines=[line], **fields)
    assert (refusal.value.link, Order.objects.count()) == (refused.get_absolute_url(), 0)
    draft = draft_order(refused, [(line["product"], 10, 100)], contract, kind)
    for act in (submit_order, copy_order):
        with pytest.raises(BusinessError, match=reason):
            act(draft.pk, people.rep1)
    with pytest.raises(BusinessError, match=reason):
        update_order(draft.pk, people.rep1, lines=[line], remark="urgent")
    assert (Order.objects.count(), fresh(draft).status, fresh(draft).remark) == (1, "draft", "")


def test_a_sample_order_is_for_prospects_too_and_not_for_a_customer_graded_e(people):
    """RAT-04, LEAD-08"""
    prospect, refused = CustomerFactory(owner=people.rep1), active_customer(people.rep1, grade="E")
    line = row(ProductFactory(), 2, 0)
    assert create_order(people.rep1, customer=prospect, kind="sample", lines=[line]).status == "draft"
    with pytest.raises(BusinessError, match="do not develop"):
        create_order(people.rep1, customer=refused, kind="sample", lines=[line])
    assert Order.objects.filter(customer=refused).count() == 0


def test_the_order_of_a_notice_the_general_manager_granted_to_a_customer_graded_e_goes_on(people):
    """RAT-04, SUP-04"""
    made = checked_demand(active_customer(people.rep1, grade="E"))
    submit_demand(made.pk, people.rep1)
    (step,) = approvals.open_steps_of(made)
    approvals.approve(step.pk, people.director, data={"decision": "refer"})
    (step,) = approvals.open_steps_of(made)
    approvals.approve(step.pk, people.gm, data={"reason": "agreed"})
    order = Order.objects.get(demand=made)
    lines = [row(order.lines.get().product, price=100)]
    assert submitted(update_order(order.pk, people.rep1, lines=lines, remark="urgent")).status == "submitted"
    with pytest.raises(BusinessError, match="do not develop"):
        copy_order(order.pk, people.rep1)
    assert Order.objects.count() == 1


def test_ord_02_a_price_that_differs_from_the_contract_is_refused(people, customer):
    """ORD-02"""
    product = ProductFactory()
    contract = active_contract(customer, product, price=50, quantity=100)
    with pytest.raises(BusinessError, match="differs from the contract's ¥50.00"):
        create_order(people.rep1, customer=customer, kind="contract", contract=contract, lines=[row(product, price=49)])
    assert Order.objects.count() == 0
    made = create_order(people.rep1, customer=customer, kind="contract", contract=contract, lines=[row(product)])
    with pytest.raises(BusinessError, match="differs"):
        update_order(made.pk, people.rep1, lines=[row(product, price=51)])
    assert made.lines.get().price == 50


def test_ord_02_without_contract_the_kind_must_be_sporadic_or_sample(people, customer):
    """ORD-02"""
    with pytest.raises(BusinessError, match="must be sporadic or sample"):
        create_order(people.rep1, customer=customer, kind="contract", contract=None, lines=[row(ProductFactory())])
    assert Order.objects.count() == 0


def test_an_order_does_not_go_beyond_its_contract_with_all_other_orders(people, customer):
    contract = contract_of(customer, [(ProductFactory(), 100, 50)])
    product = contract.lines.get().product
    confirmed_order(customer, [(product, 95, 50)], contract=contract)
    order = draft_order(customer, [(product, 6, 50)], contract=contract)
    with pytest.raises(BusinessError, match="beyond the contract"):
        submit_order(order.pk, people.rep1)
    assert fresh(order).status == "draft"


def test_another_reps_customer_gets_no_order_from_me(people, customer):
    for stranger in (people.rep2, people.supervisor, people.manager, people.production):
        with pytest.raises(PermissionDenied, match="An order is entered by the sales representative in charge of the"):
            create_order(stranger, customer=customer, kind="sporadic", lines=[row(ProductFactory())])
    assert Order.objects.count() == 0


def test_an_edit_keeps_what_changed_in_the_record_and_departments_read_it_without_prices(people, customer):
    order = draft_order(customer)
    product = order.lines.get().product
    update_order(order.pk, people.rep1, lines=[row(product, 20, 100)], remark="urgent")
    entry = audit.timeline(fresh(order)).get()
    assert entry.changes["remark"] == ["", "urgent"]
    assert entry.changes["lines 1 quantity"] == ["10.00", "20.00"]
    assert entry.changes["lines 1 amount"] == ["1000.00", "2000.00"]
    (read,) = timeline_for(order, people.production, 50)
    assert sorted(read.changes) == ["lines 1 due_date", "lines 1 quantity", "remark"]


# -- confirming ----------------------------------------------------------------------------------------------


def test_ord_03_the_rep_cannot_confirm_his_own_order_and_the_manager_can(people, customer):
    """ORD-03"""
    order = submitted(draft_order(customer))
    for stranger in (people.rep1, people.rep2, people.supervisor, people.manager2, people.director, people.production):
        with pytest.raises(PermissionDenied, match="This step is not yours to decide"):
            confirm(order, stranger)
    assert (fresh(order).status, fresh(order).confirmed_by) == ("submitted", None)
    assert not DepartmentNotice.objects.exists()
    confirm(order, people.manager)
    (step,) = approvals.last_round(order).steps.filter(status="approved")
    assert (step.decided_by, step.decided_at is not None) == (people.manager, True)
    assert (fresh(order).confirmed_by, fresh(order).confirmed_at is not None) == (people.manager, True)


def test_sec_04_an_order_the_manager_wrote_goes_to_his_superior(people):
    """SEC-04"""
    people.manager.roles = ["mgr", "rep"]
    people.manager.save(update_fields=["roles"])
    order = submitted(draft_order(active_customer(people.manager)))
    with pytest.raises(PermissionDenied, match="You wrote this yourself, so"):
        confirm(order, people.manager)
    assert fresh(order).status == "submitted"
    confirm(order, people.director)
    assert fresh(order).confirmed_by == people.director


def test_a_returned_order_keeps_its_content(people, customer):
    order = submitted(draft_order(customer))
    (step,) = approvals.open_steps_of(order)
    approvals.send_back(step.pk, people.manager, "the date is too early")
    order = fresh(order)
    assert (order.status, order.lines.count(), order.amount, order.confirmed_at) == ("draft", 1, 1000, None)
    submit_order(order.pk, people.rep1)
    confirm(order, people.manager)
    assert fresh(order).status == "confirmed"


def test_ord_05_production_purchasing_and_logistics_are_told_and_acknowledge(people, customer):
    """ORD-05"""
    order = submitted(draft_order(customer))
    confirm(order, people.manager)
    assert set(DepartmentNotice.objects.values_list("role", "status")) == {
        ("prod", "sent"),
        ("pur", "sent"),
        ("log", "sent"),
    }
    assert Order.objects.visible_to(people.production).get() == order
    assert not Order.objects.visible_to(people.warehouse).exists()
    notice = DepartmentNotice.objects.get(role="prod")
    acknowledge(notice.pk, people.production)
    notice.refresh_from_db()
    assert (notice.status, notice.acknowledged_by) == ("acknowledged", people.production)
    assert DepartmentNotice.objects.filter(status="sent").count() == 2
    assert all("100" not in notice.body and "1,000" not in notice.body for notice in DepartmentNotice.objects.all())


def test_ord_09_a_confirmed_order_is_not_cancelled_directly(people, customer):
    """ORD-09"""
    order = confirmed_order(customer)
    with pytest.raises(BusinessError, match="only through an approved order change"):
        discard_order(order.pk, people.rep1, "no longer wanted")
    assert fresh(order).status == "confirmed"


def test_a_draft_is_thrown_away_by_its_rep_only(people, customer):
    order = draft_order(customer)
    with pytest.raises(PermissionDenied, match="An order is edited by the sales representative in charge of it"):
        discard_order(order.pk, people.supervisor, "x")
    assert fresh(order).status == "draft"
    discard_order(order.pk, people.rep1, "entered twice")
    assert fresh(order).status == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_status_the_table_forbids(people, customer):
    order = draft_order(customer)
    with pytest.raises(Exception, match="Invalid transition"):
        Order.objects.filter(pk=order.pk).update(status="delivered")
    assert fresh(order).status == "draft"


# -- supply control of orders --------------------------------------------------------------------------------


def test_an_order_without_notice_passes_supply_control_at_its_confirmation(people, customer):
    order = submitted(draft_order(customer))
    confirm(order, people.manager)
    assert set(order.supply_checks.values_list("result", "occasion")) == {("allow", "order")}


def test_an_order_over_the_line_waits_for_the_general_manager_after_the_manager(people, customer):
    posted_invoice(customer, "500000.01")
    order = submitted(draft_order(customer))
    confirm(order, people.manager)
    assert (fresh(order).status, fresh(order).confirmed_at) == ("submitted", None)
    with pytest.raises(PermissionDenied, match="This step is not yours to decide"):
        confirm(order, people.director)
    with pytest.raises(BusinessError, match="reason"):
        confirm(order, people.gm)
    confirm(order, people.gm, reason="paid tomorrow")
    order = fresh(order)
    assert (order.status, order.confirmed_by) == ("confirmed", people.manager)
    assert order.supply_checks.first().result == "exception"


def test_a_copy_has_neither_notice_nor_decision_and_passes_every_check_again(people, customer):
    order = accepted_demand_order(people, customer)
    copy = copy_order(order.pk, people.rep1)
    assert (copy.demand, copy.status, copy.confirmed_at, copy.revision) == (None, "draft", None, 1)
    assert copy.lines.get().due_date is None
    posted_invoice(customer, "500000.01")
    OrderLine.objects.filter(order=copy).update(due_date=today())
    confirm(submitted(copy), people.manager)
    assert fresh(copy).status == "submitted"


def test_a_copied_sporadic_order_is_refused(people, customer):
    order = confirmed_order(customer, kind="sporadic")
    copy = copy_order(order.pk, people.rep1)
    OrderLine.objects.filter(order=copy).update(due_date=today())
    with pytest.raises(BusinessError, match="needs an accepted demand notice"):
        submit_order(copy.pk, people.rep1)
    assert fresh(copy).status == "draft"


def test_an_order_of_a_notice_is_confirmed_without_asking_the_general_manager(people, customer):
    order = accepted_demand_order(people, customer)
    order = submitted(order)
    confirm(order, people.manager)
    assert fresh(order).status == "confirmed"


def test_an_order_does_not_go_beyond_its_notice(people, customer):
    order = accepted_demand_order(people, customer)
    product = order.lines.get().product
    update_order(order.pk, people.rep1, lines=[row(product, 11, 100, delivery_place="x")])
    with pytest.raises(BusinessError, match="beyond the accepted demand notice"):
        submit_order(order.pk, people.rep1)
    with pytest.raises(BusinessError, match="come from the demand notice"):
        update_order(order.pk, people.rep1, lines=[row(product)], contract=contract_of(customer))
    assert fresh(order).status == "draft"


def test_what_is_released_or_delivered_later_is_checked_again(people, customer):
    order = confirmed_order(customer)
    assert require_supply(order, people.director, SupplyCheck.Occasion.RELEASE).result == "allow"
    posted_invoice(customer, "500000.01")
    with pytest.raises(BusinessError, match="exceeds the warning line"):
        require_supply(order, people.director, SupplyCheck.Occasion.DELIVERY)


def test_the_exception_of_a_notice_covers_its_order_to_the_delivery_and_no_other(people, customer):
    posted_invoice(customer, "500000.01")
    made = checked_demand(customer)
    submit_demand(made.pk, people.rep1)
    (step,) = approvals.open_steps_of(made)
    approvals.approve(step.pk, people.director, data={"decision": "refer"})
    (step,) = approvals.open_steps_of(made)
    approvals.approve(step.pk, people.gm, data={"reason": "agreed"})
    order = Order.objects.get()
    assert require_supply(order, people.director, SupplyCheck.Occasion.RELEASE).result == "exception"
    with pytest.raises(BusinessError, match="Supply control"):
        require_supply(confirmed_order(customer), people.director, SupplyCheck.Occasion.RELEASE)


# -- scope ---------------------------------------------------------------------------------------------------


def test_sec_01_who_sees_an_order(people, customer):
    """SEC-01"""
    order = confirmed_order(customer)
    sees = [people.rep1, people.supervisor, people.manager, people.director, people.gm, people.finance, people.planner]
    blind = [
        people.rep2,
        people.supervisor2,
        people.manager2,
        people.rep3,
        people.production,
        people.warehouse,
        people.quality,
        people.legal,
        people.technical,
        people.service,
        people.admin,
    ]
    assert [Order.objects.visible_to(person).count() for person in sees] == [1] * len(sees)
    assert [Order.objects.visible_to(person).count() for person in blind] == [0] * len(blind)
    assert order.responsible == people.rep1


def test_the_status_moves_only_inside_a_transaction_with_its_record(people, customer):
    order = submitted(draft_order(customer))
    confirm(order, people.manager)
    states = list(audit.timeline(order).exclude(to_status="").values_list("from_status", "to_status"))
    assert states == [("submitted", "confirmed"), ("draft", "submitted")]
    with pytest.raises(BusinessError, match="“Confirmed” and cannot become “Delivered”"):
        move(fresh(order), "delivered", people.rep1)


def test_a_signer_the_manager_adds_neither_confirms_nor_stands_in_the_way(people, customer):
    order = submitted(draft_order(customer))
    (step,) = approvals.open_steps_of(order)
    approvals.add_signer(step.pk, people.manager, role="prod", position="after")
    confirm(order, people.manager)
    assert (fresh(order).status, fresh(order).confirmed_at) == ("submitted", None)
    (step,) = approvals.open_steps_of(order)
    approvals.reject(step.pk, people.production, "tight")
    order = fresh(order)
    assert (order.status, order.confirmed_by) == ("confirmed", people.manager)
