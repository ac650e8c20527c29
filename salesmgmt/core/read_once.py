"""What several buttons and cards of one page ask: read once an instance, and never kept longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model


def read_once(document: Model, name: str, read: Callable[[], Any]) -> Any:
    """What ``read()`` gives, the first time for this instance; under a lock the document is another one and asks anew."""
    memory = document.__dict__
    if name not in memory:
        memory[name] = read()
    return memory[name]
