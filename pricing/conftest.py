"""People and a customer that most tests of this app begin with."""

from decimal import Decimal

import pytest

from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import settings as register


@pytest.fixture
def product(db):
    """At 100 yuan in the list in force."""
    return price(ProductFactory(), Decimal("100"))


@pytest.fixture(autouse=True)
def settings_register_read_anew():
    """What a test stored in the settings register is gone with its transaction, also from memory."""
    register.forget()
    yield
    register.forget()
