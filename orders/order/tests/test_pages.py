"""Pages, exports and papers of demand notices, orders and order changes: what they show, and to whom."""

import subprocess
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from contracts.tests.factories import pdf_file
from customers.tests.factories import active_customer
from orders.demand.decision import refer_demand, submit_demand
from orders.demand.models import DemandNotice
from orders.demand.views import DemandList
from orders.order.confirmation import submit_order
from orders.order.models import Order
from orders.order.views import OrderList
from orders.order_change.amended import submit_change
from orders.order_change.models import OrderChange
from orders.order_change.review import ask_departments, assess_impacts
from orders.tests.factories import (
    checked_demand,
    confirmed_order,
    contract_of,
    demand,
    draft_change,
    draft_order,
    supply_check,
)
from orders.tests.factories_money import posted_invoice
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.web.detail import stepper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PRICE = "87.65"
AMOUNT = "1,753.00"


def get(client, user, name, *args, query="", **extra):
    client.force_login(user)
    return client.get(reverse(name, args=args) + query, **extra)


def text_of(pdf):
    """The words of a paper without the spaces that its layout puts between them."""
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


@pytest.fixture
def order(customer):
    """20 pieces at 87.65, handed over to production."""
    contract = contract_of(customer, [(_product(), 1000, Decimal(PRICE))])
    product = contract.lines.get().product
    made = confirmed_order(customer, [(product, 20, Decimal(PRICE))], contract=contract)
    for role in ("prod", "wh", "pur", "log"):
        notify_department(made, role, "Order confirmed", sent_by=customer.owner)
    return made


def _product():
    from pricing.tests.factories import ProductFactory

    return ProductFactory()


# -- the number of queries does not depend on the number of rows -----------------------------------------------


def page_queries(client, user, django_assert_max_num_queries, *address):
    client.force_login(user)
    client.get(reverse(*address[:1], args=address[1:]))
    with django_assert_max_num_queries(200) as found:
        assert client.get(reverse(address[0], args=address[1:])).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("make", "page", "queries"),
    [
        (demand, "demand-list", 8),
        (confirmed_order, "order-list", 8),
        (lambda customer: draft_change(confirmed_order(customer), 20), "order-change-list", 8),
    ],
)
def test_a_list_of_one_and_of_three_rows_asks_the_same(
    client, people, customer, django_assert_max_num_queries, make, page, queries
):
    make(customer)
    assert page_queries(client, people.rep1, django_assert_max_num_queries, page) == queries
    make(customer)
    make(customer)
    assert page_queries(client, people.rep1, django_assert_max_num_queries, page) == queries


def test_the_tabs_of_customer_and_contract_ask_the_same_for_three_rows(
    client, people, customer, django_assert_max_num_queries
):
    """CUS-01: the purchase record of the customer lists every order of its."""
    contract = contract_of(customer)
    confirmed_order(customer, contract=contract)
    args = [("customer-orders", customer.pk), ("contract-orders", contract.pk)]
    first = [page_queries(client, people.rep1, django_assert_max_num_queries, *each) for each in args]
    confirmed_order(customer, contract=contract)
    confirmed_order(customer, contract=contract)
    assert [page_queries(client, people.rep1, django_assert_max_num_queries, *each) for each in args] == first
    record = client.get(reverse("customer-orders", args=[customer.pk])).context["page"].object_list
    assert {row.record for row in record} == set(Order.objects.filter(customer=customer))


@pytest.mark.parametrize("name", ["customer-orders", "contract-orders"])
def test_the_customers_own_number_stands_beside_his_orders(client, people, customer, name):
    """ORD-01: contract and customer lead to the order by the number the customer knows."""
    contract = contract_of(customer)
    order = confirmed_order(customer, contract=contract)
    Order.objects.filter(pk=order.pk).update(customer_reference="PO-4711")
    client.force_login(people.rep1)
    of = contract if name == "contract-orders" else customer
    assert "PO-4711" in client.get(reverse(name, args=[of.pk])).content.decode()


