from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class KnownPayerQuerySet(models.QuerySet):
    """Who pays for whom is finance's."""

    def visible_to(self, user: User) -> Any:
        return self.within(user, "R")

    def within(self, user: User, verb: str) -> Any:
        return self if may_at_all(user, "known_payer", verb) else self.none()

    def in_use(self) -> KnownPayerQuerySet:
        return self.filter(is_active=True)
