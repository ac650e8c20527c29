"""What the tests of orders share."""

import pytest

from contracts.tests.factories import template
from customers.tests.factories import active_customer
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import SettingValue
from salesmgmt.core.tests.factories import company


@pytest.fixture
def people(db):
    register.forget()
    template()
    yield company()
    register.forget()


@pytest.fixture
def customer(people):
    """Grade B, owned by rep1."""
    return active_customer(people.rep1)


@pytest.fixture
def settings_of(people):
    """Change settings as the administrator would: ``settings_of(supply_adds_demand=True)``."""

    def change(**values):
        for name, value in values.items():
            SettingValue.objects.update_or_create(key=name, defaults={"value": value})
        register.forget()

    return change
