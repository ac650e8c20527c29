"""Signs of life: when each part of the program that nobody looks at was last seen at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from typing import Any


class Heartbeat(models.Model):
    """One row per part: the clock, the worker of files, the backup; and per trouble that the administrator was told of."""

    key = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> Any:
        return self.key