def test_details_of_one_and_of_three_lines_ask_the_same(client, people, customer, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        lines = [(_product(), 5, 100) for _each in range(number)]
        notice = checked_demand(customer, lines)
        made = confirmed_order(customer, lines)
        change = draft_change(made)
        for line in made.lines.all():
            change.lines.create(order_line=line, quantity=9)
        for _each in range(number):
            supply_check(notice)
        pages = [("demand-detail", notice.pk), ("order-detail", made.pk), ("order-change-detail", change.pk)]
        counts.append([page_queries(client, people.rep1, django_assert_max_num_queries, *page) for page in pages])
    assert counts[0] == counts[1]


# -- scope -----------------------------------------------------------------------------------------------------


def test_sec_01_pages_out_of_scope_do_not_exist(client, people, customer, order):
    """SEC-01"""
    notice, change = checked_demand(customer), draft_change(order, 30)
    check = supply_check(notice)
    pages = [
        ("demand-detail", notice),
        ("demand-edit", notice),
        ("demand-pdf", notice),
        ("demand-pdf-plain", notice),
        ("order-detail", order),
        ("order-edit", order),
        ("order-pdf", order),
        ("order-pdf-plain", order),
        ("order-change-detail", change),
        ("order-change-edit", change),
        ("order-change-pdf", change),
        ("supply-check-pdf", check),
        ("customer-orders", customer),
    ]
    for name, document in pages:
        assert get(client, people.rep2, name, document.pk).status_code == 404, name
    assert get(client, people.rep1, "order-detail", order.pk).status_code == 200


def test_an_action_posted_out_of_scope_or_by_the_wrong_person_changes_nothing(client, people, customer):
    made = draft_order(customer)
    address = reverse("order-do", args=[made.pk, "submit"])
    client.force_login(people.rep2)
    assert client.post(address, {"comment": ""}).status_code == 404
    client.force_login(people.supervisor)
    assertContains(client.post(address, {"comment": ""}), "订单由负责的销售代表编辑", status_code=403)
    assert Order.objects.get().status == "draft"


# -- prices ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["production", "warehouse", "purchasing", "logistics", "planner"])
def test_departments_see_the_order_and_no_price_on_any_page(client, people, order, who):
    person = getattr(people, who)
    for name, args in (("order-list", ()), ("order-detail", (order.pk,))):
        response = get(client, person, name, *args)
        assert response.status_code == 200
        page = response.content.decode()
        assert order.number in page
        assert PRICE not in page and AMOUNT not in page
        assert order.customer.get_absolute_url() not in page
    listed = get(client, person, "order-list", query="?amount_min=99999&sort=-amount").content.decode()
    assert order.number in listed
    assert get(client, person, "order-pdf", order.pk).status_code == 403
    plain = text_of(get(client, person, "order-pdf-plain", order.pk).content)
    assert order.number in plain and "20" in plain
    assert PRICE not in plain and AMOUNT not in plain


def test_sales_sees_the_prices(client, people, order):
    page = get(client, people.rep1, "order-detail", order.pk).content.decode()
    assert PRICE in page and AMOUNT in page
    printed = text_of(get(client, people.rep1, "order-pdf", order.pk).content)
    assert PRICE in printed and AMOUNT in printed and "人民币壹仟柒佰伍拾叁元整" in printed


def test_an_export_of_orders_has_no_prices_for_who_sees_none(people, order):
    for person, has_price in ((people.manager, True), (people.planner, False)):
        names = [column.name for column in OrderList.export_columns(person, ["number", "amount"])]
        assert ("amount" in names) is has_price
    assert "amount" not in [column.name for column in DemandList.export_columns(people.planner)]


def test_the_timeline_keeps_prices_from_departments(client, people, order):
    from salesmgmt.core import audit

    audit.record(order, people.rep1, "Edited", changes={"amount": ["1,111.11", "2,222.22"], "remark": ["a", "urgent"]})
    blind = get(client, people.production, "order-detail", order.pk).content.decode()
    seeing = get(client, people.rep1, "order-detail", order.pk).content.decode()
    assert "2,222.22" not in blind and "urgent" in blind
    assert "2,222.22" in seeing


def test_what_a_customer_owes_is_not_for_the_planner(client, people, customer):
    posted_invoice(customer, "123456.78")
    notice = checked_demand(customer)
    submit_demand(notice.pk, people.rep1)
    check = notice.supply_checks.get()
    page = get(client, people.planner, "demand-detail", notice.pk).content.decode()
    assert notice.number in page and "123,456.78" not in page
    assert get(client, people.planner, "supply-check-pdf", check.pk).status_code == 403
    assert "123,456.78" in get(client, people.director, "demand-detail", notice.pk).content.decode()


# -- supply control on the page --------------------------------------------------------------------------------


def test_a_hold_shows_its_owner_and_every_figure(client, people, customer):
    posted_invoice(customer, "500000.01")
    notice = checked_demand(customer)
    submit_demand(notice.pk, people.rep1)
    refer_demand(notice.pk, people.director)
    page = get(client, people.rep1, "demand-detail", notice.pk, headers={"accept-language": "en"}).content.decode()
    assert "Supply on hold" in page and "waits for General manager" in page
    assert "exceeds the warning line of grade B (¥500,000.00) by ¥0.01" in page
    listed = get(client, people.rep1, "demand-list", query="?status=gm_exception").content.decode()
    assert notice.number in listed
    home = get(client, people.rep1, "home-more", headers={"accept-language": "en"}).content.decode()
    assert "Supply on hold" in home


def test_the_head_accepts_by_the_approval_form_and_gets_403_where_the_check_fails(client, people, customer):
    posted_invoice(customer, "500000.01")
    notice = checked_demand(customer)
    submit_demand(notice.pk, people.rep1)
    (step,) = approvals.open_steps_of(notice)
    client.force_login(people.director)
    address = reverse("step-do", args=[step.pk, "approve"])
    assertContains(client.post(address, {"comment": "", "decision": "accept"}), "决定，请报其决定", status_code=403)
    assert DemandNotice.objects.get().status == "head_review"
    assert client.post(address, {"comment": "x", "decision": "refer"}).status_code == 302
    assert DemandNotice.objects.get().status == "gm_exception"


def test_the_supply_check_sheet_names_the_figures(client, people, customer):
    posted_invoice(customer, "500000.01")
    notice = checked_demand(customer)
    submit_demand(notice.pk, people.rep1)
    printed = text_of(get(client, people.director, "supply-check-pdf", notice.supply_checks.get().pk).content)
    for words in ("供货核定单", notice.number, "500,000.01", "500,000.00", "7000", "SET-09", "SET-11"):
        assert words in printed, words


def test_the_telephone_record_is_printed_with_and_without_prices(client, people, customer):
    notice = checked_demand(customer, [(_product(), 20, Decimal(PRICE))])
    full = text_of(get(client, people.rep1, "demand-pdf", notice.pk).content)
    plain = text_of(get(client, people.rep1, "demand-pdf-plain", notice.pk).content)
    assert "要货电话记录" in full and "王芳" in full and AMOUNT in full
    assert notice.number in plain and PRICE not in plain and AMOUNT not in plain


# -- forms -----------------------------------------------------------------------------------------------------


def lines_data(product, **values):
    row = {
        "product": product.pk,
        "state": "",
        "quantity": "10",
        "price": "100",
        "due_date": str(today()),
        "delivery_place": "",
        "supply_type": "made",
        **values,
    }
    data = {f"lines-0-{name}": value for name, value in row.items()}
    return {
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-MIN_NUM_FORMS": "1",
        "lines-MAX_NUM_FORMS": "500",
        **data,
    }


def test_a_notice_is_entered_on_the_page_with_its_fax(client, people, customer):
    contract = contract_of(customer)
    data = {
        "customer": customer.pk,
        "kind": "contract",
        "contract": contract.pk,
        "channel": "fax",
        "received_at": "2026-01-05T09:30",
        "scan": pdf_file("fax.pdf"),
        **lines_data(contract.lines.get().product),
    }
    client.force_login(people.rep1)
    response = client.post(reverse("demand-create"), data)
    made = DemandNotice.objects.get()
    assert response.headers["Location"] == made.get_absolute_url()
    assert (made.amount, made.created_by, made.status) == (1000, people.rep1, "received")


def test_a_price_that_differs_from_the_contract_is_refused_on_the_page_and_what_was_typed_stays(
    client, people, customer
):
    contract = contract_of(customer)
    data = {
        "customer": customer.pk,
        "kind": "contract",
        "contract": contract.pk,
        "order_date": str(today()),
        "delivery_place": "Chongqing gate 3",
        **lines_data(contract.lines.get().product, price="99"),
    }
    client.force_login(people.rep1)
    response = client.post(reverse("order-create"), data, headers={"accept-language": "en"})
    assert response.status_code == 409
    assert "differs from the contract" in response.content.decode() and "Chongqing gate 3" in response.content.decode()
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"quantity": "-1"}, 422),
        ({"quantity": "0"}, 422),
        ({"quantity": "1.234"}, 422),
        ({"price": "-5"}, 422),
        ({"quantity": "99999999999"}, 422),
        ({"due_date": "32.13.2026"}, 422),
    ],
)
def test_bad_input_is_refused_beside_its_field(client, people, customer, values, status):
    contract = contract_of(customer)
    data = {
        "customer": customer.pk,
        "kind": "contract",
        "contract": contract.pk,
        "order_date": str(today()),
        **lines_data(contract.lines.get().product, **values),
    }
    client.force_login(people.rep1)
    assert client.post(reverse("order-create"), data).status_code == status
    assert Order.objects.count() == 0


