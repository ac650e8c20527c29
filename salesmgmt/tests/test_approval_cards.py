"""The cards of the inbox show what is decided, to whom it may be shown."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.tests.factories import contract, template
from customers.evaluation.tests.test_evaluations import draft as draft_evaluation
from customers.sample.request import request_sample, submit_sample
from customers.tests.factories import active_customer
from orders.tests.factories import draft_order
from orders.tests.factories_money import posted_invoice
from pricing.discount.request import request_discount
from pricing.tests.factories import ProductFactory, cost, price, quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    template()
    return company()


def facts(client, person):
    """``{number: [(label, text)]}`` of the cards a person has to decide."""
    client.force_login(person)
    rows = client.get("/approvals/").context["rows"]
    return {each["round"].document_number: each["facts"] for each in rows}


def special(people):
    """80 instead of 100, at a cost of 60."""
    product = price(ProductFactory(), "100")
    cost(product, "60")
    made = quote(active_customer(people.rep1), [(product, 10, "80")])
    return request_discount(made.pk, people.rep1, "大客户")


def test_an_evaluation_shows_grade_and_points_and_the_grade_until_now(client, people):
    """RAT-05"""
    evaluation = draft_evaluation(active_customer(people.rep1, grade="C"))
    approvals.submit(evaluation, people.rep1)
    found = facts(client, people.manager)
    assert found == {evaluation.number: [("信用等级", "B"), ("总分值", 36), ("目前等级", "C")]}
    page = "".join(line.strip() for line in client.get("/approvals/").content.decode().splitlines())
    assert "<dt>信用等级</dt><dd>B</dd>" in page


def test_a_special_discount_shows_discount_and_margin(client, people):
    """QUO-04, SEC-03: margin for those who see cost alone."""
    discount = special(people)
    assert facts(client, people.manager) == {discount.number: [("低于标价", "20.0%"), ("毛利率", "25.0%")]}
    # A supervisor sees prices and no cost: by transfer of the role's standing, no margin.
    approval = approvals.approval_of(discount)
    assert approval.card([discount], people.supervisor) == {discount.pk: [("低于标价", "20.0%")]}


def test_a_discount_without_the_cost_of_a_product_shows_no_margin(client, people):
    """PRC-01"""
    made = quote(active_customer(people.rep1), [(price(ProductFactory(), "100"), 10, "80")])
    discount = request_discount(made.pk, people.rep1, "大客户")
    assert facts(client, people.manager) == {discount.number: [("低于标价", "20.0%"), ("毛利率", "—")]}


@pytest.mark.parametrize("make", [contract, draft_order])
def test_a_contract_and_an_order_show_amount_and_overdue(client, people, make):
    """REC-01: what is due today is not overdue."""
    customer = active_customer(people.rep1)
    made = make(customer)
    for days, amount in ((1, "300.00"), (10, "700.00"), (0, "50.00"), (-5, "60.00")):
        due = today() - dt.timedelta(days=days)
        posted_invoice(customer, amount, date=due - dt.timedelta(days=30), due_date=due)
    posted_invoice(
        active_customer(people.rep1),
        "9.00",
        date=today() - dt.timedelta(days=9),
        due_date=today() - dt.timedelta(days=3),
    )
    approvals.submit(made, people.rep1)
    assert facts(client, people.manager) == {made.number: [("逾期应收", "¥1,000.00")]}
    assert f"¥{made.amount:,.2f}" in client.get("/approvals/").content.decode()


def test_a_department_that_sees_no_prices_sees_none_of_it(client, people):
    """roles.md, row-level rule 3"""
    made = contract(active_customer(people.rep1))
    approvals.submit(made, people.rep1)
    approvals.approve(approvals.open_steps_of(made).get().pk, people.manager)
    assert facts(client, people.technical) == {made.number: []}


def test_the_cards_ask_as_often_for_three_as_for_one(client, people):
    client.force_login(people.manager)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/approvals/")
        return len(found)

    special(people)
    client.get("/approvals/")
    one = queries()
    special(people)
    special(people)
    assert queries() == one


def test_a_person_of_another_team_has_no_card(client, people):
    special(people)
    assert facts(client, UserFactory(username="manager9", roles=[Role.MGR])) == {}


def test_a_sample_request_shows_what_is_asked_for_and_how_much(client, people):
    """SVC-07"""
    product = ProductFactory(name="制动总泵")
    request = request_sample(
        people.rep1,
        active_customer(people.rep1),
        kind="sample",
        product_code=product.code,
        product_name=product.name,
        quantity=Decimal("12.50"),
        needed_on=today() + dt.timedelta(7),
        delivery_place="重庆",
        purpose="装车试验",
    )
    submit_sample(request.pk, people.rep1)
    product_fact, quantity, day = facts(client, people.manager)[request.number]
    assert product_fact == ("产品", "制动总泵")
    assert (quantity, day[1]) == (("数量", "12.5"), request.needed_on)
