"""The demo company's past: acts of weeks ago go through the same domain functions as today's, at their own time."""

from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def at(moment):
    """Inside, ``timezone.now()`` is ``moment`` (aware); for building demo data only."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield moment
