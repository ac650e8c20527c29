from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from orders.account.querysets import NumberedQuerySet
from orders.bad_debt.states import DoubtfulStatus

if TYPE_CHECKING:
    import datetime as dt


class DoubtfulQuerySet(NumberedQuerySet):
    MATRIX_KEY = "doubtful"

    def running(self) -> DoubtfulQuerySet:
        return self.filter(status=DoubtfulStatus.DOUBTFUL)

    def doubtful_at(self, day: dt.date) -> DoubtfulQuerySet:
        """Called doubtful at the end of this day: neither written off nor cleared by then (REC-10)."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), marked_on__lte=day)

    def written_off_between(self, first: dt.date, last: dt.date) -> DoubtfulQuerySet:
        """Lost between these days, both included (REC-09)."""
        return self.filter(status=DoubtfulStatus.BAD, ended_on__range=(first, last))

    def with_customer(self) -> DoubtfulQuerySet:
        return self.select_related("customer__owner", "invoice", "created_by")


class WriteOffQuerySet(NumberedQuerySet):
    MATRIX_KEY = "write_off"

    def with_customer(self) -> WriteOffQuerySet:
        return self.select_related("customer__owner", "doubtful__invoice", "created_by")
