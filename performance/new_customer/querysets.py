from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from typing import Any


class NewCustomerCountQuerySet(models.QuerySet):
    def of(self, people: Any, year: int) -> Any:
        return self.filter(rep__in=people, year=year)
