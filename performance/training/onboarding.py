"""Who has not passed every topic of onboarding yet (TEAM-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, OuterRef, Value
from django.urls import reverse

from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.training.permissions import people_of
from performance.training.states import TrainingStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, may

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

SHOWN = 5


def incomplete(user: User) -> Any:
    """The representatives this person leads (himself, for one of them) who lack a topic of onboarding, with ``missing``:
    the names of the topics; a topic that was failed is missing (TEAM-03)."""
    passed = TrainingRecord.objects.passed().filter(topic=OuterRef("pk"), employee=OuterRef(OuterRef("pk")))
    missing = TrainingTopic.objects.onboarding().filter(~Exists(passed)).order_by("position", "pk")
    people = people_of(user, "R").filter(roles__contains=[str(Role.REP)])
    return people.filter(Exists(missing)).annotate(missing=ArraySubquery(missing.values("name")))


def due_of(person: User, user: User) -> dict | None:
    """The card on a representative's page: topics of onboarding he lacks, courses he is to
    go to. None where there is nothing, and for who may not read his training."""
    if not may(user, "training_record", "R", owner=person):
        return None
    passed = TrainingRecord.objects.passed().filter(topic=OuterRef("pk"), employee=person)
    topics = TrainingTopic.objects.onboarding().filter(~Exists(passed)).order_by()
    planned = TrainingCourse.objects.filter(status=TrainingStatus.PLANNED, participants=person, held_on__gte=today())
    rows = topics.annotate(day=Value(None, DateField())).values_list("name", "day", "position", "pk")
    courses = planned.order_by().annotate(position=Value(0)).values_list("title", "held_on", "position", "pk")
    due = sorted(rows.union(courses, all=True), key=lambda row: (row[1] or today(), *row[2:]))
    lacking = [name for name, day, _position, _pk in due if day is None]
    coming = [(title, day, reverse("training-detail", args=[pk])) for title, day, _position, pk in due if day]
    return {"lacking": lacking, "courses": coming[:SHOWN]} if due else None
