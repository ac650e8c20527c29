"""What became of a contract in orders, deliveries and money, and what its change or end does to them."""

from decimal import Decimal

import pytest

from contracts.amendment.settling import apply_amendment
from contracts.contract.models import Contract
from contracts.termination.ending import settlement_of
from contracts.tests.amendments import (
    APPLICATION,
    approved_amendment,
    draft_amendment,
    reviewed,
    submitted,
    with_price,
)
from contracts.tests.terminations import terminated
from orders.contract_life.correction import changed_products
from orders.contract_life.figures import life_of, measures, share
from orders.order.entry import create_order
from orders.order.models import Order
from orders.order_change.amended import submit_change, take_back_change
from orders.order_change.models import OrderChange, OrderChangeLine
from orders.plan.release import draft_plan
from orders.production.run import production_starts, start_production
from orders.tests.factories import confirmed_order, contract_of, draft_change, terms_of
from orders.tests.factories_fulfilment import production_of, released_plan, signed_delivery, stocked_order
from pricing.tests.factories import ProductFactory
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def contract(customer):
    return contract_of(customer, [(ProductFactory(), 1000, 100)])


@pytest.fixture
def order(customer, contract):
    return confirmed_order(customer, terms_of(contract, 400), contract=contract)


def again(document):
    return type(document).objects.get(pk=document.pk)


# -- how far it has come


def test_400_of_1000_delivered_and_250_paid_for_are_40_and_25_per_cent():
    """CON-15"""
    found = measures(
        (Decimal(1000), Decimal(100000)),
        (Decimal(600), Decimal(60000)),
        (Decimal(400), Decimal(40000)),
        (Decimal(400), Decimal(40000)),
        (Decimal(250), Decimal(25000)),
    )
    assert {name: measure.share for name, measure in found.items()} == {
        "ordered": Decimal("0.600"),
        "delivered": Decimal("0.400"),
        "billed": Decimal("0.400"),
        "paid": Decimal("0.250"),
    }
    assert share(1, 0) is None


def test_the_life_of_a_contract_is_read_from_orders_and_deliveries(people, contract, order):
    """CON-15"""
    before = life_of(contract)
    assert (before["ordered"].quantity, before["ordered"].share, before["delivered"].share) == (400, Decimal("0.4"), 0)
    signed_delivery(people, stocked_order(people, order))
    after = life_of(contract)
    assert (after["delivered"].quantity, after["delivered"].amount) == (400, 40000)
    assert (after["delivered"].share, after["paid"].share) == (Decimal("0.4"), 0)


# -- an order change that touches the contract


def priced_change(order, price):
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, order_line=order.lines.get(), price=Decimal(price))
    return change


@pytest.mark.parametrize("values", [{"price": Decimal(90)}, {"state": "coated"}, {"quantity": Decimal(1200)}])
def test_what_touches_the_contract_waits_for_an_amendment_made_of_it(people, order, contract, values):
    """AMD-06"""
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, order_line=order.lines.get(), **values)
    submit_change(change.pk, people.rep1)
    change = again(change)
    assert change.status == "needs_amendment"
    line = change.amendment.lines.get()
    assert (change.amendment.status, change.amendment.contract) == ("draft", contract)
    assert {name: getattr(line, name) for name in values} == values
    assert not approvals.rounds_of(change).exists()


def test_a_delivery_address_alone_is_an_order_change(people, order):
    """AMD-06"""
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, order_line=order.lines.get(), delivery_place="Chengdu")
    submit_change(change.pk, people.rep1)
    assert (again(change).status, again(change).amendment) == ("submitted", None)


def finished(change, people):
    """The amendment of the change, with its application, through its reviews and in force."""
    from contracts.amendment.entry import update_amendment
    from contracts.tests.factories import pdf_file

    assert APPLICATION is not None
    update_amendment(change.amendment.pk, people.rep1, application=pdf_file("application.pdf"))
    amendment = submitted(change.amendment, people)
    reviewed(amendment, people, "manager", "technical", "quality", "production", "legal", "director", "gm")
    return apply_amendment(amendment.pk, people.rep1)


def test_the_amendment_in_force_carries_the_change_out(people, order, contract):
    """AMD-06"""
    change = priced_change(order, 90)
    submit_change(change.pk, people.rep1)
    finished(again(change), people)
    change = again(change)
    assert (change.status, again(order).lines.get().price, again(order).amount) == ("executed", 90, 36000)
    assert (again(contract).version, again(contract).lines.get().price, change.order_revision) == (2, 90, 2)


def test_an_amendment_that_comes_to_nothing_rejects_the_change(people, order):
    """AMD-06, CHG-06"""
    change = priced_change(order, 90)
    submit_change(change.pk, people.rep1)
    amendment = again(change).amendment
    from contracts.amendment.entry import update_amendment
    from contracts.tests.factories import pdf_file

    update_amendment(amendment.pk, people.rep1, application=pdf_file("application.pdf"))
    amendment = submitted(amendment, people)
    step = next(step for step in approvals.open_steps_of(amendment) if step.key == "manager")
    approvals.reject(step.pk, people.manager, "价格太低")
    assert (again(change).status, again(order).lines.get().price) == ("rejected", 100)


def test_a_waiting_change_can_be_taken_back_and_its_lines_are_free(people, order):
    """AMD-06"""
    change = priced_change(order, 90)
    submit_change(change.pk, people.rep1)
    take_back_change(change.pk, people.rep1)
    assert (again(change).status, change.lines.get().is_open) == ("draft", False)
    with pytest.raises(BusinessError, match="Only a change that waits for an amendment"):
        take_back_change(change.pk, people.rep1)


