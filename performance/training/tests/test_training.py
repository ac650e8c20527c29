"""Training: topics as data, courses, results, and who lacks onboarding (TEAM-03)."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from performance.training.course import (
    cancel_course,
    correct_record,
    hold_course,
    plan_course,
    record_training,
    update_course,
)
from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.training.onboarding import incomplete
from performance.training.states import TopicKind, TrainingResult, TrainingStatus
from performance.training.topic import create_topic, update_topic
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FOUR = ["公司概况", "产品知识", "销售流程", "售后服务"]


def topic(name="产品知识"):
    return TrainingTopic.objects.get(name=name)


def course(people, **fields):
    content = {"topic": topic(), "title": "Brakes", "held_on": today(), "trainer": "Wu"}
    return plan_course(people.manager, [people.rep1, people.rep2], **{**content, **fields})


def missing_of(user):
    return {person.username: person.missing for person in incomplete(user)}


def test_team_03_a_new_rep_is_listed_with_the_missing_topics(client, people):
    """TEAM-03"""
    assert missing_of(people.gm)["rep1"] == FOUR
    for name in FOUR[:2]:
        record_training(people.manager, people.rep1, topic(name), today(), TrainingResult.PASSED)
    record_training(people.manager, people.rep1, topic(FOUR[2]), today(), TrainingResult.FAILED)
    assert missing_of(people.gm)["rep1"] == FOUR[2:]
    client.force_login(people.manager)
    page = client.get(reverse("onboarding-incomplete")).content.decode()
    assert "、".join(FOUR[2:]) in page
    for name in FOUR[2:]:
        record_training(people.manager, people.rep1, topic(name), today(), TrainingResult.PASSED)
    assert set(missing_of(people.gm)) == {"rep2", "rep3"}
    assert "Rep1" not in client.get(reverse("onboarding-incomplete")).content.decode()


def test_team_03_the_topics_of_onboarding_are_data(people):
    """TEAM-03"""
    added = create_topic(people.director, name="质量体系", kind=TopicKind.ONBOARDING, position=45, is_active=True)
    assert missing_of(people.gm)["rep1"] == [*FOUR, "质量体系"]
    update_topic(added.pk, people.director, is_active=False)
    assert missing_of(people.gm)["rep1"] == FOUR
    with pytest.raises(BusinessError, match="in the list already"):
        create_topic(people.director, name=FOUR[0])
    with pytest.raises(PermissionDenied, match="topics of training are kept"):
        create_topic(people.rep1, name="x")


def test_each_sees_the_onboarding_of_those_he_leads(people):
    assert set(missing_of(people.manager)) == {"rep1", "rep2"}
    assert set(missing_of(people.supervisor)) == {"rep1"}
    assert set(missing_of(people.rep1)) == {"rep1"}
    assert missing_of(people.finance) == {}


def test_team_03_a_course_that_was_held_gives_a_record_each(people):
    """TEAM-03"""
    made = course(people)
    assert Notice.objects.filter(user=people.rep1, subject__contains="Brakes").exists()
    with pytest.raises(BusinessError, match="passed and failed"):
        hold_course(made.pk, people.manager, [people.rep1], [people.rep1])
    with pytest.raises(BusinessError, match="who took part"):
        hold_course(made.pk, people.manager, [], [])
    assert not TrainingRecord.objects.exists()
    held = hold_course(made.pk, people.manager, [people.rep1], [people.rep2])
    assert held.status == TrainingStatus.HELD
    found = {record.employee: record.result for record in TrainingRecord.objects.filter(topic=made.topic)}
    assert found == {people.rep1: TrainingResult.PASSED, people.rep2: TrainingResult.FAILED}


def test_a_course_is_not_held_before_its_day_nor_changed_afterwards(people):
    later = course(people, held_on=today() + dt.timedelta(days=2))
    with pytest.raises(BusinessError, match="The course is only on"):
        hold_course(later.pk, people.manager, [people.rep1], [])
    with pytest.raises(PermissionDenied, match="whoever leads sales people"):
        cancel_course(later.pk, people.rep1, "ill")
    update_course(later.pk, people.manager, [people.rep1], title="Discs")
    assert list(TrainingCourse.objects.get().participants.all()) == [people.rep1]
    cancelled = cancel_course(later.pk, people.manager, "trainer ill")
    assert cancelled.status == TrainingStatus.CANCELLED
    with pytest.raises(BusinessError, match="cannot become"):
        hold_course(later.pk, people.manager, [people.rep1], [])


def test_team_03_nobody_passes_himself_and_only_his_superiors_record(people):
    """TEAM-03, SEC-04"""
    for person, employee in (
        (people.rep1, people.rep1),
        (people.supervisor, people.supervisor),
        (people.supervisor2, people.rep1),
        (people.manager2, people.rep1),
        (people.finance, people.rep1),
    ):
        with pytest.raises(PermissionDenied, match="by nobody for himself"):
            record_training(person, employee, topic(), today(), TrainingResult.PASSED)
    with pytest.raises(BusinessError, match="still to come"):
        record_training(people.manager, people.rep1, topic(), today() + dt.timedelta(days=1), TrainingResult.PASSED)
    record = record_training(people.supervisor, people.rep1, topic(), today(), TrainingResult.PASSED)
    with pytest.raises(IntegrityError, match="training_recorded_by_another"), transaction.atomic():
        TrainingRecord.objects.filter(pk=record.pk).update(recorded_by=people.rep1)
    correct_record(record.pk, people.manager, date=today(), result=TrainingResult.FAILED, remark="mixed up")
    assert missing_of(people.gm)["rep1"] == FOUR
    with pytest.raises(PermissionDenied, match="by nobody for himself"):
        correct_record(record.pk, people.rep1, date=today(), result=TrainingResult.PASSED, remark="")


def test_who_reads_whose_records(client, people):
    record = record_training(people.manager, people.rep1, topic(), today(), TrainingResult.PASSED)
    for person, number in ((people.rep1, 1), (people.rep2, 0), (people.manager2, 0), (people.gm, 1)):
        assert TrainingRecord.objects.visible_to(person).filter(pk=record.pk).count() == number, person
    client.force_login(people.rep2)
    assert client.get(reverse("training-file-pdf", args=[people.rep1.pk])).status_code == 404


def test_f_41_the_training_record_of_a_person(client, people):
    """F-41"""
    record_training(people.manager, people.rep1, topic(), today(), TrainingResult.PASSED, "good")
    client.force_login(people.rep1)
    paper = client.get(reverse("training-file-pdf", args=[people.rep1.pk])).content
    text = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).replace("\n", "").replace(" ", "")
    )
    assert "培训记录" in text
    assert "产品知识" in text
    assert "公司概况" in text


def test_the_pages_write(client, people):
    client.force_login(people.manager)
    form = {
        "topic": topic().pk,
        "title": "Brakes",
        "held_on": today(),
        "trainer": "Wu",
        "participants": [people.rep1.pk],
    }
    answer = client.post(reverse("training-create"), form)
    made = TrainingCourse.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    edit = client.post(reverse("training-edit", args=[made.pk]), {**form, "title": "Discs"})
    assert edit.status_code == 302
    assert "Rep1" in client.get(made.get_absolute_url()).content.decode()
    client.post(reverse("training-do", args=[made.pk, "hold"]), {"passed": [people.rep1.pk]})
    record = TrainingRecord.objects.get()
    assert record.result == TrainingResult.PASSED
    page = client.get(reverse("training-record-list")).content.decode()
    assert "产品知识" in page
    form = {"employee": people.rep2.pk, "topic": topic().pk, "date": today(), "result": "failed"}
    assert client.post(reverse("training-record-create"), form).status_code == 302
    other = TrainingRecord.objects.get(employee=people.rep2)
    edit = reverse("training-record-edit", args=[other.pk])
    assert client.post(edit, {"date": today(), "result": "passed"}).status_code == 302
    other.refresh_from_db()
    assert other.result == TrainingResult.PASSED
    assert client.get(reverse("training-topic-list")).status_code == 200
    client.post(reverse("training-topic-create"), {"name": "Welding", "kind": "regular", "position": 5})
    assert TrainingTopic.objects.filter(name="Welding").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_keep_their_queries(client, people, count, django_assert_max_num_queries):
    for number in range(count):
        made = course(people, title=f"C{number}")
        hold_course(made.pk, people.manager, [people.rep1], [people.rep2])
    client.force_login(people.gm)
    client.get(reverse("training-list"))
    with django_assert_max_num_queries(9):
        assert client.get(reverse("training-list")).status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get(reverse("training-record-list")).status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get(reverse("onboarding-incomplete")).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(made.get_absolute_url()).status_code == 200
