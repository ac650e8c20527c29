"""What marketing brings and what is lost: campaigns compared, lost reasons."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.campaign.models import Campaign
from customers.campaign.states import CampaignStatus
from customers.complaint_summary.points import within
from customers.lead.models import Lead
from customers.opportunity.models import Opportunity
from orders.account.querysets import total
from performance.analysis.span import Span, months_between
from performance.expense_claim.models import ExpenseLine
from performance.metric.figure import Row
from performance.metric.rules import share
from performance.metric.sales_rows import invoices_of
from performance.ready_view.shape import COUNT, MONEY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import Role, may_at_all

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def sees_campaign_cost(user: User) -> bool:
    """As on the page of a campaign: not every representative."""
    return may_at_all(user, "campaign", "U") or user.has_role(Role.DIR, Role.GM, Role.FIN)


def _campaigns(scope: Scope) -> Found:
    rows = Campaign.objects.filter(starts_on__range=(scope.span.first, scope.span.last))
    rows = rows.exclude(status=CampaignStatus.CANCELLED)
    campaigns = list((rows if scope.user is None else rows.visible_to(scope.user)).order_by("starts_on", "pk"))
    cost = ExpenseLine.objects.approved().filter(campaign__in=campaigns).sums("campaign")
    leads = _leads(campaigns)
    sold = _sold(campaigns, leads)
    lines = []
    for campaign in campaigns:
        number = sum(leads[name][0] for name in _names(campaign) if name in leads)
        won = len(_customers(campaign, leads))
        spent, sales = cost.get(campaign.pk, ZERO), sold.get(campaign.pk, ZERO)
        # A cost that is not there makes no campaign cheap: without one there is no figure.
        per_lead = cents(spent / number) if spent and number else None
        cells = (
            campaign.name,
            campaign.budget,
            spent,
            number,
            won,
            per_lead,
            sales,
            share(spent, sales) if spent else None,
        )
        lines.append(Line(str(campaign.pk), cells, campaign.get_absolute_url()))
    lines.sort(key=lambda line: (line.cells[5] is None, line.cells[5] or ZERO, line.cells[0]))
    spent, number, won = (sum(line.cells[place] for line in lines) for place in (2, 3, 4))
    whole = (_("Total"), None, spent, number, won, cents(spent / number) if spent and number else None, None, None)
    return Found(lines, whole if lines else None)


def _names(campaign: Campaign) -> set[str]:
    return {campaign.name.upper(), campaign.number.upper()}


def _leads(campaigns: list[Campaign]) -> dict[str, tuple[int, set[int]]]:
    """``{NAME or NUMBER: (leads, customers they became)}``, two queries for all campaigns."""
    names = set().union(*(_names(campaign) for campaign in campaigns)) if campaigns else set()
    rows = Lead.objects.annotate(named=Upper("campaign")).filter(named__in=names).order_by()
    numbers = dict(rows.values_list("named").annotate(n=Count("pk")))
    became: dict[str, set[int]] = defaultdict(set)
    for name, customer in rows.filter(customer__isnull=False).values_list("named", "customer"):
        became[name].add(customer)
    return {name: (number, became[name]) for name, number in numbers.items()}


def _customers(campaign: Campaign, leads: dict) -> set[int]:
    return set().union(*(leads[name][1] for name in _names(campaign) if name in leads))


def _sold(campaigns: list[Campaign], leads: dict) -> dict[int, Decimal]:
    """``{campaign: sales}`` to the customers its leads became, from its first day on. One bought by two campaigns counts
    for both: the column is not added up."""
    customers = {campaign.pk: _customers(campaign, leads) for campaign in campaigns}
    everybody = set().union(*customers.values()) if customers else set()
    if not everybody:
        return {}
    first = min(campaign.starts_on for campaign in campaigns).replace(day=1)
    rows = invoices_of(Span(first, months_between(first, today()) + 1)).filter(customer__in=everybody).order_by()
    bought: dict[int, list] = defaultdict(list)
    for customer, day, amount in rows.values_list("customer", "date").annotate(sum=total("net")):
        bought[customer].append((day, amount))
    return {
        campaign.pk: sum(
            (
                amount
                for customer in customers[campaign.pk]
                for day, amount in bought[customer]
                if day >= campaign.starts_on
            ),
            ZERO,
        )
        for campaign in campaigns
    }


CAMPAIGNS = ReadyView(
    "campaigns",
    pgettext_lazy("ready view", "Campaigns compared"),
    pgettext_lazy(
        "ready view",
        "Campaigns that began in the period: cost from approved claims, leads that name them, sales to the customers these became since.",
    ),
    "speakerphone",
    (
        Heading(pgettext_lazy("ready view", "Campaign")),
        Heading(pgettext_lazy("ready view", "Budget"), MONEY, phone=False),
        Heading(pgettext_lazy("ready view", "Cost"), MONEY, drawn=True),
        Heading(pgettext_lazy("ready view", "Leads"), COUNT),
        Heading(pgettext_lazy("ready view", "became customers"), COUNT, phone=False),
        Heading(pgettext_lazy("ready view", "Cost per lead"), MONEY),
        Heading(pgettext_lazy("ready view", "Sales since"), MONEY, drawn=True),
        Heading(pgettext_lazy("ready view", "Cost per yuan sold"), RATE),
    ),
    _campaigns,
    may=sees_campaign_cost,
)


# -- lost -----------------------------------------------------------------------------------------------------


def _lost(scope: Scope) -> Any:
    """Opportunities lost in these months, as far as the reader sees opportunities."""
    begin, end = within(scope.span.first, scope.span.last)
    rows = Opportunity.objects.filter(status=Opportunity.Status.LOST, stage_since__gte=begin, stage_since__lt=end)
    if scope.user is not None:
        rows = rows.visible_to(scope.user)
    return rows if scope.people is None else rows.filter(assigned_to__in=scope.people)


def key_of(reason: str) -> str:
    return hashlib.sha256(reason.strip().encode()).hexdigest()[:16]


def _lost_reasons(scope: Scope) -> Found:
    found: dict[str, list] = defaultdict(lambda: ["", 0, ZERO])
    rows = _lost(scope).order_by().values_list("lost_reason")
    for reason, number, amount in rows.annotate(n=Count("pk"), sum=total("expected_amount")):
        row = found[key_of(reason)]
        row[0], row[1], row[2] = reason.strip(), row[1] + number, row[2] + amount
    every = sum(row[1] for row in found.values())
    lines = [
        Line(key, (reason, number, share(Decimal(number), Decimal(every)), amount))
        for key, (reason, number, amount) in found.items()
    ]
    lines.sort(key=lambda line: (-line.cells[1], -line.cells[3], line.cells[0]))
    whole = (_("Total"), every, None, sum((line.cells[3] for line in lines), ZERO))
    return Found(lines, whole if lines else None)


def _lost_documents(scope: Scope, key: str) -> Documents:
    rows = _lost(scope)
    reasons = [text for text in set(rows.order_by().values_list("lost_reason", flat=True)) if key_of(text) == key]
    return Documents(rows.filter(lost_reason__in=reasons).select_related("customer"), _shown, ("stage_since", "pk"))


def _shown(opportunity: Opportunity) -> Row:
    return Row(
        day_of(opportunity.stage_since),
        f"{opportunity.number} {opportunity.title}",
        opportunity.get_absolute_url(),
        opportunity.customer,
        opportunity.expected_amount,
    )


LOST = ReadyView(
    "lost-reasons",
    pgettext_lazy("ready view", "Lost reasons"),
    pgettext_lazy("ready view", "Why opportunities were lost, how many and over how much."),
    "mood-sad",
    (
        Heading(pgettext_lazy("ready view", "Reason")),
        Heading(pgettext_lazy("ready view", "Opportunities"), COUNT, drawn=True),
        Heading(pgettext_lazy("analysis", "share"), RATE),
        Heading(pgettext_lazy("ready view", "Expected amount"), MONEY),
    ),
    _lost_reasons,
    _lost_documents,
)
