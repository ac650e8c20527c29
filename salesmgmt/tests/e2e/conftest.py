"""The company of the journeys: the people of the demo company, and the least they need to work."""

import pytest

from contracts.tests.factories import template
from customers.category.models import ProductCategory
from customers.tests.factories import scheme
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core import demo
from salesmgmt.tests.e2e.pages import Desk


@pytest.fixture
def company(transactional_db):
    """Units and people by account name, the evaluation scheme, the contract template, two products with prices."""
    people = demo.build()
    scheme()
    template()
    brakes = ProductCategory.objects.create(code="BRK", name="制动系统")
    people.cylinder = price(
        ProductFactory(code="ZB-2511", name="制动总泵总成", spec="Φ25.4 双腔 铝合金", category=brakes), "168.00"
    )
    people.disc = price(ProductFactory(code="ZDP-2601", name="前制动盘", spec="Φ260×24 通风", category=brakes), "96.00")
    return people


@pytest.fixture
def desk(company, page):
    return Desk(page)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A journey that fails leaves a picture of where it stopped."""
    report = yield
    if report.when == "call" and report.failed and "desk" in item.funcargs:
        item.funcargs["screenshot"](item.funcargs["desk"].page, f"failed-{item.name}")
    return report
