"""Goods that are bought for a customer: reported, priced, ordered, arrived, delivered (ORD-08)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.delivery import dispatch
from orders.inspection import result as inspection_result
from orders.order.confirmation import submit_order
from orders.order.models import Order
from orders.stock import entry as stock_entry
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, draft_order
from orders.traded_demand import following
from orders.traded_demand.models import TradedDemand
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db

SOON = dt.timedelta(days=5)


@pytest.fixture
def order(people):
    """A confirmed order whose only line is bought."""
    made = confirmed_order(owner=people.rep1)
    made.lines.update(supply_type="traded")
    following.report_traded(made, user=people.manager)
    return made


@pytest.fixture
def demand(order):
    return order.traded_demands.get()


def ordered(people, demand):
    following.price_traded(demand.pk, people.rep1, supplier="贸易分公司", price=Decimal(80))
    return following.order_traded(demand.pk, people.planner, expected_on=today() + SOON)


def arrived(people, demand):
    ordered(people, demand)
    return following.receive_traded(demand.pk, people.planner, arrived_on=today())


def into_stock(people, order):
    inspection = order.inspections.get()
    inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=inspection.quantity, standard="Q/01"
    )
    stock_entry.enter_stock(inspection.pk, people.warehouse)
    order.refresh_from_db()


def test_a_traded_line_is_reported_when_the_order_is_confirmed(people):
    """ORD-08: and a line of our own production is not."""
    made, traded = (draft_order(active_customer(people.rep1)) for _each in range(2))
    traded.lines.update(supply_type="traded")
    for order in (made, traded):
        submit_order(order.pk, people.rep1)
        approvals.approve(approvals.open_steps_of(order).get().pk, people.manager)
        assert Order.objects.get(pk=order.pk).status == "confirmed"
    demand = TradedDemand.objects.get()
    assert (demand.order, demand.status, demand.quantity) == (traded, "reported", 10)
    assert Notice.objects.filter(user=people.planner, url=demand.get_absolute_url()).count() == 1


def test_a_traded_line_is_not_delivered_before_it_has_arrived(people, order, demand):
    """ORD-08: even where goods are in stock."""
    make.released_plan(people, order)
    arrived(people, demand)
    into_stock(people, order)
    note = make.draft_delivery(people, order)
    TradedDemand.objects.filter(pk=demand.pk).delete()
    again = TradedDemand.objects.create(
        number="TRD-X", order=order, order_line=order.lines.get(), quantity=10, created_by=people.rep1
    )
    with pytest.raises(BusinessError, match="为外购产品，尚未到货"):
        dispatch.issue_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert note.status == "draft"
    arrived(people, again)
    dispatch.issue_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert note.status == "issued"


def test_what_arrives_is_inspected_and_nobody_makes_it(people, order, demand):
    """ORD-08, QC-02."""
    plan = make.released_plan(people, order)
    production = make.production_of(plan)
    assert production.kind == "traded"
    with pytest.raises(PermissionDenied, match="生产由受理部门开始"):
        make.production_run.start_production(production.pk, people.production)
    arrived(people, demand)
    production.refresh_from_db()
    assert (production.status, production.inspections.get().quantity) == ("completed", 10)
    into_stock(people, order)
    assert order.status == "ready"


def test_goods_that_came_before_the_plan_wait_for_it(people, order, demand):
    """ORD-08, PRD-03."""
    arrived(people, demand)
    assert order.inspections.count() == 0
    make.released_plan(people, order)
    assert order.inspections.get().status == "pending"


def test_the_steps_follow_one_another_and_belong_to_who_presses_for_them(people, demand):
    """ORD-08."""
    with pytest.raises(BusinessError, match="不能变为“已订购”"):
        following.order_traded(demand.pk, people.planner, expected_on=today())
    for who in (people.planner, people.purchasing):
        with pytest.raises(PermissionDenied, match="由销售填写"):
            following.price_traded(demand.pk, who, supplier="贸易分公司", price=Decimal(80))
    with pytest.raises(BusinessError, match="价格不能为零"):
        following.price_traded(demand.pk, people.rep1, supplier="贸易分公司", price=Decimal(0))
    for who in (people.rep2, people.production, people.director):
        with pytest.raises(PermissionDenied, match="业务员、计划员和采购部跟催"):
            following.report_problem(demand.pk, who, problem="涨价")
    ordered(people, demand)
    with pytest.raises(BusinessError, match="到货日期不能在将来"):
        following.receive_traded(demand.pk, people.purchasing, arrived_on=today() + SOON)
    demand.refresh_from_db()
    assert demand.status == "ordered"


def test_a_problem_is_reported_to_the_company_and_solved_where_it_stood(people, demand):
    """ORD-08."""
    ordered(people, demand)
    with pytest.raises(BusinessError, match="请写明问题"):
        following.report_problem(demand.pk, people.rep1, problem=" ")
    following.report_problem(demand.pk, people.rep1, problem="供应商停产")
    assert Notice.objects.filter(user=people.director, body="供应商停产").count() == 1
    with pytest.raises(BusinessError, match="不能变为“已到货”"):
        following.receive_traded(demand.pk, people.planner, arrived_on=today())
    following.solve_problem(demand.pk, people.planner, "另找供应商")
    demand.refresh_from_db()
    assert demand.status == "ordered"
    with pytest.raises(BusinessError, match="没有待解决的问题"):
        following.solve_problem(demand.pk, people.planner, "再来")


def test_goods_that_do_not_come_on_their_day_are_told_once(people, demand):
    """ORD-08."""
    day = ordered(people, demand).expected_on
    assert following.notice_late_goods(at(day, dt.time(6))) == 0
    assert following.notice_late_goods(at(day + dt.timedelta(days=1), dt.time(6))) == 2
    assert following.notice_late_goods(at(day + dt.timedelta(days=2), dt.time(6))) == 0


def test_a_cancelled_order_wants_no_goods(people, order, demand):
    """ORD-08, ORD-09."""
    following.stop_traded_of(order, user=people.rep1, reason="取消")
    demand.refresh_from_db()
    assert demand.status == "cancelled"


def test_departments_see_the_demand_without_its_price(client, people, demand):
    """ORD-08, SEC-03."""
    following.price_traded(demand.pk, people.rep1, supplier="贸易分公司", price=Decimal("81.25"))
    for who, seen in ((people.rep1, True), (people.planner, False), (people.purchasing, False)):
        client.force_login(who)
        for address in (demand.get_absolute_url(), reverse("traded-demand-list")):
            page = client.get(address)
            assert page.status_code == 200
            assert ("81.25" in page.content.decode()) is seen
    client.force_login(people.rep2)
    assert client.get(demand.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_for_one_row_and_three(client, people, rows, django_assert_num_queries):
    for _each in range(rows):
        made = confirmed_order(owner=people.rep1)
        made.lines.update(supply_type="traded")
        following.report_traded(made, user=people.manager)
    client.force_login(people.director)
    client.get(reverse("traded-demand-list"))
    with django_assert_num_queries(8):
        client.get(reverse("traded-demand-list"))
