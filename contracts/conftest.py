"""What the tests of contracts share."""

import pytest
from django.utils import translation

from contracts.tests.factories import template
from customers.tests.factories import active_customer
from salesmgmt.core.domain import settings as register
from salesmgmt.core.tests.factories import company


@pytest.fixture
def english():
    """Texts are compared as the code writes them."""
    with translation.override("en"):
        yield


@pytest.fixture
def people(db):
    register.forget()
    template()
    yield company()
    register.forget()


@pytest.fixture
def customer(people):
    return active_customer(people.rep1)