def test_a_foreign_customer_in_the_posted_form_is_refused(client, people, customer):
    foreign = active_customer(people.rep2)
    contract = contract_of(foreign)
    data = {
        "customer": foreign.pk,
        "kind": "contract",
        "contract": contract.pk,
        "order_date": str(today()),
        **lines_data(contract.lines.get().product),
    }
    client.force_login(people.rep1)
    assert client.post(reverse("order-create"), data).status_code == 422
    assert Order.objects.count() == 0


def test_a_change_is_asked_for_from_the_orders_page(client, people, order):
    page = get(client, people.rep1, "order-detail", order.pk).content.decode()
    assert f"{reverse('order-change-create')}?order={order.pk}" in page
    line = order.lines.get()
    data = {
        "order": order.pk,
        "kind": "modify",
        "content": "more",
        "reason": "needed",
        "expected_impact": "none",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-MIN_NUM_FORMS": "0",
        "lines-MAX_NUM_FORMS": "500",
        "lines-0-order_line": line.pk,
        "lines-0-quantity": "25",
    }
    assert client.post(reverse("order-change-create"), data).status_code == 302
    change = OrderChange.objects.get()
    assert change.lines.get().quantity == 25
    assert "25" in get(client, people.rep1, "order-change-detail", change.pk).content.decode()


