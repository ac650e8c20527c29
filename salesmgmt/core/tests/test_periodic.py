"""The work of the clock and to-dos: due once, caught up, done once, closed by doing the thing."""

import datetime as dt
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import translation

from salesmgmt.core import registry
from salesmgmt.core.domain import periodic, todo
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, PeriodicRun, PeriodicState, Task
from salesmgmt.core.registry import PeriodicJob
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web import jobs_pages

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def job(cron, every_slot=False, run=lambda slot: 0):
    return PeriodicJob("trial", "Trial", cron, run, every_slot=every_slot)


@pytest.mark.parametrize(
    ("cron", "every_slot", "last", "now", "due"),
    [
        ("0 * * * *", False, None, "2026-03-10 09:30", ["2026-03-10 09:00"]),
        ("0 * * * *", False, "2026-03-10 09:00", "2026-03-10 09:59", []),
        ("0 * * * *", False, "2026-03-10 09:00", "2026-03-10 10:00", ["2026-03-10 10:00"]),
        # After a pause the latest moment is enough for a clock ...
        ("0 * * * *", False, "2026-03-10 09:00", "2026-03-12 10:30", ["2026-03-12 10:00"]),
        # ... but no week may be left out of a weekly report.
        ("0 6 * * 1", True, "2026-03-02 06:00", "2026-03-20 12:00", ["2026-03-09 06:00", "2026-03-16 06:00"]),
        ("0 0 1 1,4,7,10 *", True, "2026-04-01 00:00", "2026-07-01 00:00", ["2026-07-01 00:00"]),
        ("0 0 1 1,4,7,10 *", True, "2026-04-01 00:00", "2026-06-30 23:59", []),
    ],
)
def test_what_is_due_follows_the_timetable_and_what_was_done_last(cron, every_slot, last, now, due):
    found = periodic.due_slots(job(cron, every_slot), last and at(last), at(now))
    assert [f"{slot.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for slot in found] == due


@pytest.fixture
def trial():
    """A job registered for one test; ``trial.seen`` are the moments it was run for."""
    seen, answers = [], []

    def run(slot):
        seen.append(slot)
        outcome = answers.pop(0) if answers else 3
        if isinstance(outcome, Exception):
            Notice.objects.create(user=answers[0], subject="half done")
            raise outcome
        return outcome

    found = registry.register_periodic("trial", "Trial", "0 6 * * 1", run, every_slot=True)
    yield found, seen, answers
    del registry._registry.periodic["trial"]


@pytest.mark.django_db
class TestRunning:
    def test_a_moment_is_run_once_and_written_down(self, trial):
        _job, seen, _answers = trial
        assert [run.made for run in periodic.run_job("trial", at("2026-03-09 06:01"))] == [3]
        assert periodic.run_job("trial", at("2026-03-09 06:02")) == []
        assert seen == [at("2026-03-09 06:00")]
        assert PeriodicState.objects.get(key="trial").last_slot == at("2026-03-09 06:00")

    def test_each_missed_week_is_caught_up_in_order(self, trial):
        _job, seen, _answers = trial
        periodic.run_job("trial", at("2026-03-02 07:00"))
        periodic.run_job("trial", at("2026-03-25 07:00"))
        assert seen[1:] == [at("2026-03-09 06:00"), at("2026-03-16 06:00"), at("2026-03-23 06:00")]

    def test_a_failure_leaves_nothing_half_done_says_why_and_is_tried_again_later(self, trial):
        _job, seen, answers = trial
        answers.extend([ValueError("no such month"), company().rep1])
        first = periodic.run_job("trial")
        assert "no such month" in first[0].error
        assert not Notice.objects.exists()
        assert PeriodicState.objects.get(key="trial").last_slot is None
        assert periodic.run_job("trial") == []  # not at once again
        answers.clear()
        PeriodicRun.objects.update(finished_at=first[0].finished_at - periodic.RETRY_AFTER)
        assert [run.error for run in periodic.run_job("trial")] == [""]
        assert len(seen) == 2

    def test_the_administrator_starts_a_job_that_is_not_due_and_nobody_else(self, trial):
        _job, seen, _answers = trial
        people = company()
        periodic.run_job("trial")
        with pytest.raises(PermissionDenied, match="只有管理员可以启动任务"):
            periodic.want_job("trial", people.director)
        assert periodic.run_job("trial") == []
        periodic.want_job("trial", people.admin)
        assert [run.started_by for run in periodic.run_job("trial")] == [people.admin]
        assert periodic.run_job("trial") == []
        assert len(seen) == 2

    def test_a_run_at_one_in_the_night_asked_for_by_hand_is_of_the_day_in_shanghai(self, trial, monkeypatch):
        _job, seen, _answers = trial
        moment = dt.datetime(2026, 3, 9, 17, 0, tzinfo=dt.UTC)
        monkeypatch.setattr(periodic.timezone, "now", lambda: moment)
        periodic.want_job("trial", company().admin)
        periodic.run_job("trial")
        assert [(slot.date(), slot.tzinfo) for slot in seen[:1]] == [(dt.date(2026, 3, 10), SHANGHAI)]

    @pytest.mark.parametrize(
        ("key", "called"),
        [
            ("receivables-overdue", "orders.invoice.registration.mark_overdue"),
            ("prices-and-quotes", "pricing.quote_answer.registration.run_daily"),
        ],
    )
    def test_a_job_asks_the_day_in_shanghai_whatever_time_zone_its_moment_carries(self, monkeypatch, key, called):
        days = []
        monkeypatch.setattr(called, days.append)
        registry.periodic_job(key).run(dt.datetime(2026, 3, 9, 17, 0, tzinfo=dt.UTC))
        assert days == [dt.date(2026, 3, 10)]

    def test_what_is_due_or_wanted_is_sent_and_the_rest_is_not(self, trial):
        for each in registry.periodic_jobs():
            periodic.PeriodicState.objects.create(
                key=each.key, last_slot=periodic.previous_slot(each, at("2026-03-10 12:00"))
            )
        assert periodic.send_due(at("2026-03-10 12:00")) == []
        periodic.want_job("trial", company().admin)
        assert periodic.send_due(at("2026-03-10 12:00")) == ["trial"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_a_moment_once(trial):
    _job, seen, _answers = trial
    PeriodicState.objects.create(key="trial")
    start, moment = Barrier(2), at("2026-03-09 06:01")

    def work():
        start.wait()
        periodic.run_job("trial", moment)
        connection.close()

    threads = [Thread(target=work) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1


@pytest.fixture
def kinds():
    registry.register_task_kind("trial", "Trial")
    registry.register_task_kind("trial_act", "Trial", by_hand=False, how="Write the report.")
    yield
    for key in ("trial", "trial_act"):
        del registry._registry.task_kinds[key]


@pytest.mark.django_db
class TestToDos:
    def test_a_to_do_with_a_key_is_opened_once_for_ever(self, kinds):
        people = company()
        first = todo.open_task("trial", people.rep2, people.rep1, "Greet", key="2026")
        assert todo.open_task("trial", people.rep2, people.rep1, "Greet", key="2026") is None
        todo.finish_task(first.pk, people.rep1)
        assert todo.open_task("trial", people.rep2, people.rep1, "Greet", key="2026") is None
        assert todo.open_task("trial", people.rep2, people.rep1, "Greet", key="2027") is not None
        assert Notice.objects.filter(user=people.rep1).count() == 2

    def test_a_to_do_without_a_key_comes_again_when_the_first_is_done(self, kinds):
        people = company()
        first = todo.open_task("trial", people.rep2, people.rep1, "Check")
        assert todo.open_task("trial", people.rep2, people.rep1, "Check") is None
        assert todo.close_tasks(people.rep2, "trial", people.rep1) == 1
        first.refresh_from_db()
        assert (first.status, first.done_by) == ("done", people.rep1)
        assert todo.open_task("trial", people.rep2, people.rep1, "Check") is not None

    def test_nobody_finishes_what_is_not_his_and_nothing_changes(self, kinds):
        people = company()
        task = todo.open_task("trial", people.rep2, people.rep1, "Check")
        with pytest.raises(PermissionDenied, match="待办由被分派的人完成"):
            todo.finish_task(task.pk, people.supervisor)
        assert Task.objects.get().status == "open"

    def test_what_an_act_closes_is_not_ticked_off_by_hand(self, kinds):
        people = company()
        task = todo.open_task("trial_act", people.rep2, people.rep1, "Report")
        with pytest.raises(BusinessError, match="Write the report"):
            todo.finish_task(task.pk, people.rep1)
        assert Task.objects.get().status == "open"

    def test_open_to_dos_follow_the_document_to_its_new_owner(self, kinds):
        people = company()
        done = todo.open_task("trial", people.rep2, people.rep1, "Old", key="1")
        todo.finish_task(done.pk, people.rep1)
        todo.open_task("trial", people.rep2, people.rep1, "New", key="2")
        assert todo.hand_over_tasks(people.rep2, people.rep3) == 1
        assert dict(Task.objects.values_list("subject", "person")) == {"Old": people.rep1.pk, "New": people.rep3.pk}

    def test_superiors_see_the_to_dos_of_their_people(self, kinds):
        people = company()
        todo.open_task("trial", people.rep2, people.rep1, "Check")
        seen = {
            name
            for name in ("rep1", "rep2", "supervisor", "supervisor2", "manager", "gm", "finance")
            if Task.objects.visible_to(getattr(people, name)).exists()
        }
        assert seen == {"rep1", "supervisor", "manager", "gm"}


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("30 0 * * *", "daily at 00:30"),
        ("0 6 * * 1", "Monday at 06:00"),
        ("10 0 1 1,4,7,10 *", "on the first day of a quarter at 00:10"),
        ("5 * * * *", "hourly at minute 5"),
        ("15 0 1 1 *", "on 1 January at 00:15"),
    ],
)
def test_a_timetable_is_said_in_plain_words(cron, words):
    with translation.override("en"):
        assert jobs_pages.in_words(cron) == words
