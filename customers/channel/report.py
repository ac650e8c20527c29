"""Which channels bring customers (LEAD-07)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from customers.lead.models import Lead

if TYPE_CHECKING:
    from customers.lead.querysets import LeadQuerySet


@dataclass(frozen=True)
class ChannelRow:
    label: str
    leads: int
    qualified: int
    converted: int

    @property
    def rate(self) -> Decimal:
        """Converted to leads, as a ratio."""
        return Decimal(self.converted) / self.leads if self.leads else Decimal(0)


def channel_report(leads: LeadQuerySet, by: str = "source") -> list:
    """Leads, qualified and converted ones of a queryset by source or campaign, most leads first (LEAD-07)."""
    names = dict(Lead.Source.choices)
    rows = (
        leads.order_by()
        .values_list(by)
        .annotate(
            all=Count("pk"),
            qualified=Count("pk", filter=Q(status__in=[Lead.Status.QUALIFIED, Lead.Status.CONVERTED])),
            converted=Count("pk", filter=Q(status=Lead.Status.CONVERTED)),
        )
    )
    found = [ChannelRow(str(names.get(key, key) or "—"), *numbers) for key, *numbers in rows]
    return sorted(found, key=lambda row: (-row.leads, row.label))


def total_of(rows: list, label: str) -> ChannelRow:
    return ChannelRow(label, sum(r.leads for r in rows), sum(r.qualified for r in rows), sum(r.converted for r in rows))