def test_the_order_change_request_is_printed_with_impacts_and_opinions(client, people, order):
    change = draft_change(order, 30)
    submit_change(change.pk, people.rep1)
    assess_impacts(
        change.pk, people.manager, impact_production="加班一周", impact_delivery="不变", impact_cost="运费增加"
    )
    ask_departments(change.pk, people.manager, departments=["prod"])
    (step,) = approvals.open_steps_of(change)
    approvals.approve(step.pk, people.production, "产能足够")
    page = get(client, people.production, "order-change-detail", change.pk).content.decode()
    assert "产能足够" in page and PRICE not in page
    printed = text_of(get(client, people.manager, "order-change-pdf", change.pk).content)
    for words in ("订单变更申请单", order.number, "加班一周", "产能足够", "30"):
        assert words in printed, words


def test_the_manager_assesses_by_the_button_of_the_page(client, people, order):
    change = draft_change(order, 30)
    submit_change(change.pk, people.rep1)
    address = reverse("order-change-do", args=[change.pk, "assess"])
    client.force_login(people.rep1)
    impacts = {"impact_production": "a", "impact_delivery": "b", "impact_cost": "c"}
    assertContains(client.post(address, impacts), "此订单变更不在等待您的决定", status_code=403)
    client.force_login(people.manager)
    assert client.post(address, impacts | {"impact_cost": ""}).status_code == 422
    assert client.post(address, impacts).status_code == 302
    assert OrderChange.objects.get().status == "under_review"


