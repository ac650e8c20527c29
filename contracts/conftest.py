"""What the tests of contracts share."""

import pytest

from contracts.tests.factories import template
from salesmgmt.core.domain import settings as register
from salesmgmt.core.tests.factories import company


@pytest.fixture
def people(db):
    register.forget()
    template()
    yield company()
    register.forget()
