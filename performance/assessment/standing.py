"""What a person's page says of his assessment: points lost with the complaint each comes from, the last result, advice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from customers.complaint.models import Complaint
from customers.complaint_summary.points import points_of, within
from performance.assessment.models import Assessment, ImprovementAdvice
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may

if TYPE_CHECKING:
    from salesmgmt.core.models import User

SHOWN = 10


def of_person(person: User, user: User) -> dict | None:
    """The card on a representative's page: three queries. None for who may not read his assessments (KPI-15)."""
    if not may(user, "assessment", "R", owner=person):
        return None
    visible = Assessment.objects.visible_to(user).seen().filter(person=person)
    said = ImprovementAdvice.objects.filter(assessment=OuterRef("pk")).order_by("pk").values("text")
    latest = visible.annotate(said=ArraySubquery(said)).select_related("period", "appeal")
    last = latest.order_by("-period__last", "-confirmed_at").first()
    deductions = [row for row in last.deductions.all() if row.points] if last is not None else []
    complaints = complaints_of(person, today())
    return {
        "last": last,
        "advice": last.said if last is not None else [],
        "deductions": deductions,
        "complaints": complaints[:SHOWN],
        "points": sum(points for _complaint, points in complaints),
    }


def complaints_of(person: User, day: dt.date) -> list[tuple[Complaint, int]]:
    """The complaints that were confirmed in the year up to the day and were his, each with the points it costs (CMP-07)."""
    first, end = within(dt.date(day.year, 1, 1), day)
    rows = Complaint.objects.confirmed().filter(rep=person, confirmed_at__gte=first, confirmed_at__lt=end)
    limits = policy()
    general, serious = limits.complaint_points_general, limits.complaint_points_serious
    return [
        (
            complaint,
            points_of(
                complaint.severity == Complaint.Severity.GENERAL,
                complaint.severity == Complaint.Severity.SERIOUS,
                general,
                serious,
            ),
        )
        for complaint in rows.select_related("customer").order_by("-confirmed_at", "-pk")
    ]
