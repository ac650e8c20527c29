"""Stock and cost on the page of a product (PRC-13)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from pricing.stock_level.entry import state_stock, stock_of, update_stock
from pricing.stock_level.models import StockLevel
from pricing.tests.factories import cost
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def test_who_sees_cost_sees_cost_and_stock_and_a_rep_sees_stock_alone(client, people, product):
    """PRC-13, SEC-03"""
    cost(product, "77.77")
    state_stock(people.planner, product, D(640), today() - timedelta(days=1))
    for name, shown in (("manager", True), ("finance", True), ("rep1", False), ("supervisor", False)):
        client.force_login(getattr(people, name))
        page = client.get(product.get_absolute_url()).content.decode()
        assert "640" in page, name
        assert ("77.77" in page) is shown, name


def test_the_latest_statement_counts_and_the_same_day_replaces(people, product):
    state_stock(people.planner, product, D(10), today() - timedelta(days=3))
    state_stock(people.warehouse, product, D(20), today())
    state_stock(people.warehouse, product, D(25), today())
    assert (stock_of(product).quantity, StockLevel.objects.count()) == (D(25), 2)
    level = stock_of(product)
    update_stock(level.pk, people.planner, product, D(26), today())
    assert stock_of(product).quantity == D(26)


@pytest.mark.parametrize("name", ["rep1", "manager", "finance", "production", "admin"])
def test_stock_is_stated_by_planner_and_warehouse(people, product, name):
    with pytest.raises(PermissionDenied, match="stated by the production and operations department"):
        state_stock(getattr(people, name), product, D(1), today())
    assert not StockLevel.objects.exists()


def test_a_day_to_come_has_no_stock(people, product):
    with pytest.raises(BusinessError, match="lies in the future"):
        state_stock(people.planner, product, D(1), today() + timedelta(days=1))


def test_the_form_states_stock_and_shows_its_list(client, people, product):
    client.force_login(people.planner)
    data = {"product": product.pk, "quantity": "12.5", "as_of": today()}
    assert client.post(reverse("stock-level-create"), data).status_code == 302
    page = client.get(reverse("stock-level-list")).content.decode()
    assert product.code in page
    assert "12.5" in page
    assert client.post(reverse("stock-level-create"), {**data, "quantity": "-1"}).status_code == 422
