"""Coaching notes: by superiors only, told to the person, closed with what came of it (TEAM-06)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.coaching.coaching import close_note, update_note, write_note
from performance.coaching.models import CoachingNote
from performance.coaching.people import people_of
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, Task

pytestmark = pytest.mark.django_db


def note(user, rep, **fields):
    values = {
        "topic": "collection",
        "held_on": today(),
        "due_on": today() + dt.timedelta(days=7),
        "problem": "两家客户逾期未催",
        "measure": "本周上门对账",
    }
    return write_note(user, rep=rep, **{**values, **fields})


def test_team_02_everybody_looks_after_his_own_people(people):
    """TEAM-02"""
    seen = {
        name: {rep.username for rep in people_of(getattr(people, name))}
        for name in ("rep1", "supervisor", "manager", "director", "gm", "finance", "warehouse")
    }
    assert seen == {
        "rep1": {"rep1"},
        "supervisor": {"rep1"},
        "manager": {"rep1", "rep2"},
        "director": {"rep1", "rep2", "rep3"},
        "gm": {"rep1", "rep2", "rep3"},
        "finance": set(),
        "warehouse": set(),
    }


def test_team_06_a_note_is_told_to_the_person_and_closed_with_what_came_of_it(people):
    """TEAM-06"""
    made = note(people.supervisor, people.rep1)
    assert Notice.objects.filter(user=people.rep1, url=made.get_absolute_url()).exists()
    assert Task.objects.filter(kind="coaching_note", person=people.supervisor, done_at__isnull=True).count() == 1
    with pytest.raises(BusinessError, match="结果"):
        close_note(made.pk, people.supervisor, " ")
    assert close_note(made.pk, people.manager, "已收回两笔").outcome == "已收回两笔"
    assert Task.objects.filter(kind="coaching_note", done_at__isnull=True).count() == 0
    with pytest.raises((BusinessError, PermissionDenied)):
        update_note(made.pk, people.supervisor, held_on=today(), due_on=today(), problem="改", measure="改")


def test_team_06_only_a_superior_writes_and_closes(people):
    """TEAM-06, SEC-01"""
    for user, rep in (
        (people.rep1, people.rep1),
        (people.rep1, people.rep2),
        (people.supervisor, people.rep2),
        (people.manager, people.rep3),
        (people.finance, people.rep1),
    ):
        with pytest.raises(PermissionDenied, match="上级"):
            note(user, rep)
    made = note(people.supervisor, people.rep1)
    with pytest.raises(PermissionDenied):
        close_note(made.pk, people.rep1, "好了")
    with pytest.raises(PermissionDenied):
        update_note(made.pk, people.manager, held_on=today(), due_on=today(), problem="改", measure="改")
    made.refresh_from_db()
    assert (made.status, made.problem, CoachingNote.objects.count()) == ("open", "两家客户逾期未催", 1)


@pytest.mark.parametrize(("held", "due", "words"), [(1, 5, "谈话日期晚于今天"), (0, -1, "复查日期早于谈话日期")])
def test_days_that_cannot_be_are_refused(people, held, due, words):
    day = today()
    with pytest.raises(BusinessError, match=words):
        note(
            people.supervisor,
            people.rep1,
            held_on=day + dt.timedelta(days=held),
            due_on=day + dt.timedelta(days=due),
        )
    assert CoachingNote.objects.count() == 0


def test_the_pages(people, client):
    def queries():
        client.get(reverse("coaching-note-list"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("coaching-note-list")).status_code == 200
        return len(found)

    made = note(people.supervisor, people.rep1)
    client.force_login(people.gm)
    one = queries()
    note(people.manager, people.rep2)
    note(people.director, people.rep3)
    assert queries() == one
    for name, status in (("rep1", 200), ("rep2", 404), ("supervisor", 200), ("supervisor2", 404), ("finance", 404)):
        client.force_login(getattr(people, name))
        assert client.get(made.get_absolute_url()).status_code == status, name
    client.force_login(people.supervisor)
    form = {
        "rep": people.rep1.pk,
        "topic": "visits",
        "held_on": today(),
        "due_on": today(),
        "problem": "拜访不足",
        "measure": "每周两次",
    }
    assert client.post(reverse("coaching-note-create"), form).status_code == 302
    assert client.post(reverse("coaching-note-do", args=[made.pk, "close"]), {"comment": "已办"}).status_code == 302
    client.force_login(people.rep1)
    assert client.get(reverse("coaching-note-create")).status_code == 403
