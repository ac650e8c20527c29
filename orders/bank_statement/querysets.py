from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from orders.account.querysets import NumberedQuerySet
from orders.bank_statement.states import BankLineStatus
from salesmgmt.core.permissions import may_at_all, scopes

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class BankStatementQuerySet(models.QuerySet):
    """What came and went on our accounts: no rep's business."""

    def visible_to(self, user: User) -> Any:
        return self.within(user, "R")

    def within(self, user: User, verb: str) -> Any:
        return self if may_at_all(user, "bank_statement", verb) else self.none()


class BankLineQuerySet(NumberedQuerySet):
    """Finance and management see every line; who claims sees the pool, and what became of his own claims."""

    MATRIX_KEY = "bank_line"

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Q:
        if verb == "R" and scopes(user, self.MATRIX_KEY, "claim"):
            return Q(status=BankLineStatus.POOL) | Q(claimed_by=user)
        return super().scope_q(user, granted, verb)

    def in_pool(self) -> BankLineQuerySet:
        return self.filter(status=BankLineStatus.POOL)

    def to_confirm(self) -> BankLineQuerySet:
        return self.filter(status__in=[BankLineStatus.PROPOSED, BankLineStatus.CLAIMED])

    def with_customer(self) -> BankLineQuerySet:
        return self.select_related("customer", "customer__owner", "account", "claimed_by")
