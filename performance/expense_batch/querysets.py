from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Sum

from performance.expense_batch.states import ExpenseBatchStatus
from performance.expense_claim.states import ExpenseClaimStatus
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User


class ExpenseBatchQuerySet(ScopedQuerySet):
    MATRIX_KEY = "expense_batch"
    OWNER = "created_by"


class BatchedClaimQuerySet(models.QuerySet):
    def running(self) -> BatchedClaimQuerySet:
        """Of batches that are to be paid or were: a claim stands in one of them at most."""
        return self.filter(is_running=True)

    def returnable(self) -> BatchedClaimQuerySet:
        """Paid by the bank, as far as we know."""
        return self.running().filter(batch__status=ExpenseBatchStatus.PAID, amount__gt=0)

    def came_back(self) -> BatchedClaimQuerySet:
        return self.filter(returned_on__isnull=False)

    def total(self) -> Decimal:
        return self.aggregate(sum=Sum("amount"))["sum"] or ZERO


class PayeeAccountQuerySet(ScopedQuerySet):
    MATRIX_KEY = "payee_account"
    OWNER = "person"


class PayoutLayoutQuerySet(models.QuerySet):
    """Rows of the company itself: who may read one reads all."""

    def visible_to(self, user: User) -> Any:
        return self.within(user, "R")

    def within(self, user: User, verb: str) -> Any:
        return self if may_at_all(user, "expense_batch", verb) else self.none()

    def in_use(self) -> PayoutLayoutQuerySet:
        return self.filter(is_active=True)


def to_pay(claims: Any) -> Any:
    """Audited claims that no batch is to pay yet."""
    batched = claims.model._meta.get_field("batched").related_model
    running = batched.objects.running().filter(claim=OuterRef("pk"))
    return claims.filter(~Exists(running), status=ExpenseClaimStatus.FINANCE_AUDITED)
