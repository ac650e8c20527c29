"""What the tests of several files begin with; a file that begins otherwise says so itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from customers.opportunity.pursuit import create_opportunity
from customers.tests.factories import CustomerFactory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@pytest.fixture
def in_english() -> Iterator:
    """Refusals are asserted by their words."""
    with translation.override("en"):
        yield


@pytest.fixture
def chance(people: Any) -> Any:
    """An opportunity of the first rep's, as it is created."""
    return create_opportunity(people.rep1, CustomerFactory(owner=people.rep1), title="宿舍 40 套")
