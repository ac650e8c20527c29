"""What customers of a campaign ordered, bought and paid since it began: who took part, and whom its leads became."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F
from django.utils.translation import pgettext_lazy

from customers.campaign.running import leads_of
from customers.campaign.states import CampaignInvitationStatus
from orders.account.querysets import total
from performance.analysis.measure import ORDERS
from performance.metric.catalogue import PAYMENTS
from performance.metric.daily import Stretch
from performance.metric.sales_rows import invoices_of
from performance.ready_view.market import sees_campaign_cost
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from customers.campaign.models import Campaign
    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Brought:
    """Of one group of customers: how many, and what came from them since the campaign began."""

    label: Any
    customers: int
    orders: int
    ordered: Decimal
    sold: Decimal
    collected: Decimal


def brought_by(campaign: Campaign) -> list[Brought]:
    """MKT-05: those who took part and those whom its leads became, side by side; who did both stands in both, so the two
    are never added up. As many queries for ten customers as for a thousand."""
    came = set(campaign.invitations.filter(status=CampaignInvitationStatus.ATTENDED).values_list("customer", flat=True))
    named = set(leads_of(campaign).filter(customer__isnull=False).values_list("customer", flat=True))
    counted = _counted(campaign, came | named)
    return [
        _brought(pgettext_lazy("campaign", "Took part"), came, counted),
        _brought(pgettext_lazy("campaign", "Became customers by its leads"), named, counted),
    ]


def _counted(campaign: Campaign, customers: set[int]) -> dict[str, dict]:
    since: Any = Stretch(campaign.starts_on, today())
    if not customers or since.first > since.last:
        return {"orders": {}, "sold": {}, "collected": {}}
    orders = ORDERS.rows(since).filter(order__customer__in=customers).order_by().values_list("order__customer")
    sold = invoices_of(since).filter(customer__in=customers).order_by().values_list("customer")
    paid = PAYMENTS.rows(since).filter(account__customer__in=customers).order_by().values_list("account__customer")
    return {
        "orders": {
            pk: (number, amount)
            for pk, number, amount in orders.annotate(n=Count("order", distinct=True), sum=total("amount"))
        },
        "sold": dict(sold.annotate(sum=total("net"))),
        "collected": dict(paid.annotate(sum=total(F("amount") * -1))),
    }


def _brought(label: Any, customers: set[int], counted: dict[str, dict]) -> Brought:
    orders = [counted["orders"].get(pk, (0, ZERO)) for pk in customers]
    sold, collected = (sum((counted[name].get(pk, ZERO) for pk in customers), ZERO) for name in ("sold", "collected"))
    return Brought(
        label, len(customers), sum(n for n, _sum in orders), sum((each for _n, each in orders), ZERO), sold, collected
    )


def sold_to_participants(campaign: Campaign) -> Decimal:
    """What those who took part were billed since the campaign began: offered to whoever evaluates it (MKT-05)."""
    return brought_by(campaign)[0].sold


def brought_on_page(campaign: Campaign, user: User) -> dict | None:
    """For those who see what it cost, from its first day on."""
    if campaign.starts_on > today() or not sees_campaign_cost(user):
        return None
    return {"rows": brought_by(campaign), "since": campaign.starts_on}
