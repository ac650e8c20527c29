"""The demo company's past: acts of weeks ago go through the same domain functions as today's, at their own time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


@contextmanager
def at(moment: dt.datetime) -> Iterator:
    """Inside, ``timezone.now()`` is ``moment`` (aware); for building demo data only."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield moment
