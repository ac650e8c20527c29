"""What the tests of counting, crediting and replacing begin with (docs/testing.md)."""

from types import SimpleNamespace

import pytest

from orders.tests import factories_returns as made
from orders.tests.factories import everybody


@pytest.fixture(scope="module")
def kept(kept_db):
    """100 at 50.00, signed."""
    people = everybody()
    return SimpleNamespace(people=people, line=made.delivered_line(people))


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def line(begun):
    return begun.line
