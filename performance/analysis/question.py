"""What is asked: measure, months, split, and to what it is narrowed. The address of the page is the question."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from performance.analysis.measure import MEASURES, Measure, Source
from performance.analysis.span import Span, span_from
from performance.analysis.states import BY_CUSTOMER, BY_PRODUCT, Range, Split
from salesmgmt.core.calendar import today
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from typing import Any

FIRST_MEASURE = "sales"


@dataclass(frozen=True)
class Question:
    """All that the page, its chart, its workbook and the rows behind a figure need; ``query`` is its address."""

    measure: str = FIRST_MEASURE
    period: str = Range.THIRTEEN.value
    split: str = Split.MONTH.value
    unit: int | None = None
    rep: int | None = None
    customer: int | None = None
    product: int | None = None
    category: int | None = None

    @classmethod
    def read(cls, query: Any) -> Question:
        """From an address; what cannot be read is as if it were not said."""
        texts = {name: str(query.get(name) or "") for name in ("measure", "period", "split")}
        keys = {name: as_pk(query.get(name)) for name in ("unit", "rep", "customer", "product", "category")}
        return cls(
            measure=texts["measure"] if texts["measure"] in MEASURES else FIRST_MEASURE,
            period=texts["period"] or Range.THIRTEEN.value,
            split=texts["split"] if texts["split"] in Split.values else Split.MONTH.value,
            **keys,
        )

    @property
    def query(self) -> str:
        """What the address says; what is as it is without it is left out."""
        said = [(each.name, getattr(self, each.name)) for each in fields(self)]
        return urlencode([(name, value) for name, value in said if value not in (None, getattr(Question, name))])

    @property
    def address(self) -> str:
        return reverse("analysis") + (f"?{self.query}" if self.query else "")

    def what(self) -> Measure:
        return MEASURES[self.measure]

    def span(self, day: dt.date | None = None) -> Span:
        return span_from(self.period, day or today())

    @property
    def needs_product(self) -> bool:
        return self.split in BY_PRODUCT or self.product is not None or self.category is not None

    @property
    def needs_customer(self) -> bool:
        return self.split in BY_CUSTOMER or self.customer is not None

    def source(self) -> Source | None:
        """None where a product or a customer is asked for, of which the measure knows nothing."""
        found = self.what().source(self.needs_product)
        return None if found is None or (self.needs_customer and not found.knows_customers) else found
