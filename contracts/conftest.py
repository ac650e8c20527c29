"""What the tests of contracts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts.tests.factories import template
from salesmgmt.core.domain import settings as register
from salesmgmt.core.tests.factories import company

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@pytest.fixture
def people(db: Any) -> Iterator:
    register.forget()
    template()
    yield company()
    register.forget()
