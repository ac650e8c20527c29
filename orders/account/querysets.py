from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import DecimalField, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


MONEY = DecimalField(max_digits=16, decimal_places=2)


def total(expression: Any, **kwargs: Any) -> Any:
    """A sum that is 0.00 where there is nothing to add up."""
    return Coalesce(Sum(expression, **kwargs), Value(ZERO), output_field=MONEY)


class AccountQuerySet(ScopedQuerySet):
    """An account is a receivable: the matrix row of the invoice decides."""

    MATRIX_KEY = "invoice"


class NumberedQuerySet(ScopedQuerySet):
    """Found by the beginning of a number in Ctrl+K: an index of text, where a search column of a million rows is too much."""

    NUMBERS: tuple[str, ...] = ("number",)
    SHORTEST = 4

    def starting_with(self, text: str) -> Any:
        text = text.strip().upper()
        if len(text) < self.SHORTEST:
            return self.none()
        condition = Q()
        for name in self.NUMBERS:
            condition |= Q(**{f"{name}__startswith": text})
        return self.filter(condition).select_related("customer")


def or_zero(rows: Any) -> Any:
    """A sub-query's ``sum`` that is 0.00 where there is no row."""
    return Coalesce(Subquery(rows.values("sum")), Value(ZERO), output_field=MONEY)
