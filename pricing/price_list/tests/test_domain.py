"""Products, costs, rules, and the versions of the price list."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from pricing.cost.margin import costs_on, set_cost
from pricing.cost.models import ProductCost
from pricing.price_list.models import PriceList, PriceRule
from pricing.price_list.prices import price_for
from pricing.price_list.rule_entry import create_price_rule
from pricing.product.entry import create_product, update_product
from pricing.product.models import Product
from pricing.tests.factories import PriceListFactory, PriceRuleFactory, ProductFactory, price
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db
D = Decimal


def test_two_lists_never_begin_on_one_day_not_even_in_the_database(product):
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceList.objects.create(
            number="X", name="X", version=9, valid_from=PriceListFactory().valid_from, status="superseded"
        )


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance", "quality", "admin"])
def test_only_managers_and_directors_write_products_and_rules(people, product, name):
    user = getattr(people, name)
    for act in (
        lambda: create_product(user, code="Z", name="Z", unit="套"),
        lambda: update_product(product.pk, user, name="Z"),
        lambda: create_price_rule(user, name="Z", discount_percent=D(1), valid_from=today()),
    ):
        with pytest.raises(PermissionDenied, match="产品和价格规则由销售管理层维护"):
            act()
    product.refresh_from_db()
    assert (Product.objects.count(), PriceRule.objects.count()) == (1, 0)
    assert product.name != "Z"


@pytest.mark.parametrize(
    "fields",
    [{}, {"price": D(1), "discount_percent": D(1)}, {"price": D(1)}],
)
def test_a_rule_has_either_a_price_of_a_product_or_a_discount(people, fields):
    with pytest.raises(BusinessError, match="价格与折扣请填写其中一项|固定价格必须指定产品"):
        create_price_rule(people.manager, name="x", valid_from=today(), **fields)
    assert PriceRule.objects.count() == 0


def test_a_rule_holds_for_the_customers_grade_and_segment(people, customer, product):
    """PRC-03, PRC-05."""
    PriceRuleFactory(grade="B", segment="regular", discount_percent=D(5))
    assert price_for(product, customer, 1).price == D("95.00")
    assert price_for(product, None, 1).price == D(100)


# -- cost


def test_the_cost_of_a_day_is_the_last_one_entered_until_then(people, product):
    """PRC-01."""
    set_cost(
        product.pk,
        people.manager,
        today() - timedelta(days=10),
        material=D(40),
        production=D(30),
        transport=D(5),
        management=D(5),
    )
    set_cost(product.pk, people.manager, today(), material=D(50))
    assert costs_on([product.pk], today() - timedelta(days=1)) == {product.pk: D(80)}
    assert costs_on([product.pk], today()) == {product.pk: D(50)}
    assert costs_on([product.pk], today() - timedelta(days=11)) == {}


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance", "production", "admin"])
def test_only_managers_and_directors_enter_cost(people, product, name):
    """SEC-03."""
    with pytest.raises(PermissionDenied, match="成本由销售管理层维护"):
        set_cost(product.pk, getattr(people, name), today(), material=D(1))
    assert ProductCost.objects.count() == 0


def test_the_audit_row_of_a_cost_does_not_tell_it(people, product):
    """SEC-03: everybody who sees the product reads its timeline."""
    set_cost(product.pk, people.manager, today(), material=D("77.77"))
    entry = audit.timeline(product).get()
    assert "77" not in f"{entry.comment}{entry.changes}"


def test_a_product_is_found_by_pinyin_initials_code_and_specification(product):
    other = price(ProductFactory(name="转向节", code="ZX-9", spec="M12"), "5")
    for text in ("zxj", "zhuanxiang", "转向", "zx-9", "m12"):
        assert list(Product.objects.search(text)) == [other]
