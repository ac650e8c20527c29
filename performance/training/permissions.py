"""Who may do what with training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.training.states import TrainingStatus
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, may, may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from performance.training.models import TrainingCourse

TOPIC_KEEPERS = (Role.MGR, Role.DIR, Role.ADM)


@because(right_of("training", "R"))
def reads_training(user: User) -> bool:
    return may_at_all(user, "training", "R")


@because(right_of("training_record", "R"))
def reads_records(user: User) -> bool:
    return may_at_all(user, "training_record", "R")


@because(_("The topics of training are kept by sales managers, the sales director and the administrator."))
def can_keep_topics(user: User) -> bool:
    return user.has_role(*TOPIC_KEEPERS)


@because(right_of("training", "C"))
def can_plan_course(user: User) -> bool:
    return may_at_all(user, "training", "C")


@because(_("A course is changed by whoever leads sales people, until it is held."))
def can_run_course(user: User, course: TrainingCourse) -> bool:
    return course.status == TrainingStatus.PLANNED and can_plan_course(user)


@because(_("A result is recorded by a superior who leads this person, and by nobody for himself."))
def can_record_training(user: User, employee: User) -> bool:
    """TEAM-03, SEC-04: nobody passes himself."""
    return user.pk != employee.pk and may(user, "training_record", "C", owner=employee)


def people_of(user: User, verb: str) -> Any:
    """The active people whose training this person reads (R) or records (C), himself among the first alone."""
    granted = scopes(user, "training_record", verb)
    people = User.objects.active()
    if "a" not in granted:
        people = people.filter(pk__in=set().union(*(user.owner_ids(scope) for scope in granted)))
    return people if verb == "R" else people.exclude(pk=user.pk)
