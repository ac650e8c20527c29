from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class OurOwnQuerySet(models.QuerySet):
    """Rows of the company itself: who may read one reads all."""

    def visible_to(self, user: User) -> Any:
        return self.within(user, "R")

    def within(self, user: User, verb: str) -> Any:
        return self if may_at_all(user, "bank_account", verb) else self.none()


class BankProfileQuerySet(OurOwnQuerySet):
    def in_use(self) -> BankProfileQuerySet:
        return self.filter(is_active=True)


class BankAccountQuerySet(OurOwnQuerySet):
    def in_use(self) -> BankAccountQuerySet:
        return self.filter(is_active=True)
