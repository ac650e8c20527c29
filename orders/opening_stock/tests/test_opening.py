"""The day from which stock is kept: opening stock by page and file, what is under way, and the proof that all agrees."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from orders.delivery import dispatch
from orders.inspection.result import record_inspection
from orders.opening_stock.beginning import state_opening
from orders.opening_stock.check import differences
from orders.opening_stock.clock import check_stock
from orders.opening_stock.entry import import_opening_stock
from orders.opening_stock.models import OpeningStock
from orders.opening_stock.registration import standing
from orders.production.run import report_progress, start_production
from orders.return_order import permit
from orders.return_receipt import disposition
from orders.return_receipt.models import ReturnDisposition
from orders.stock.models import StockBalance, StockKeeping, StockMovement
from orders.tests import factories_returns as made
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import (
    draft_delivery,
    finished_production,
    issued_delivery,
    production_of,
    released_plan,
    stocked_order,
    travelling_delivery,
)
from orders.tests.factories_stock import agrees, keep_stock, opened, stock_of
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.calendar import now
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, RowErrors
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def product(people):
    return price(ProductFactory(), "50")


def order_for(people, product, quantity=100):
    return confirmed_order(owner=people.rep1, lines=[(product, quantity, 50)])


def rows_of(*pairs):
    return [
        (number, {"product": product.code, "quantity": Decimal(quantity), "remark": ""})
        for number, (product, quantity) in enumerate(pairs, 2)
    ]


def take_in(people, *pairs):
    return import_opening_stock(rows_of(*pairs), people.warehouse, False, lambda done: None)


class TestOpening:
    def test_the_first_statement_begins_the_keeping(self, people, product):
        assert standing().state == "open"
        opened(people, product, 40)
        assert stock_of(product) == {"free": 40}
        assert StockKeeping.objects.get().begun_by == people.warehouse
        assert standing().state == "done"
        assert agrees()

    def test_it_is_stated_once(self, people, product):
        opened(people, product, 40)
        with pytest.raises(BusinessError, match="is stated already. Enter a count"):
            opened(people, product, 41)
        assert stock_of(product) == {"free": 40}

    def test_by_warehouse_and_planner_alone(self, people, product):
        with pytest.raises(PermissionDenied, match="stated by the warehouse"):
            state_opening(people.rep1, product=product, quantity=Decimal(1))
        assert not StockKeeping.objects.exists()

    def test_a_file_is_taken_over_whole_or_not_at_all(self, people, product):
        other = ProductFactory()
        rows = [*rows_of((product, 40)), (3, {"product": "nowhere", "quantity": Decimal(1), "remark": ""})]
        with pytest.raises(RowErrors, match="1 rows") as refused:
            import_opening_stock(rows, people.warehouse, False, lambda done: None)
        assert list(refused.value.reasons) == [3]
        assert take_in(people, (product, 40), (other, 0)) == {2: CREATED, 3: CREATED}
        assert stock_of(product) == {"free": 40}
        assert take_in(people, (product, 40)) == {2: UNCHANGED}
        with pytest.raises(RowErrors, match="1 rows") as refused:
            take_in(people, (product, 41))
        assert "enter a count" in refused.value.reasons[2]
        with pytest.raises(RowErrors, match="1 rows") as refused:
            take_in(people, (other, 0), (other, 0))
        assert "stands in row 2 already" in refused.value.reasons[3]
        assert agrees()

    def test_the_queries_of_a_file_do_not_grow_with_its_rows(self, people, django_assert_max_num_queries):
        keep_stock(people)
        products = [ProductFactory() for _n in range(30)]
        with django_assert_max_num_queries(20):
            take_in(people, *((each, 5) for each in products))
        assert StockMovement.objects.count() == 30


class TestRunningCompany:
    """It has worked here for a while when it begins to keep stock."""

    def test_what_is_under_way_is_taken_over_from_the_documents(self, people, product):
        half = production_of(released_plan(people, order_for(people, product)))
        start_production(half.pk, people.production)
        report_progress(half.pk, people.production, Decimal(7))
        finished_production(people, released_plan(people, order_for(people, product, 11)))
        failed = finished_production(people, released_plan(people, order_for(people, product, 13)))
        record_inspection(
            failed.inspections.get().pk, people.quality, quantity_passed=Decimal(10), standard="Q/01", findings="毛刺"
        )
        stocked_order(people, order_for(people, product, 17))
        issued_delivery(people, stocked_order(people, order_for(people, product, 19)))
        travelling_delivery(people, stocked_order(people, order_for(people, product, 23)))
        keep_stock(people)
        expected = {"made": 18, "rework": 3, "passed": 10, "bound": 17, "reserved": 19}
        assert stock_of(product) == expected
        assert set(StockMovement.objects.values_list("kind", flat=True)) == {"taken_over"}
        assert agrees()
        assert not differences()

    def test_what_lies_there_besides_is_the_opening_stock(self, people, product):
        stocked_order(people, order_for(people, product, 17))
        opened(people, product, 50)
        assert stock_of(product) == {"bound": 17, "free": 33}
        assert OpeningStock.objects.get().book == 17
        assert agrees()

    def test_fewer_than_the_documents_promise_cannot_be_stated(self, people, product):
        stocked_order(people, order_for(people, product, 17))
        with pytest.raises(BusinessError, match="17 lie there for orders"):
            opened(people, product, 16)
        assert not OpeningStock.objects.exists()

    def test_goods_of_before_are_delivered_as_those_of_after(self, people, product):
        order = stocked_order(people, order_for(people, product, 17))
        note = issued_delivery(people, stocked_order(people, order_for(people, product, 19)))
        keep_stock(people)
        dispatch.issue_stock(note.pk, people.warehouse)
        other = dispatch.issue_delivery(draft_delivery(people, order).pk, people.rep1)
        assert stock_of(product) == {"reserved": 17}
        dispatch.cancel_delivery(other.pk, people.rep1, "改期")
        assert stock_of(product) == {"bound": 17}
        assert agrees()


class TestReturns:
    @pytest.fixture
    def line(self, people, product):
        found = made.delivered_line(people, product=product)
        keep_stock(people)
        return found

    def decide(self, people, ret, kind, quantity):
        return disposition.dispose(
            ret.pk,
            people.quality,
            line=ret.lines.get().pk,
            kind=kind,
            quantity=Decimal(quantity),
            reason="经检验",
        )

    def test_only_the_disposition_moves_goods_out_of_the_return_store(self, people, product, line):
        ret = made.received_return(people, {line: 10})
        assert stock_of(product) == {"returned": 10}
        for kind, quantity in (("stock", 4), ("rework", 3), ("scrap", 2), ("customer", 1)):
            self.decide(people, ret, kind, quantity)
        assert stock_of(product) == {"free": 4, "rework": 3}
        assert agrees()

    def test_a_decision_taken_back_brings_them_back(self, people, product, line):
        ret = made.received_return(people, {line: 10})
        row = self.decide(people, ret, "stock", 4)
        disposition.take_back_disposition(ret.pk, people.quality, disposition=row.pk, comment="判错")
        assert stock_of(product) == {"returned": 10}
        assert agrees()

    def test_not_when_the_goods_are_used_meanwhile(self, people, product, line):
        ret = made.received_return(people, {line: 10})
        row = self.decide(people, ret, "stock", 4)
        StockBalance.objects.filter(pk=product.pk).update(free=1, bound=3)
        with pytest.raises(BusinessError, match="4 wanted, 1 “Free”"):
            disposition.take_back_disposition(ret.pk, people.quality, disposition=row.pk, comment="判错")
        assert ReturnDisposition.objects.get().taken_back_at is None

    def test_what_is_good_after_rework_is_free(self, people, product, line):
        ret = made.received_return(people, {line: 10})
        row = self.decide(people, ret, "rework", 6)
        with pytest.raises(PermissionDenied, match="decided by the quality department"):
            disposition.finish_return_rework(
                ret.pk, people.warehouse, disposition=row.pk, good=Decimal(5), comment="复检"
            )
        disposition.finish_return_rework(ret.pk, people.quality, disposition=row.pk, good=Decimal(5), comment="复检")
        assert stock_of(product) == {"returned": 4, "free": 5}
        with pytest.raises(BusinessError, match="their rework is finished already"):
            disposition.finish_return_rework(
                ret.pk, people.quality, disposition=row.pk, good=Decimal(5), comment="复检"
            )
        with pytest.raises(BusinessError, match="the decision stands"):
            disposition.take_back_disposition(ret.pk, people.quality, disposition=row.pk, comment="判错")
        assert agrees()

    def test_a_permit_withdrawn_after_the_store_received_counters_its_movement(self, people, product, line):
        """RET-06, RET-07"""
        ret = made.received_return(people, {line: 10})
        permit.withdraw_permit(ret.pk, people.quality, "发现混入他厂件")
        assert stock_of(product) == {}
        assert list(StockMovement.objects.order_by("pk").values_list("kind", flat=True)) == ["returned", "return_void"]
        assert agrees()

    def test_a_permit_withdrawn_while_the_count_differs_moves_nothing(self, people, product, line):
        ret = made.count(people, made.permitted_return(people, {line: 10}), {line: 9})
        permit.withdraw_permit(ret.pk, people.quality, "重新检验")
        assert not StockMovement.objects.exists()

    def test_a_difference_resolved_takes_in_what_was_counted(self, people, product, line):
        made.received_return(people, {line: 10}, counted={line: 9})
        assert stock_of(product) == {"returned": 9}
        assert agrees()

    def test_goods_received_before_stock_was_kept(self, people, product):
        line = made.delivered_line(people, product=product)
        ret = made.received_return(people, {line: 10})
        self.decide(people, ret, "stock", 4)
        keep_stock(people)
        assert stock_of(product) == {"returned": 6, "free": 4}
        self.decide(people, ret, "scrap", 6)
        assert stock_of(product) == {"free": 4}
        assert agrees()


class TestCheck:
    def test_the_command_says_that_all_agrees(self, people, product):
        opened(people, product, 40)
        out = StringIO()
        call_command("check_stock", stdout=out)
        assert "1 products agrees" in out.getvalue()

    def test_a_figure_that_was_tampered_with_is_found_and_told(self, people, product):
        opened(people, product, 40)
        StockBalance.objects.filter(pk=product.pk).update(free=39)
        found = differences()
        assert [(each.check, each.state) for each in found] == [("movements", "free"), ("documents", "in_store")]
        with pytest.raises(CommandError, match="2 figures do not agree"):
            call_command("check_stock", stderr=StringIO())
        assert check_stock(now()) == 2
        assert Notice.objects.filter(user=people.warehouse, subject__contains="库存与单据不符").exists()

    def test_without_stock_keeping_there_is_nothing_to_check(self, people, product):
        stocked_order(people, order_for(people, product))
        assert differences() == []
