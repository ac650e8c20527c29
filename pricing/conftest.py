"""People and a customer that most tests of this app begin with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import settings as register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@pytest.fixture
def product(db: Any) -> Any:
    """At 100 yuan in the list in force."""
    return price(ProductFactory(), Decimal("100"))


@pytest.fixture(autouse=True)
def settings_register_read_anew() -> Iterator:
    """What a test stored in the settings register is gone with its transaction, also from memory."""
    register.forget()
    yield
    register.forget()