# -- what an amendment does to orders


def test_orders_under_way_get_the_new_price_and_the_departments_hear_it(people, order, contract):
    """AMD-05"""
    amendment = apply_amendment(approved_amendment(contract, people, price=90).pk, people.rep1)
    order = again(order)
    assert (order.lines.get().price, order.amount, order.revision) == (90, 36000, 2)
    assert list(amendment.effects.values_list("document", "kind")) == [(order.number, "corrected")]


def test_what_is_started_stays_as_it_is_where_the_customer_takes_it_so(people, order, contract):
    """AMD-03, AMD-05"""
    plan = released_plan(people, order)
    start_production(production_of(plan).pk, people.production)
    draft = draft_amendment(contract, price=90)
    amendment = submitted(draft, people, resolution="finish_under_original")
    reviewed(amendment, people, "manager", "technical", "quality", "production", "legal", "director", "gm")
    apply_amendment(amendment.pk, people.rep1)
    assert (again(order).lines.get().price, again(contract).lines.get().price) == (100, 90)
    assert list(amendment.effects.values_list("document", "kind")) == [(order.number, "kept")]


def test_delivered_goods_keep_their_price_and_are_named(people, order, contract):
    """AMD-05"""
    signed_delivery(people, stocked_order(people, order))
    assert again(order).status == "accepted"
    other = confirmed_order(order.customer, terms_of(contract, 100), contract=contract)
    amendment = submitted(draft_amendment(contract, price=90), people, resolution="finish_under_original")
    reviewed(amendment, people, "manager", "technical", "quality", "production", "legal", "director", "gm")
    apply_amendment(amendment.pk, people.rep1)
    assert (again(order).lines.get().price, again(other).lines.get().price) == (100, 90)


def test_changed_products_are_told_from_those_that_are_gone():
    """AMD-05"""
    line = {"product_id": "7", "product": "Drum", "price": "100", "state": "", "spec": "", "tax_rate": "13"}
    before = {"fields": {}, "lines": [line, {**line, "product_id": "8"}]}
    after = {"fields": {}, "lines": [{**line, "price": "90"}]}
    assert changed_products(before, after) == ({7: {"price": "90"}}, {8})


# -- production and the amendment


def test_production_is_held_while_an_amendment_is_under_way(people, order, contract):
    """AMD-02"""
    plan = released_plan(people, order)
    submitted(draft_amendment(contract), people)
    with pytest.raises(BusinessError, match="Held by the contract amendment"):
        start_production(production_of(plan).pk, people.production)
    assert production_of(plan).status == "planned"


def test_a_plan_is_not_released_while_an_amendment_holds_it(people, order, contract):
    """AMD-02"""
    submitted(draft_amendment(contract), people)
    with pytest.raises(BusinessError, match="Held by the contract amendment"):
        released_plan(people, order)


def test_where_production_is_not_held_its_start_is_told_and_needs_a_concession(people, order, contract):
    """AMD-03"""
    plan = released_plan(people, order)
    amendment = submitted(draft_amendment(contract, holds_production=False), people)
    start_production(production_of(plan).pk, people.production)
    told = Notice.objects.filter(url=amendment.get_absolute_url(), user=people.manager)
    assert told.exists()
    reviewing = [step for step in approvals.open_steps_of(amendment) if step.key == "manager"]
    with pytest.raises(BusinessError, match="Production has started.*Send it back"):
        approvals.approve(reviewing[0].pk, people.manager)


def test_the_page_is_told_which_plan_line_started_when_and_by_whom(people, order, contract):
    """AMD-03"""
    plan = released_plan(people, order)
    production = production_of(plan)
    start_production(production.pk, people.production)
    (start,) = production_starts(contract)
    assert (start["production"], start["plan"], start["started_by"]) == (
        production.number,
        plan.number,
        people.production,
    )


# -- the end of a contract


def test_after_the_termination_nothing_new_is_ordered_or_planned(people, order, contract):
    """AMD-07"""
    terminated(contract, people)
    ended = Contract.objects.get(pk=contract.pk)
    line = contract.lines.get()
    with pytest.raises(BusinessError, match="is terminated: nothing new is ordered or planned"):
        create_order(
            people.rep1,
            customer=contract.customer,
            kind="contract",
            contract=ended,
            lines=[{"product": line.product, "quantity": Decimal(1), "price": line.price}],
        )
    with pytest.raises(BusinessError, match="is terminated: nothing new is ordered or planned"):
        draft_plan(order.pk, people.rep1)
    assert (Order.objects.count(), order.plan_releases.count()) == (1, 0)


def test_open_orders_are_listed_for_settlement_and_their_plans_are_stopped(people, order, contract):
    """AMD-07"""
    plan = released_plan(people, order)
    termination = terminated(contract, people)
    assert again(plan).status == "cancelled"
    assert [row["key"] for row in settlement_of(termination)] == [f"order-{order.pk}"]


def test_deliveries_not_billed_are_on_the_settlement_sheet(people, order, contract):
    """AMD-07"""
    note = signed_delivery(people, stocked_order(people, order))
    termination = terminated(contract, people)
    assert f"delivery-{note.pk}" in [row["key"] for row in settlement_of(termination)]
    assert OrderChange.objects.count() == 0
    assert with_price(contract, 90)[0]["price"] == 90
