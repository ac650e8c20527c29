"""What the tests of several files begin with; a file that begins otherwise says so itself."""

import pytest
from django.utils import translation

from customers.opportunity.pursuit import create_opportunity
from customers.tests.factories import CustomerFactory


@pytest.fixture
def in_english():
    """Refusals are asserted by their words."""
    with translation.override("en"):
        yield


@pytest.fixture
def chance(people):
    """An opportunity of the first rep's, as it is created."""
    return create_opportunity(people.rep1, CustomerFactory(owner=people.rep1), title="宿舍 40 套")
