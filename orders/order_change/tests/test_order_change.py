"""Order changes from the request to the new revision (CHG-01 to CHG-07, ORD-09)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from orders.order.models import Order
from orders.order_change.amended import submit_change
from orders.order_change.entry import create_change, update_change
from orders.order_change.execution import close_change, execute_change, explain_change
from orders.order_change.models import OrderChange, OrderChangeLine
from orders.order_change.review import ask_departments, assess_impacts
from orders.tests.factories import advance_order, confirmed_order, contract_of, draft_change
from orders.tests.factories_money import posted_invoice
from pricing.tests.factories import ProductFactory
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, DepartmentNotice, Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
IMPACTS = {"impact_production": "one more shift", "impact_delivery": "none", "impact_cost": "none"}


@pytest.fixture
def order(customer):
    """100 of a product at 50; the contract has 1,000."""
    contract = contract_of(customer, [(ProductFactory(), 1000, 50)])
    product = contract.lines.get().product
    return confirmed_order(customer, [(product, 100, 50)], contract=contract)


def fresh(document):
    return type(document).objects.get(pk=document.pk)


def submitted(order, **fields):
    change = draft_change(order, **({"quantity": 120} | fields))
    submit_change(change.pk, change.created_by)
    return fresh(change)


def steps(change):
    return {(step.role, step.key): step for step in approvals.open_steps_of(change)}


def the_step(change):
    (step,) = approvals.open_steps_of(change)
    return step


def reviewed(order, manager, **fields):
    change = submitted(order, **fields)
    assess_impacts(change.pk, manager, **IMPACTS)
    return fresh(change)


def approved(order, manager, **fields):
    change = reviewed(order, manager, **fields)
    approvals.approve(the_step(change).pk, manager)
    return fresh(change)


# -- the request ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["content", "reason", "expected_impact"])
def test_chg_01_an_incomplete_request_is_not_submitted(people, order, field):
    """CHG-01"""
    change = draft_change(order, 120, **{field: " "})
    with pytest.raises(BusinessError, match="Not filled in"):
        submit_change(change.pk, people.rep1)
    assert fresh(change).status == "draft"


def test_only_the_rep_of_the_customer_makes_and_submits_a_request(people, order):
    for stranger in (people.rep2, people.supervisor, people.manager, people.production):
        with pytest.raises(PermissionDenied, match="A change of an order is asked for by the sales representative in"):
            create_change(stranger, order=order, content="c", reason="r", expected_impact="e")
    change = draft_change(order, 120)
    for stranger in (people.rep2, people.supervisor, people.production):
        with pytest.raises(
            PermissionDenied, match="A change of an order is edited by the sales representative who is in"
        ):
            submit_change(change.pk, stranger)
        with pytest.raises(
            PermissionDenied, match="A change of an order is edited by the sales representative who is in"
        ):
            update_change(change.pk, stranger, content="x")
    assert (OrderChange.objects.count(), fresh(change).status, fresh(change).content) == (1, "draft", change.content)


def test_a_request_has_each_line_once_and_only_lines_of_its_order(people, order):
    line, foreign = order.lines.get(), confirmed_order(order.customer).lines.get()
    row = {"order_line": line, "quantity": Decimal(120)}
    with pytest.raises(BusinessError, match="once in a request"):
        create_change(people.rep1, order=order, lines=[row, row])
    with pytest.raises(BusinessError, match="another order"):
        create_change(people.rep1, order=order, lines=[{"order_line": foreign, "quantity": Decimal(1)}])
    assert OrderChange.objects.count() == 0


def test_chg_07_an_open_change_of_a_line_keeps_others_away(people, order):
    """CHG-07"""
    first = submitted(order)
    second = draft_change(order, 130)
    with pytest.raises(BusinessError, match="still open"):
        submit_change(second.pk, people.rep1)
    assert fresh(second).status == "draft"
    assert not approvals.rounds_of(second).exists()
    approvals.withdraw(first, people.rep1)
    submit_change(second.pk, people.rep1)
    assert fresh(second).status == "submitted"


def test_chg_07_the_database_allows_one_open_change_per_order_line(people, order):
    """CHG-07"""
    submitted(order)
    second = draft_change(order, 130)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderChangeLine.objects.filter(change=second).update(is_open=True)


@pytest.mark.parametrize(
    "statuses",
    [
        ["planned", "in_production", "ready", "delivered"],
        ["planned", "in_production", "ready", "delivered", "accepted", "closed"],
    ],
)
def test_chg_07_what_is_delivered_in_full_or_closed_is_changed_only_by_a_return(people, order, statuses):
    """CHG-07"""
    change = draft_change(order, 120)
    advance_order(order, *statuses)
    with pytest.raises(BusinessError, match="only be changed by a return"):
        submit_change(change.pk, people.rep1)
    assert fresh(change).status == "draft"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"price": Decimal(49)}, "the unit price is a term of the contract"),
        ({"state": "coated"}, "the technical state is a term of the contract"),
        ({"quantity": Decimal(1001)}, "beyond the contract"),
    ],
)
def test_what_touches_the_contract_waits_for_an_amendment_and_says_why(people, order, values, reason):
    """AMD-06"""
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, order_line=order.lines.get(), **values)
    submit_change(change.pk, people.rep1)
    assert fresh(change).status == "needs_amendment"
    assert reason in AuditEntry.objects.filter(to_status="needs_amendment").get().comment


def test_a_product_outside_the_contract_waits_for_an_amendment(people, order):
    """AMD-06"""
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, product=ProductFactory(), quantity=1, price=1)
    submit_change(change.pk, people.rep1)
    assert fresh(change).status == "needs_amendment"
    assert "is not in the contract" in AuditEntry.objects.filter(to_status="needs_amendment").get().comment


def test_a_new_delivery_address_alone_needs_no_amendment(people, order):
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, order_line=order.lines.get(), delivery_place="Chengdu")
    submit_change(change.pk, people.rep1)
    assert fresh(change).status == "submitted"


# -- the review ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", IMPACTS)
def test_chg_02_without_the_three_impacts_the_manager_does_not_decide(people, order, missing):
    """CHG-02"""
    change = submitted(order)
    with pytest.raises(BusinessError, match="Enter the impact"):
        assess_impacts(change.pk, people.manager, **{**IMPACTS, missing: " "})
    with pytest.raises(BusinessError, match="Enter the impact first"):
        approvals.approve(the_step(change).pk, people.manager)
    with pytest.raises(BusinessError, match="Enter the impact first"):
        approvals.reject(the_step(change).pk, people.manager, "no")
    assert (fresh(change).status, the_step(change).status) == ("submitted", "pending")


def test_only_the_manager_who_is_asked_assesses_and_asks(people, order):
    change = submitted(order)
    for stranger in (people.rep1, people.supervisor, people.manager2, people.director, people.production):
        with pytest.raises(PermissionDenied, match="This change does not wait for your decision"):
            assess_impacts(change.pk, stranger, **IMPACTS)
    assess_impacts(change.pk, people.manager, **IMPACTS)
    for stranger in (people.rep1, people.director, people.production):
        with pytest.raises(PermissionDenied, match="This change does not wait for your decision"):
            ask_departments(change.pk, stranger, departments=["prod"])
    assert fresh(change).status == "under_review"


def test_chg_03_the_manager_decides_when_all_departments_have_answered(people, order):
    """CHG-03"""
    change = reviewed(order, people.manager)
    manager_step = the_step(change).pk
    ask_departments(change.pk, people.manager, departments=["prod", "pur", "log"], question="can you?")
    assert fresh(change).status == "joint_review"
    assert OrderChange.objects.visible_to(people.logistics).get() == change
    found = steps(change)
    approvals.approve(found["prod", "joint"].pk, people.production, "yes")
    approvals.reject(found["pur", "joint"].pk, people.purchasing, "steel is late")
    with pytest.raises(BusinessError, match="not the turn"):
        approvals.approve(manager_step, people.manager)
    assert fresh(change).status == "joint_review"
    approvals.approve(found["log", "joint"].pk, people.logistics)
    assert fresh(change).status == "under_review"
    approvals.approve(manager_step, people.manager)
    assert fresh(change).status == "approved"


def test_chg_03_departments_are_asked_after_the_impact_was_entered(people, order):
    """CHG-03"""
    change = submitted(order)
    with pytest.raises(BusinessError, match="Enter the impact first"):
        ask_departments(change.pk, people.manager, departments=["prod"])
    assess_impacts(change.pk, people.manager, **IMPACTS)
    with pytest.raises(BusinessError, match="at least one department"):
        ask_departments(change.pk, people.manager, departments=["gm"])
    assert fresh(change).status == "under_review"


def test_chg_04_the_rep_cannot_approve_his_own_request_and_a_rejection_needs_a_reason(people, order):
    """CHG-04"""
    change = reviewed(order, people.manager)
    for stranger in (people.rep1, people.supervisor, people.director, people.production):
        with pytest.raises(PermissionDenied, match="This step is not yours to decide"):
            approvals.approve(the_step(change).pk, stranger)
    with pytest.raises(BusinessError, match="reason"):
        approvals.reject(the_step(change).pk, people.manager, " ")
    assert fresh(change).status == "under_review"


def test_chg_02_without_impacts_a_change_is_refused_no_more_than_it_is_agreed(people, order):
    """CHG-02"""
    change = submitted(order)
    for act in (approvals.approve, approvals.reject):
        with pytest.raises(BusinessError, match="Enter the impact first: production、delivery、cost"):
            act(the_step(change).pk, people.manager, "no capacity")
    assert fresh(change).status == "submitted"
    assess_impacts(change.pk, people.manager, **IMPACTS)
    approvals.reject(the_step(change).pk, people.manager, "no capacity")
    assert fresh(change).status == "rejected"


# -- the outcome ---------------------------------------------------------------------------------------------


def test_chg_05_an_executed_change_makes_a_new_revision_and_asks_for_a_new_plan(people, order):
    """CHG-05"""
    change = approved(order, people.manager)
    assert fresh(order).lines.get().quantity == 100
    execute_change(change.pk, people.rep1)
    order, change = fresh(order), fresh(change)
    assert (order.lines.get().quantity, order.revision, order.plan_revision_due, order.amount) == (120, 2, True, 6000)
    assert (change.status, change.order_revision, change.lines.get().before) == ("executed", 2, {"quantity": "100.00"})
    assert set(DepartmentNotice.objects.values_list("role", flat=True)) == {"prod", "pur", "log"}
    assert order.lines.get().promised_date == order.lines.get().due_date


def test_chg_05_only_sales_executes(people, order):
    """CHG-05"""
    change = approved(order, people.manager)
    for stranger in (people.rep2, people.production, people.finance):
        with pytest.raises(PermissionDenied, match="A change of an order is passed on by the sales representative in"):
            execute_change(change.pk, stranger)
    assert (fresh(change).status, fresh(order).revision) == ("approved", 1)


def test_an_executed_change_is_closed_when_the_departments_have_acknowledged(people, order):
    change = approved(order, people.manager)
    execute_change(change.pk, people.rep1)
    with pytest.raises(BusinessError, match="Not yet acknowledged"):
        close_change(change.pk, people.rep1)
    for notice in DepartmentNotice.objects.all():
        acknowledge(
            notice.pk, {"prod": people.production, "pur": people.purchasing, "log": people.logistics}[notice.role]
        )
    close_change(change.pk, people.rep1)
    assert fresh(change).status == "closed"


def test_chg_06_a_rejected_change_is_explained_before_it_is_closed(people, order):
    """CHG-06"""
    change = reviewed(order, people.manager)
    approvals.reject(the_step(change).pk, people.manager, "no capacity")
    assert fresh(change).status == "rejected"
    assert Notice.objects.filter(user=people.rep1, subject__startswith="已驳回").exists()
    with pytest.raises(BusinessError, match="“Rejected” and cannot become “Closed”"):
        close_change(change.pk, people.rep1, "next month")
    with pytest.raises(BusinessError, match="how the rejection was explained"):
        explain_change(change.pk, people.rep1, " ")
    with pytest.raises(PermissionDenied, match="A change of an order is edited by the sales representative who is in"):
        explain_change(change.pk, people.rep2, "told him")
    explain_change(change.pk, people.rep1, "told him on the phone")
    with pytest.raises(BusinessError, match="agreed with the customer"):
        close_change(change.pk, people.rep1)
    close_change(change.pk, people.rep1, "20 more next month")
    assert (fresh(change).status, fresh(change).agreed_alternative) == ("closed", "20 more next month")
    assert (fresh(order).revision, fresh(order).lines.get().quantity) == (1, 100)
    submitted(order)


def test_ord_09_an_approved_cancellation_ends_the_order(people, order):
    """ORD-09"""
    change = approved(order, people.manager, kind="cancel")
    execute_change(change.pk, people.rep1)
    order = fresh(order)
    assert (order.status, order.revision, fresh(change).order_revision) == ("cancelled", 2, 2)
    assert DepartmentNotice.objects.filter(subject__startswith="Order cancelled").count() == 3


def test_a_cancellation_holds_every_line(people, order):
    submitted(order, kind="cancel")
    change = draft_change(order, 120)
    with pytest.raises(BusinessError, match="still open"):
        submit_change(change.pk, people.rep1)


def test_more_goods_pass_supply_control_again(people, order):
    change = approved(order, people.manager)
    posted_invoice(order.customer, "500000.01")
    with pytest.raises(BusinessError, match="exceeds the warning line"):
        execute_change(change.pk, people.rep1)
    assert (fresh(order).revision, fresh(change).status) == (1, "approved")
    less = approved(confirmed_order(order.customer), people.manager, quantity=5)
    execute_change(less.pk, people.rep1)
    assert fresh(less).status == "executed"


def test_what_was_paid_in_advance_is_not_increased_by_a_change(people, customer):
    order = confirmed_order(customer, kind="sporadic")
    change = approved(order, people.manager)
    with pytest.raises(BusinessError, match="demand notice for the additional quantity"):
        execute_change(change.pk, people.rep1)
    assert fresh(order).revision == 1


def test_our_own_mistake_is_marked_on_the_line(people, order):
    change = approved(order, people.manager, is_own_fault=True)
    execute_change(change.pk, people.rep1)
    assert fresh(order).lines.get().error_flag is True


def test_who_sees_a_change(people, order):
    submitted(order)
    sees = [people.rep1, people.supervisor, people.manager, people.director, people.gm, people.planner]
    blind = [
        people.rep2,
        people.manager2,
        people.production,
        people.finance,
        people.warehouse,
        people.legal,
        people.admin,
    ]
    assert [OrderChange.objects.visible_to(person).count() for person in sees] == [1] * len(sees)
    assert [OrderChange.objects.visible_to(person).count() for person in blind] == [0] * len(blind)
    assert Order.objects.count() == 1
