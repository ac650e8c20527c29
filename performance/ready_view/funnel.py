"""The sales funnel: how many opportunities came how far, how many went on, and how long they stood in each stage."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, IntegerField, Max, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.complaint_summary.points import within
from customers.opportunity.models import Opportunity
from orders.account.querysets import total
from performance.metric.figure import Row
from performance.metric.rules import share
from performance.ready_view.shape import COUNT, MONEY, QUANTITY, RATE, Documents, Found, Heading, Line, ReadyView, Scope
from salesmgmt.core.calendar import day_of
from salesmgmt.core.models import AuditEntry

if TYPE_CHECKING:
    from typing import Any

STAGES = Opportunity.STEPPER
TENTH = Decimal("0.1")
# How long each stay in a stage took: from the entry into it to the next move, or until now.
STAYS = """
SELECT to_status, avg(extract(epoch FROM coalesce(until, now()) - at)) / 86400
FROM (SELECT to_status, at, lead(at) OVER (PARTITION BY object_id ORDER BY id) AS until
      FROM core_auditentry WHERE content_type_id = %s AND to_status <> '' AND object_id IN ({opportunities})) stays
GROUP BY to_status
"""


def _opened(scope: Scope) -> Any:
    """Opportunities opened in these months, as far as the reader sees opportunities, with the furthest stage they reached."""
    begin, end = within(scope.span.first, scope.span.last)
    rows = Opportunity.objects.filter(created_at__gte=begin, created_at__lt=end)
    if scope.user is not None:
        rows = rows.visible_to(scope.user)
    if scope.people is not None:
        rows = rows.filter(assigned_to__in=scope.people)
    moved = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Opportunity), object_id=OuterRef("pk"), to_status__in=STAGES
    )
    past = moved.order_by().values("object_id").annotate(furthest=Max(_place("to_status"))).values("furthest")
    return rows.annotate(furthest=Greatest(_place("status"), Coalesce(Subquery(past), Value(0))))


def _place(field: str) -> Case:
    """The place of a stage on the road; of a lost opportunity, which has left it, the first."""
    whens = [When(**{field: stage}, then=Value(place)) for place, stage in enumerate(STAGES)]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _days(rows: Any) -> dict[str, Decimal]:
    """``{stage: mean days in it}``."""
    try:
        opportunities, params = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return {}
    kind = ContentType.objects.get_for_model(Opportunity).pk
    with connection.cursor() as cursor:
        cursor.execute(STAYS.format(opportunities=opportunities), [kind, *params])
        return {stage: Decimal(days).quantize(TENTH) for stage, days in cursor.fetchall()}


def _funnel(scope: Scope) -> Found:
    rows = _opened(scope)
    counted = {
        place: (number, amount)
        for place, number, amount in rows.order_by()
        .values_list("furthest")
        .annotate(n=Count("pk"), sum=total("expected_amount"))
    }
    if not counted:
        return Found([])
    plain = Opportunity.objects.filter(pk__in=rows.values("pk"))
    days = _days(plain)
    reached = [sum(number for place, (number, _sum) in counted.items() if place >= at) for at in range(len(STAGES))]
    labels = dict(Opportunity.Status.choices)
    lines = []
    for place, stage in enumerate(STAGES):
        is_last = place == len(STAGES) - 1
        amount = sum((amount for at, (_number, amount) in counted.items() if at >= place), Decimal(0))
        on = None if is_last else share(Decimal(reached[place + 1]), Decimal(reached[place]))
        cells = (labels[stage], reached[place], on, None if is_last else days.get(stage), amount)
        lines.append(Line(str(stage), cells))
    sentence = _("%(won)d of %(n)d opportunities were won: %(share)s.") % {
        "won": reached[-1],
        "n": reached[0],
        "share": f"{(share(Decimal(reached[-1]), Decimal(reached[0])) or Decimal(0)) * 100:.1f}%",
    }
    return Found(lines, None, sentence)


def _stage_documents(scope: Scope, key: str) -> Documents:
    rows = _opened(scope).filter(furthest__gte=[str(stage) for stage in STAGES].index(key))
    return Documents(rows.select_related("customer"), _shown, ("created_at", "pk"))


def _shown(opportunity: Opportunity) -> Row:
    return Row(
        day_of(opportunity.created_at),
        f"{opportunity.number} {opportunity.title} · {opportunity.get_status_display()}",
        opportunity.get_absolute_url(),
        opportunity.customer,
        opportunity.expected_amount,
    )


FUNNEL = ReadyView(
    "funnel",
    pgettext_lazy("ready view", "Sales funnel"),
    pgettext_lazy(
        "ready view",
        "Of the opportunities opened in the period: how many came to each stage, how many went on, and how long they stood there.",
    ),
    "filter",
    (
        Heading(pgettext_lazy("ready view", "Stage")),
        Heading(pgettext_lazy("ready view", "came to it"), COUNT, drawn=True),
        Heading(pgettext_lazy("ready view", "went on"), RATE),
        Heading(pgettext_lazy("ready view", "days in it"), QUANTITY),
        Heading(pgettext_lazy("ready view", "Expected amount"), MONEY, phone=False),
    ),
    _funnel,
    _stage_documents,
)
