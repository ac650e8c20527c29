from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from orders.account.querysets import MONEY, NumberedQuerySet
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt

    pass


class PaymentQuerySet(NumberedQuerySet):
    MATRIX_KEY = "payment"

    def received(self) -> PaymentQuerySet:
        return self.filter(status__in=self.model.RECEIVED)

    def free(self) -> PaymentQuerySet:
        """Confirmed money that no invoice has taken yet."""
        return self.filter(unallocated__gt=0)

    def free_at(self, day: dt.date) -> PaymentQuerySet:
        """The money free at the end of ``day``, with ``free_then``: the amount less what was allocated or refunded up to that
        day."""
        allocation = self.model._meta.get_field("allocations").related_model
        given = (
            allocation.objects.filter(payment=OuterRef("pk"), date__lte=day)
            .order_by()
            .values("payment")
            .annotate(sum=Sum("amount"))
            .values("sum")
        )
        refund = self.model._meta.get_field("refunds").related_model
        back = (
            refund.objects.filter(payment=OuterRef("pk"), refunded_on__lte=day)
            .order_by()
            .values("payment")
            .annotate(sum=Sum("amount"))
            .values("sum")
        )
        there = Q(status__in=self.model.RECEIVED) | Q(reversed_on__gt=day)
        nothing = Value(ZERO, output_field=MONEY)
        return (
            self.filter(there, date__lte=day)
            .annotate(free_then=F("amount") - Coalesce(Subquery(given), nothing) - Coalesce(Subquery(back), nothing))
            .exclude(free_then=0)
        )

    def of_contract(self, pk: int) -> PaymentQuerySet:
        """What was set against invoices that bill deliveries of the contract (CON-16)."""
        note = "allocations__invoice__lines__delivery_line__note__order__contract"
        paying = self.model._base_manager.filter(**{note: pk}).order_by().values("pk")
        return self.filter(pk__in=paying)

    def with_customer(self) -> PaymentQuerySet:
        return self.select_related("customer", "customer__owner")
