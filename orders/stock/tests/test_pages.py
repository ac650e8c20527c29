"""The pages of the stock: few questions, whatever there is, and nobody sees what is not his."""

from decimal import Decimal

import pytest
from django.urls import reverse

from orders.stock.models import StockMovement
from orders.stock_count.counting import count_stock
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import draft_plan, stocked_order
from orders.tests.factories_stock import keep_stock, opened, stock_of
from pricing.tests.factories import ProductFactory, price

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LIST_QUERIES = {
    "stock-list": 8,
    "stock-movement-list": 8,
    "stock-count-list": 8,
    "opening-stock-list": 8,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("url", LIST_QUERIES)
def test_the_lists_ask_the_same_questions_for_one_row_and_three(client, people, url, rows, django_assert_num_queries):
    for _n in range(rows):
        product = ProductFactory()
        opened(people, product, 10)
        count_stock(product.pk, people.warehouse, counted=Decimal(9), reason="盘亏")
    client.force_login(people.planner)
    client.get(reverse(url))
    with django_assert_num_queries(LIST_QUERIES[url]):
        page = client.get(reverse(url))
    assert page.context["total"] == str(rows)


@pytest.mark.parametrize("orders", [1, 3])
def test_the_page_of_a_product_asks_the_same_questions_whoever_it_is_for(
    client, people, orders, django_assert_num_queries
):
    keep_stock(people)
    product = price(ProductFactory(), "50")
    for _n in range(orders):
        stocked_order(people, confirmed_order(owner=people.rep1, lines=[(product, 5, 50)]))
    client.force_login(people.planner)
    url = reverse("stock-detail", args=[product.pk])
    client.get(url)
    with django_assert_num_queries(10):
        page = client.get(url)
    assert len(page.context["held_for"]) == orders


def test_states_movements_and_filters(client, people):
    keep_stock(people)
    product = price(ProductFactory(), "50")
    order = stocked_order(people, confirmed_order(owner=people.rep1, lines=[(product, 5, 50)]))
    client.force_login(people.warehouse)
    page = client.get(reverse("stock-detail", args=[product.pk])).content.decode()
    assert "订单占用" in page and "录入盘点" in page
    listed = client.get(reverse("stock-list"), {"holding": "free"})
    assert listed.context["total"] == "0"
    assert client.get(reverse("stock-list"), {"holding": "bound"}).context["total"] == "1"
    tab = client.get(reverse("stock-movements", args=[product.pk]), {"state": "bound"})
    assert tab.context["total"] == "1"
    assert order.number in tab.content.decode()
    movement = StockMovement.objects.get(to_state="bound")
    assert movement.document_url in tab.content.decode()
    assert client.get(movement.document_url).status_code == 200


def test_a_representative_reads_the_stock_and_no_movements(client, people):
    keep_stock(people)
    product = price(ProductFactory(), "50")
    stocked_order(people, confirmed_order(owner=people.rep2, lines=[(product, 5, 50)]))
    client.force_login(people.rep1)
    page = client.get(reverse("stock-detail", args=[product.pk]))
    assert page.context["held_for"][0][0] is None
    assert "录入盘点" not in page.content.decode()
    assert client.get(reverse("stock-movement-list")).status_code == 403
    assert client.get(reverse("stock-movements", args=[product.pk])).status_code in (403, 404)


def test_the_movements_go_out_as_a_file(client, people):
    opened(people, ProductFactory(), 10)
    client.force_login(people.warehouse)
    assert client.get(reverse("stock-movement-list")).context["export_url"]
    client.force_login(people.production)
    assert not client.get(reverse("stock-movement-list")).context["export_url"]


def test_a_count_is_entered_on_the_page_of_the_product(client, people):
    product = ProductFactory()
    opened(people, product, 10)
    client.force_login(people.warehouse)
    url = reverse("stock-do", args=[product.pk, "count"])
    refused = client.post(url, {"counted": "9", "reason": ""})
    assert refused.status_code == 409 and "请填写差异原因" in refused.content.decode()
    answer = client.post(url, {"counted": "9", "reason": "破损"}, follow=True)
    assert "待审批" in answer.content.decode()
    assert stock_of(product) == {"free": 10}


def test_opening_stock_is_entered_on_its_page(client, people):
    product = price(ProductFactory(), "50")
    client.force_login(people.warehouse)
    page = client.get(reverse("opening-stock-create"))
    assert page.status_code == 200
    answer = client.post(
        reverse("opening-stock-create"), {"product": product.pk, "quantity": "12", "remark": "账实相符"}, follow=True
    )
    assert answer.status_code == 200
    assert stock_of(product) == {"free": 12}


def test_a_plan_shows_what_it_could_take(client, people):
    product = price(ProductFactory(), "50")
    opened(people, product, 3)
    plan = draft_plan(people, confirmed_order(owner=people.rep1, lines=[(product, 5, 50)]))
    client.force_login(people.rep1)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "库存供给" in page and "占用库存" in page
    url = reverse("plan-release-do", args=[plan.pk, "take-from-stock"])
    assert "可用 3，尚需生产 5" in client.get(url).content.decode()
    client.post(url, {"line": plan.lines.get().pk, "quantity": "3"})
    assert stock_of(product) == {"bound": 3}


def test_the_page_of_the_product_says_what_is_kept(client, people):
    product = price(ProductFactory(), "50")
    opened(people, product, 7)
    client.force_login(people.rep1)
    assert "其中可用 7" in client.get(product.get_absolute_url()).content.decode()
