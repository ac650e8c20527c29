"""What the tests of orders share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from customers.tests.factories import active_customer
from orders.tests.factories import everybody
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import SettingValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@pytest.fixture
def people(db: Any) -> Iterator:
    register.forget()
    yield everybody()
    register.forget()


@pytest.fixture
def customer(people: Any) -> Any:
    """Grade B, owned by rep1."""
    return active_customer(people.rep1)


@pytest.fixture
def settings_of(people: Any) -> Any:
    """Change settings as the administrator would: ``settings_of(supply_adds_demand=True)``."""

    def change(**values: Any) -> None:
        for name, value in values.items():
            SettingValue.objects.update_or_create(key=name, defaults={"value": value})
        register.forget()

    return change
