from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from orders.return_order.states import ReturnStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class ReturnQuerySet(ScopedQuerySet):
    MATRIX_KEY = "return"
    OWNER = "customer__owner"

    def of_delivery(self, path: str, value: Any) -> ReturnQuerySet:
        """Returns of goods of these deliveries, by ``path`` from the note (``"order"``)."""
        lines = self.model._meta.get_field("lines").related_model
        found = lines.objects.filter(**{f"delivery_line__note__{path}": value})
        return self.filter(pk__in=found.order_by().values("return_order"))


class ReturnLineQuerySet(models.QuerySet):
    # Goods of these returns stay, or are again, with the customer.
    ENDED = (ReturnStatus.CANCELLED, ReturnStatus.REFUSED, ReturnStatus.SENT_BACK)

    def live(self) -> ReturnLineQuerySet:
        """Lines that take something off what can still be returned, with ``taken``: the list until the store has counted,
        then the count, less what went back to the customer."""
        rows = self.exclude(return_order__status__in=self.ENDED)
        return rows.annotate(taken=Coalesce("counted", "quantity") - F("given_back"))
