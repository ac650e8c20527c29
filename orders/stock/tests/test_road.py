"""The way of goods through the stock: every act moves them, and nothing else does."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from orders.delivery import dispatch
from orders.inspection.result import close_inspection, record_inspection
from orders.order_change.execution import execute_change
from orders.order_change.tests.test_order_change import approved
from orders.plan.models import PlanRelease
from orders.plan.release import cancel_plan
from orders.production.models import Production
from orders.production.run import finish_rework, report_progress, start_production
from orders.stock.allotment import give_back_to_stock, take_from_stock
from orders.stock.entry import enter_stock
from orders.stock.models import StockMovement
from orders.stock.rules import Move, moved
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import (
    draft_delivery,
    draft_plan,
    issued_delivery,
    production_of,
    released_plan,
    stocked_order,
)
from orders.tests.factories_stock import agrees, keep_stock, opened, stock_of
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def product(people):
    return price(ProductFactory(), "50")


def order_for(people, product, quantity=100):
    return confirmed_order(owner=people.rep1, lines=[(product, quantity, 50)])


class Balance:
    product = "齿轮"
    free = Decimal(5)
    bound = Decimal(4)
    reserved = Decimal(0)


class TestRules:
    def test_what_is_there_moves(self):
        balance = Balance()
        assert moved({1: balance}, [Move(1, Decimal(5), "free", "bound", 7)], {}) == []
        assert (balance.free, balance.bound) == (0, 9)

    def test_qc_02_nothing_is_taken_that_is_not_there(self):
        """QC-02"""
        (problem,) = moved({1: Balance()}, [Move(1, Decimal(6), "free", "")], {})
        assert "6 wanted" in problem and "5" in problem

    def test_goods_of_another_order_are_not_taken(self):
        (problem,) = moved({1: Balance()}, [Move(1, Decimal(3), "bound", "reserved", 7)], {7: Decimal(2)})
        assert "3 wanted" in problem and "2" in problem


def test_without_stock_keeping_nothing_is_booked(people, product):
    order = stocked_order(people, order_for(people, product))
    issued_delivery(people, order)
    assert not StockMovement.objects.exists()
    assert stock_of(product) == {}


def test_goods_go_from_made_to_the_customer(people, product):
    keep_stock(people)
    production = production_of(released_plan(people, order_for(people, product)))
    start_production(production.pk, people.production)
    report_progress(production.pk, people.production, Decimal(40))
    assert stock_of(product) == {"made": 40}
    report_progress(production.pk, people.production, Decimal(100))
    assert stock_of(product) == {"made": 100}
    inspection = production.inspections.get()
    record_inspection(inspection.pk, people.quality, quantity_passed=Decimal(98), standard="Q/01", findings="尺寸超差")
    assert stock_of(product) == {"passed": 98, "rework": 2}
    enter_stock(inspection.pk, people.warehouse, Decimal(90))
    assert stock_of(product) == {"passed": 8, "rework": 2, "bound": 90}
    finish_rework(production.pk, people.production)
    assert stock_of(product) == {"made": 2, "passed": 8, "bound": 90}
    note = dispatch.issue_delivery(draft_delivery(people, production.order).pk, people.rep1)
    assert stock_of(product) == {"made": 2, "passed": 8, "reserved": 90}
    assert agrees()
    dispatch.cancel_delivery(note.pk, people.rep1, "客户改期")
    assert stock_of(product) == {"made": 2, "passed": 8, "bound": 90}
    note = dispatch.issue_delivery(draft_delivery(people, production.order).pk, people.rep1)
    dispatch.issue_stock(note.pk, people.warehouse)
    assert stock_of(product) == {"made": 2, "passed": 8}
    assert agrees()
    movement = StockMovement.objects.get(kind="issued")
    assert (movement.reference, movement.document) == (str(note.stock_issue), note)


def test_what_fails_and_is_closed_is_no_stock(people, product):
    keep_stock(people)
    production = production_of(released_plan(people, order_for(people, product)))
    start_production(production.pk, people.production)
    report_progress(production.pk, people.production, Decimal(100))
    inspection = production.inspections.get()
    record_inspection(inspection.pk, people.quality, quantity_passed=Decimal(97), standard="Q/01", findings="裂纹")
    close_inspection(inspection.pk, people.gm, "报废 3 件")
    assert stock_of(product) == {"passed": 97}
    assert agrees()


def test_a_movement_is_never_changed_and_never_deleted(people, product):
    opened(people, product, 10)
    movement = StockMovement.objects.get(kind="opening")
    for act in (movement.delete, lambda: StockMovement.objects.filter(pk=movement.pk).update(quantity=11)):
        with pytest.raises(DatabaseError, match="append_only|orders_stockmovement"), transaction.atomic():
            act()
    movement.refresh_from_db()
    assert movement.quantity == 10


class TestFreeStock:
    def cancelled(self, people, product):
        """100 were made for an order that is cancelled."""
        order = stocked_order(people, order_for(people, product))
        change = approved(order, people.manager, kind="cancel")
        execute_change(change.pk, people.rep1)
        return order

    def test_ord_09_goods_of_a_cancelled_order_are_free(self, people, product):
        """ORD-09"""
        keep_stock(people)
        self.cancelled(people, product)
        assert stock_of(product) == {"free": 100}
        assert agrees()

    def test_what_is_half_made_of_a_cancelled_order_is_inspected_and_free(self, people, product):
        keep_stock(people)
        order = order_for(people, product)
        production = production_of(released_plan(people, order))
        start_production(production.pk, people.production)
        report_progress(production.pk, people.production, Decimal(30))
        execute_change(approved(order, people.manager, kind="cancel").pk, people.rep1)
        production.refresh_from_db()
        assert (production.status, stock_of(product)) == ("cancelled", {"made": 30})
        inspection = production.inspections.get()
        record_inspection(inspection.pk, people.quality, quantity_passed=Decimal(28), standard="Q/01", findings="毛刺")
        enter_stock(inspection.pk, people.warehouse)
        assert stock_of(product) == {"free": 28, "rework": 2}
        assert agrees()

    def test_another_plan_takes_them_and_only_the_rest_is_made(self, people, product):
        keep_stock(people)
        self.cancelled(people, product)
        plan = draft_plan(people, order_for(people, product, 120))
        take_from_stock(plan.pk, people.rep1, line=plan.lines.get().pk, quantity=Decimal(100))
        assert stock_of(product) == {"bound": 100}
        approvals.submit(plan, people.rep1)
        approvals.approve(approvals.open_steps_of(plan).get().pk, people.director)
        assert production_of(plan).quantity == 20
        assert agrees()

    def test_a_plan_wholly_from_stock_is_complete_and_the_order_ready(self, people, product):
        opened(people, product, 150)
        order = order_for(people, product, 120)
        plan = draft_plan(people, order)
        take_from_stock(plan.pk, people.rep1, line=plan.lines.get().pk, quantity=Decimal(120))
        approvals.submit(plan, people.rep1)
        approvals.approve(approvals.open_steps_of(plan).get().pk, people.director)
        order.refresh_from_db()
        assert PlanRelease.objects.get(pk=plan.pk).status == "completed"
        assert order.status == "ready"
        assert not Production.objects.filter(order=order).exists()
        note = dispatch.issue_delivery(draft_delivery(people, order).pk, people.rep1)
        dispatch.issue_stock(note.pk, people.warehouse)
        assert stock_of(product) == {"free": 30}
        assert agrees()

    def test_no_more_than_is_free_and_no_more_than_is_needed(self, people, product):
        opened(people, product, 10)
        plan = draft_plan(people, order_for(people, product, 8))
        line = plan.lines.get().pk
        with pytest.raises(BusinessError, match="8 are still to be made, not 9"):
            take_from_stock(plan.pk, people.rep1, line=line, quantity=Decimal(9))
        other = draft_plan(people, order_for(people, product, 8))
        take_from_stock(other.pk, people.rep1, line=other.lines.get().pk, quantity=Decimal(8))
        with pytest.raises(BusinessError, match="3 wanted, 2 “Free”"):
            take_from_stock(plan.pk, people.rep1, line=line, quantity=Decimal(3))
        assert stock_of(product) == {"free": 2, "bound": 8}

    def test_only_the_rep_of_a_draft_takes(self, people, product):
        opened(people, product, 10)
        plan = draft_plan(people, order_for(people, product, 8))
        with pytest.raises(PermissionDenied, match="while it is a draft, by the sales representative"):
            take_from_stock(plan.pk, people.rep2, line=plan.lines.get().pk, quantity=Decimal(1))
        assert stock_of(product) == {"free": 10}

    def test_it_is_given_back_by_the_draft_and_by_a_cancelled_plan(self, people, product):
        opened(people, product, 10)
        plan = draft_plan(people, order_for(people, product, 8))
        line = plan.lines.get().pk
        take_from_stock(plan.pk, people.rep1, line=line, quantity=Decimal(5))
        give_back_to_stock(plan.pk, people.rep1, "改为新制")
        assert stock_of(product) == {"free": 10}
        take_from_stock(plan.pk, people.rep1, line=line, quantity=Decimal(5))
        cancel_plan(plan.pk, people.rep1, "作废")
        assert stock_of(product) == {"free": 10}
        assert agrees()

    def test_fewer_wanted_sets_the_rest_free(self, people, product):
        keep_stock(people)
        order = stocked_order(people, order_for(people, product))
        change = approved(order, people.manager, quantity=60)
        execute_change(change.pk, people.rep1)
        assert stock_of(product) == {"free": 40, "bound": 60}
        assert agrees()
