"""Opinions and complaints of a quarter by product and cause: what products should be improved (SVC-11, 004 §7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from customers.complaint.models import Complaint
from customers.quality.models import QualityOpinion
from salesmgmt.core.calendar import at
from salesmgmt.core.permissions import may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class CauseRow:
    product: str
    cause: str
    opinions: int
    complaints: int

    @property
    def total(self) -> int:
        return self.opinions + self.complaints


@because(right_of("quality_report", "R"))
def can_read_causes(user: User) -> bool:
    """Sales, the service centre, and the departments that read the weekly form."""
    return may_at_all(user, "quality_report", "R")


def counted_for(user: User, model: type[Any]) -> Any:
    """What is counted for a person: everything for a department that reads the weekly form in full, since the report
    names no customer; for sales its own scope (SVC-11)."""
    if "a" in scopes(user, "quality_report", "R"):
        return model.objects.all()
    return model.objects.visible_to(user)


def _numbers(rows: Any) -> dict:
    """``{(product, cause): n}``; a product without name is known by its class."""
    keys = rows.order_by().values_list("product_name", "product_category__name", "cause__name")
    found: dict = {}
    for name, category, cause, number in keys.annotate(n=Count("pk")):
        key = (name or category or "", cause or "")
        found[key] = found.get(key, 0) + number
    return found


def cause_report(user: User, quarter: Any, product_category: Any = None) -> list:
    """A row for each product and cause of the quarter, most cases first (SVC-11)."""
    opinions = counted_for(user, QualityOpinion).filter(heard_on__range=(quarter.first_day, quarter.last_day))
    complaints = counted_for(user, Complaint).filter(
        received_at__gte=at(quarter.first_day), received_at__lt=at(quarter.following.first_day)
    )
    if product_category is not None:
        opinions = opinions.filter(product_category=product_category)
        complaints = complaints.filter(product_category=product_category)
    said, complained = _numbers(opinions), _numbers(complaints)
    rows = [
        CauseRow(product, cause, said.get((product, cause), 0), complained.get((product, cause), 0))
        for product, cause in {**said, **complained}
    ]
    return sorted(rows, key=lambda row: (-row.total, row.product, row.cause))
