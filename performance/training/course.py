"""Courses are planned and held, and results recorded (TEAM-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.training.models import TrainingCourse, TrainingRecord
from performance.training.permissions import can_plan_course, can_record_training, can_run_course
from performance.training.states import TrainingResult, TrainingStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from performance.training.models import TrainingTopic
    from salesmgmt.core.models import User


@transaction.atomic
def plan_course(user: User, participants: Iterable[User] = (), **fields: Any) -> TrainingCourse:
    """A course with its participants, who are told (TEAM-03)."""
    require(can_plan_course(user))
    course = TrainingCourse(number=next_number(TrainingCourse.KIND), created_by=user, **fields)
    course.save()
    course.participants.set(participants)
    audit.record(course, user, gettext_noop("Planned"), to_status=course.status)
    _invite(course, participants)
    return course


@transaction.atomic
def update_course(pk: int, user: User, participants: Iterable[User] = (), **fields: Any) -> TrainingCourse:
    """Changed until it is held; who is new among the participants is told."""
    course = lock(TrainingCourse, pk, "created_by")
    require(can_run_course(user, course))
    change(course, user, gettext_noop("Edited"), **fields)
    known = set(course.participants.values_list("pk", flat=True))
    course.participants.set(participants)
    _invite(course, [person for person in participants if person.pk not in known])
    return course


def _invite(course: TrainingCourse, people: Iterable[User]) -> None:
    words = {"course": course.title, "day": course.held_on.isoformat()}
    notify(people, lambda: _("Training on %(day)s: %(course)s") % words, url=course.get_absolute_url())


@transaction.atomic
def hold_course(
    pk: int, user: User, passed: Iterable[User], failed: Iterable[User], remark: str = ""
) -> TrainingCourse:
    """planned → held: a record for everybody who took part; who is named in neither list was absent (TEAM-03)."""
    course = lock(TrainingCourse, pk, "created_by", "topic")
    guard(course, TrainingStatus.HELD)
    require(can_run_course(user, course))
    if course.held_on > today():
        raise BusinessError(_("The course is only on %(day)s.") % {"day": course.held_on.isoformat()})
    took_part = dict.fromkeys(passed, TrainingResult.PASSED)
    for person in failed:
        if person in took_part:
            raise BusinessError(_("%(person)s cannot have passed and failed.") % {"person": person})
        took_part[person] = TrainingResult.FAILED
    if not took_part:
        raise BusinessError(_("Say who took part; a course nobody came to is cancelled."))
    move(course, TrainingStatus.HELD, user, comment=remark)
    for person, result in took_part.items():
        record_training(user, person, course.topic, course.held_on, result, remark, course=course)
    return course


@transaction.atomic
def cancel_course(pk: int, user: User, comment: str) -> TrainingCourse:
    """planned → cancelled; the participants are told."""
    course = lock(TrainingCourse, pk, "created_by")
    guard(course, TrainingStatus.CANCELLED)
    require(can_run_course(user, course))
    move(course, TrainingStatus.CANCELLED, user, comment=comment)
    notify(
        course.participants.all(),
        lambda: _("Training cancelled: %(course)s") % {"course": course.title},
        url=course.get_absolute_url(),
        body=comment,
    )
    return course


@transaction.atomic
def record_training(
    user: User,
    employee: User,
    topic: TrainingTopic,
    date: dt.date,
    result: str,
    remark: str = "",
    course: TrainingCourse | None = None,
) -> TrainingRecord:
    """The result of one person on one topic, recorded by a superior (TEAM-03)."""
    require(can_record_training(user, employee))
    if date > today():
        raise BusinessError(_("A result cannot be of a day that is still to come."))
    record = TrainingRecord.objects.create(
        employee=employee, topic=topic, date=date, result=result, remark=remark, course=course, recorded_by=user
    )
    audit.record(record, user, gettext_noop("Recorded"))
    return record


@transaction.atomic
def correct_record(pk: int, user: User, **fields: Any) -> TrainingRecord:
    """A result that was entered wrongly; whose it is and on what stays (TEAM-03)."""
    record = lock(TrainingRecord, pk, "employee")
    require(can_record_training(user, record.employee))
    if fields["date"] > today():
        raise BusinessError(_("A result cannot be of a day that is still to come."))
    return change(record, user, gettext_noop("Corrected"), **fields)
