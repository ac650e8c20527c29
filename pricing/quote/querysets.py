from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from pricing.price_list.states import PriceStatus
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    import datetime as dt


class QuoteQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "quote"
    OWNER = "customer__owner"

    def with_special(self) -> QuoteQuerySet:
        """``has_special``: some line that counts stands outside the price rules."""
        line = self.model._meta.get_field("lines").related_model
        return self.annotate(
            has_special=Exists(
                line.objects.filter(quote=OuterRef("pk"), price_status=PriceStatus.SPECIAL, counted=True)
            )
        )

    def run_out(self, day: dt.date) -> QuoteQuerySet:
        """Approved or sent, and the last day of validity lies before ``day`` (J11)."""
        return self.filter(status__in=self.model.STANDING, valid_until__lt=day)