def test_the_product_type_ahead_gives_the_price_of_the_contract(client, people, customer):
    contract = contract_of(customer, [(_product(), 10, Decimal("77.77"))])
    _product()
    client.force_login(people.rep1)
    items = client.get(reverse("lookup", args=["order-product"]), {"contract": contract.pk}).json()["items"]
    assert [item["fills"]["price"] for item in items] == ["77.77"]


def test_an_order_of_a_notice_keeps_its_customer_on_the_form(client, people, customer):
    notice = checked_demand(customer)
    submit_demand(notice.pk, people.rep1)
    (step,) = approvals.open_steps_of(notice)
    approvals.approve(step.pk, people.director)
    order = Order.objects.get()
    assert get(client, people.rep1, "order-edit", order.pk).status_code == 200
    submit_order(order.pk, people.rep1)
    assert get(client, people.rep1, "order-edit", order.pk).status_code == 302


def test_a_draft_order_and_a_received_notice_are_edited_on_their_pages(client, people, customer):
    contract = contract_of(customer)
    product = contract.lines.get().product
    order, notice = draft_order(customer, contract=contract), demand(customer, contract=contract)
    client.force_login(people.rep1)
    line = {"lines-INITIAL_FORMS": "1", "lines-0-id": order.lines.get().pk}
    data = {
        "customer": customer.pk,
        "kind": "contract",
        "contract": contract.pk,
        "order_date": str(today()),
        "delivery_place": "gate 7",
        **lines_data(product, quantity="12"),
        **line,
    }
    assert client.post(reverse("order-edit", args=[order.pk]), data).status_code == 302
    order = Order.objects.get()
    assert (order.delivery_place, order.amount, order.lines.get().quantity) == ("gate 7", 1200, 12)
    data = {
        "customer": customer.pk,
        "kind": "contract",
        "contract": contract.pk,
        "channel": "email",
        "received_at": "2026-01-05T09:30",
        "scan": pdf_file("mail.pdf"),
        **lines_data(product, quantity="7"),
        "lines-INITIAL_FORMS": "1",
        "lines-0-id": notice.lines.get().pk,
    }
    assert client.post(reverse("demand-edit", args=[notice.pk]), data).status_code == 302
    notice = DemandNotice.objects.get()
    assert (notice.channel, notice.amount) == ("email", 700)
    assert client.get(reverse("demand-do", args=[notice.pk, "check"])).status_code == 200


def test_a_partly_delivered_order_stands_between_the_stops_of_its_road(people, customer):
    order = confirmed_order(customer)
    order.status = Order.Status.PARTLY_DELIVERED
    steps = stepper(order)
    now = next(place for place, step in enumerate(steps) if step.state == "now")
    assert str(steps[now].label) == str(Order.Status.PARTLY_DELIVERED.label)
    assert {step.state for step in steps[:now]} == {"done"} and [step.state for step in steps[now + 1 :]] == [
        "next"
    ] * 3
    order.status = Order.Status.CANCELLED
    assert [step.state for step in stepper(order)][-1] == "off"
