"""By which fields the records of each kind are found: what their search columns were written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from typing import Any


class SearchWords(models.Model):
    """One row per searchable model; where ``made_of`` is no longer what the program says, ``reindex --changed`` writes anew."""

    model = models.CharField(max_length=100, unique=True)
    made_of = models.CharField(max_length=500)

    def __str__(self) -> Any:
        return self.model
