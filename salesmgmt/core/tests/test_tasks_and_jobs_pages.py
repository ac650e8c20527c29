"""The pages of to-dos and of the clock: who sees what, who may tick off or start what, and at how many queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains

from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.models import PeriodicRun, PeriodicState, Task
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import new_paper

pytestmark = pytest.mark.urls("salesmgmt.core.tests.paper.urls")


@pytest.fixture
def people(db):
    register.forget()
    registry.register_task_kind("call", "Call")
    registry.register_task_kind("check", "Check", by_hand=False, how="Closed by checking the paper.")
    yield company()
    for key in ("call", "check"):
        del registry._registry.task_kinds[key]
    register.forget()


def task(person, subject="Call Gear Ltd", kind="call", **fields):
    return open_task(kind, new_paper(person), person, subject, **fields)


def subjects(response):
    assert response.status_code == 200
    return [row.record.subject for row in response.context["page"].object_list]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


# -- /tasks/


def test_everybody_sees_his_own_to_dos_and_superiors_those_of_their_people(client, people):
    """SEC-01"""
    task(people.rep1, "Of rep1")
    task(people.rep2, "Of rep2")
    task(people.rep3, "Of rep3")
    seen = {}
    for name in ("rep1", "supervisor", "manager", "manager2", "director", "technical"):
        client.force_login(getattr(people, name))
        seen[name] = sorted(subjects(client.get("/tasks/?view=all")))
    assert seen == {
        "rep1": ["Of rep1"],
        "supervisor": ["Of rep1"],
        "manager": ["Of rep1", "Of rep2"],
        "manager2": ["Of rep3"],
        "director": ["Of rep1", "Of rep2", "Of rep3"],
        "technical": [],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open&person=me", ["Mine"]),
        ("status=open", ["Mine", "Of my rep"]),
        ("status=done", ["Done"]),
        ("kind=check", ["Of my rep"]),
        ("kind=unknown", ["Done", "Mine", "Of my rep"]),
        ("q=rep", ["Of my rep"]),
        ("due_on_before=0001-01-01", []),
        ("due_on_after=2026-13-45&person=x&status=x&page=%00&size=-1&sort=password", ["Done", "Mine", "Of my rep"]),
    ],
)
def test_to_dos_are_filtered_and_nonsense_is_left_out(client, people, query, found):
    task(people.supervisor, "Mine", due_on=today())
    task(people.rep1, "Of my rep", kind="check", due_on=today() - dt.timedelta(3))
    Task.objects.filter(pk=task(people.rep1, "Done").pk).update(status="done", done_at=timezone.now())
    client.force_login(people.supervisor)
    assert sorted(subjects(client.get(f"/tasks/?{query}"))) == found


def test_only_an_open_to_do_is_overdue(client, people):
    late = task(people.rep1, "Late", due_on=today() - dt.timedelta(3))
    client.force_login(people.rep1)
    assert "tone-bad" in str(client.get("/tasks/?q=Late").context["table"].rows[0].get_cell("due_on"))
    Task.objects.filter(pk=late.pk).update(status="done", done_at=timezone.now())
    assert "tone-bad" not in str(client.get("/tasks/?q=Late&status=done").context["table"].rows[0].get_cell("due_on"))


def test_a_to_do_is_ticked_off_by_its_person(client, people):
    mine = task(people.rep1)
    client.force_login(people.rep1)
    assert client.post("/tasks/", {"bulk": "done", "pk": mine.pk}).status_code == 302
    mine.refresh_from_db()
    assert (mine.status, mine.done_by) == ("done", people.rep1)


@pytest.mark.parametrize("name", ["rep2", "supervisor2", "manager2", "technical"])
def test_other_peoples_to_dos_are_not_found_and_not_ticked_off(client, people, name):
    """SEC-01: neither by their id in the posted form."""
    other = task(people.rep1)
    client.force_login(getattr(people, name))
    client.post("/tasks/", {"bulk": "done", "pk": [other.pk, "x", "9" * 5000]})
    other.refresh_from_db()
    assert (other.status, other.done_by, other.done_at) == ("open", None, None)


def test_who_may_only_read_a_to_do_is_refused_with_its_name(client, people):
    other = task(people.rep1)
    client.force_login(people.manager)
    page = client.post("/tasks/", {"bulk": "done", "pk": other.pk}, follow=True).content.decode()
    assert "Call Gear Ltd" in page
    other.refresh_from_db()
    assert other.status == "open"


def test_what_an_act_closes_says_which_act_that_is(client, people):
    mine = task(people.rep1, kind="check")
    client.force_login(people.rep1)
    page = client.post("/tasks/", {"bulk": "done", "pk": mine.pk}, follow=True).content.decode()
    assert "Closed by checking the paper." in page
    mine.refresh_from_db()
    assert mine.status == "open"


def test_the_list_of_to_dos_costs_the_same_for_one_row_and_three(client, people):
    client.force_login(people.supervisor)
    task(people.rep1, "First")
    client.get("/tasks/")
    assert queries_of(client, "/tasks/?view=all") == 11
    task(people.rep1, "Second")
    task(people.supervisor, "Third")
    assert queries_of(client, "/tasks/?view=all") == 11


# -- /jobs/


@pytest.fixture
def trial(people):
    found = registry.register_periodic("trial", "Trial", "0 6 * * 1", lambda slot: 3)
    yield found
    del registry._registry.periodic["trial"]


def run_of_trial(error=""):
    now = timezone.now()
    return PeriodicRun.objects.create(key="trial", slot=now, started_at=now, finished_at=now, made=7, error=error)


@pytest.mark.parametrize("name", ["rep1", "manager", "director", "finance", "technical"])
def test_the_work_of_the_clock_is_shown_to_the_administration_alone(client, people, trial, name):
    client.force_login(getattr(people, name))
    assert client.get("/jobs/").status_code == 403
    assert client.get("/jobs/trial/").status_code == 403
    assertContains(client.post("/jobs/trial/run/"), "只有管理员可以启动任务", status_code=403)
    assert not PeriodicState.objects.filter(key="trial").exists()


def test_the_general_manager_reads_what_the_clock_did_and_starts_nothing(client, people, trial):
    client.force_login(people.gm)
    page = client.get("/jobs/").content.decode()
    assert "Trial" in page
    assert "/jobs/trial/run/" not in page
    assertContains(client.post("/jobs/trial/run/"), "只有管理员可以启动任务", status_code=403)
    assert not PeriodicState.objects.filter(key="trial").exists()


def test_the_administrator_starts_a_job_from_the_page(client, people, trial):
    client.force_login(people.admin)
    assert "/jobs/trial/run/" in client.get("/jobs/").content.decode()
    assert client.get("/jobs/trial/run/").status_code == 405
    assert client.post("/jobs/trial/run/").status_code == 302
    wanted = PeriodicState.objects.get(key="trial")
    assert (wanted.wanted_by, wanted.last_slot) == (people.admin, None)
    first = wanted.wanted_at
    client.post("/jobs/trial/run/")  # a second click asks for nothing more
    wanted.refresh_from_db()
    assert wanted.wanted_at == first


def test_a_failed_run_stands_on_the_page_with_its_reason(client, people, trial):
    run_of_trial(error="The paper is gone <script>")
    client.force_login(people.admin)
    assert "tag-bad" in client.get("/jobs/").content.decode()
    assert "The paper is gone &lt;script&gt;" in client.get("/jobs/trial/").content.decode()


def test_a_job_nobody_knows_is_not_found(client, people):
    client.force_login(people.admin)
    assert client.get("/jobs/unknown/").status_code == 404
    assert client.post("/jobs/unknown/run/").status_code == 404
    assert not PeriodicState.objects.filter(key="unknown").exists()


def test_the_pages_of_the_clock_cost_the_same_for_one_run_and_three(client, people, trial):
    client.force_login(people.admin)
    run_of_trial()
    client.get("/jobs/")
    assert (queries_of(client, "/jobs/"), queries_of(client, "/jobs/trial/")) == (6, 5)
    run_of_trial()
    run_of_trial("failed")
    assert (queries_of(client, "/jobs/"), queries_of(client, "/jobs/trial/")) == (6, 5)
