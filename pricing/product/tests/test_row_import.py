"""Products and their costs from a sheet."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from customers.category.models import ProductCategory
from pricing.cost.models import ProductCost
from pricing.cost.row_import import import_cost
from pricing.product.models import Product
from pricing.product.row_import import import_product
from pricing.tests.factories import ProductFactory
from salesmgmt.core.domain.import_columns import Reading, percent
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.tests.factories import company

DAY = dt.date(2026, 1, 1)


@pytest.fixture
def people(db):
    with translation.override("en"):
        yield company()


def product(**changes):
    values = dict.fromkeys(("spec", "quality_standard", "category"), "")
    values |= dict.fromkeys(("is_new_until", "pricing_strategy", "tax_rate", "is_active"))
    return {"code": "P-1", "name": "Axle", "unit": "件", **values, **changes}


def cost(**changes):
    values = dict.fromkeys(("material", "production", "transport", "management", "whole"))
    return {"product": "P-1", "valid_from": DAY, **values, **changes}


def test_a_product_is_made_once_and_changed_where_that_is_wanted(people):
    category = ProductCategory.objects.create(code="AX", name="车桥")
    assert import_product(product(category="车桥", tax_rate=Decimal(9)), people.manager, False) == "created"
    made = Product.objects.get()
    assert (made.category, made.tax_rate, made.created_by) == (category, Decimal(9), people.manager)
    assert import_product(product(name="Axle 2"), people.manager, False) == "unchanged"
    assert import_product(product(name="Axle 2"), people.manager, True) == "updated"
    made.refresh_from_db()
    assert (made.name, made.category, made.tax_rate) == (
        "Axle 2",
        category,
        Decimal(9),
    )  # empty cells take nothing away


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"category": "none"}, "There is no product category “none”"),
        ({"category": "twice"}, "Several product categories are called “twice”"),
        ({"tax_rate": Decimal(113)}, "lies between 0 and 100"),
    ],
)
def test_a_product_that_cannot_be_placed_is_refused(people, changes, reason):
    for code in ("A", "B"):
        ProductCategory.objects.create(code=code, name="twice")
    with pytest.raises(BusinessError, match=reason):
        import_product(product(**changes), people.manager, False)
    assert not Product.objects.exists()


@pytest.mark.parametrize("name", ["rep1", "admin", "finance"])
def test_products_and_costs_are_the_sales_managements(people, name):
    with pytest.raises(PermissionDenied, match="Products and price rules are kept by the sales management"):
        import_product(product(), getattr(people, name), False)
    ProductFactory(code="P-1")
    with pytest.raises(PermissionDenied, match="Costs are kept by the sales management"):
        import_cost(cost(material=Decimal(1)), getattr(people, name), False)
    assert not ProductCost.objects.exists()


def test_a_cost_holds_from_its_day_and_is_known_by_it(people):
    """PRC-01"""
    ProductFactory(code="P-1")
    row = cost(material=Decimal(40), production=Decimal(20))
    assert import_cost(row, people.manager, False) == "created"
    assert import_cost(row, people.manager, True) == "unchanged"
    assert import_cost(cost(material=Decimal(50)), people.manager, False) == "unchanged"
    assert import_cost(cost(material=Decimal(50)), people.manager, True) == "updated"
    assert ProductCost.objects.get().total == Decimal(50)


def test_one_figure_is_kept_as_production_cost_and_parts_must_add_up(people):
    ProductFactory(code="P-1")
    with pytest.raises(BusinessError, match="The parts of the cost are not the unit cost"):
        import_cost(cost(material=Decimal(40), whole=Decimal(41)), people.manager, False)
    import_cost(cost(whole=Decimal(41)), people.manager, False)
    found = ProductCost.objects.get()
    assert (found.production, found.total) == (Decimal(41), Decimal(41))
    with pytest.raises(BusinessError, match="no product with the code “P-9”"):
        import_cost(cost(product="P-9", whole=Decimal(1)), people.manager, False)


@pytest.mark.parametrize("cell", [13, 13.0, "13", "13%", "13％", 0.13])
def test_per_cent_is_read_as_it_is_meant(cell):
    assert percent(cell, Reading()) == Decimal(13)


@pytest.mark.parametrize("cell", ["thirteen", -1, "13.555"])
def test_what_is_no_per_cent_is_refused(cell):
    with translation.override("en"), pytest.raises(ValueError, match="number|negative|decimals"):
        percent(cell, Reading())
