"""Django's ``migrate``; an empty database is filled in a sixth of the time."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from salesmgmt.core.first_migration import growing_states, is_empty

if TYPE_CHECKING:
    from typing import Any


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        is_first = is_empty(connections[options["database"]])
        with growing_states() if is_first else nullcontext():
            super().handle(*args, **options)
