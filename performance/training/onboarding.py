"""Who has not passed every topic of onboarding yet (TEAM-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from performance.training.models import TrainingRecord, TrainingTopic
from performance.training.permissions import people_of
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def incomplete(user: User) -> Any:
    """The representatives this person leads (himself, for one of them) who lack a topic of onboarding, with ``missing``:
    the names of the topics; a topic that was failed is missing (TEAM-03)."""
    passed = TrainingRecord.objects.passed().filter(topic=OuterRef("pk"), employee=OuterRef(OuterRef("pk")))
    missing = TrainingTopic.objects.onboarding().filter(~Exists(passed)).order_by("position", "pk")
    people = people_of(user, "R").filter(roles__contains=[str(Role.REP)])
    return people.filter(Exists(missing)).annotate(missing=ArraySubquery(missing.values("name")))
