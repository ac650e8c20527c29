"""What signing in leaves behind, and for how long."""

import datetime as dt
from uuid import uuid4

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from salesmgmt.core.domain import periodic
from salesmgmt.core.domain import traces as traces_left
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.models import ExportJob, ExportLog, FormToken, Notice, PeriodicRun
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


def traces(day, username="x"):
    about = {"username": username, "ip_address": "10.0.0.1", "path_info": "/login/"}
    AccessLog.objects.create(**about)
    AccessFailureLog.objects.create(**about)
    AccessAttempt.objects.create(**about, failures_since_start=1, get_data="", post_data="")
    for model in (AccessLog, AccessFailureLog, AccessAttempt):
        model.objects.filter(attempt_time__gt=timezone.now() - dt.timedelta(hours=1)).update(attempt_time=day)


def test_ended_sessions_and_old_logs_go_and_everything_else_stays():
    now = timezone.now()
    traces(now - dt.timedelta(days=183))
    traces(now - dt.timedelta(days=178), "y")
    Session.objects.create(session_key="old", session_data="", expire_date=now - dt.timedelta(days=2))
    Session.objects.create(session_key="new", session_data="", expire_date=now + dt.timedelta(hours=1))
    (run,) = periodic.run_job("sign-in-traces", now)
    assert (run.error, run.made) == ("", 4)
    assert [model.objects.count() for model in (AccessLog, AccessFailureLog, AccessAttempt)] == [1, 1, 1]
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_how_long_the_log_is_kept_is_a_setting():
    traces(timezone.now() - dt.timedelta(days=60))
    change_setting("sign_in_log_days", 30, company().admin)
    periodic.run_job("sign-in-traces", timezone.now())
    assert (AccessLog.objects.count(), PeriodicRun.objects.get().made) == (0, 3)


def test_what_was_read_and_what_is_finished_goes_after_its_days_and_the_rest_stays():
    people, now = company(), timezone.now()
    long_ago, lately = now - dt.timedelta(days=181), now - dt.timedelta(days=29)
    for subject, written, read in (("old", long_ago, now), ("unread", long_ago, None), ("new", lately, now)):
        notice = Notice.objects.create(user=people.rep1, subject=subject, read_at=read)
        Notice.objects.filter(pk=notice.pk).update(created_at=written)
    for key, ended, name in (("old", long_ago, ""), ("kept", long_ago, "a.xlsx"), ("new", lately, "")):
        ExportJob.objects.create(user=people.rep1, key=key, label=key, finished_at=ended, stored_name=name)
    ExportLog.objects.create(user=people.rep1, key="old", label="old", rows=1)
    for day in (long_ago, lately):
        token = FormToken.objects.create(user=people.rep1, token=uuid4())
        FormToken.objects.filter(pk=token.pk).update(created_at=day)
    (run,) = periodic.run_job("ended-work", now)
    assert (run.error, run.made) == ("", 3)
    assert set(Notice.objects.values_list("subject", flat=True)) == {"unread", "new"}
    assert set(ExportJob.objects.values_list("key", flat=True)) == {"kept", "new"}
    assert (ExportLog.objects.count(), FormToken.objects.count()) == (1, 1)
    change_setting("ended_work_days", 20, people.admin)
    change_setting("read_notice_days", 30, people.admin)
    periodic.want_job("ended-work", people.admin)
    assert periodic.run_job("ended-work", now)[0].made == 2
    assert Notice.objects.count() == 2


def test_old_rows_go_in_batches(monkeypatch):
    monkeypatch.setattr(traces_left, "BATCH", 2)
    for number in range(5):
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert traces_left.forget(Session.objects.all()) == 5
    assert [query["sql"].partition(" ")[0] for query in asked].count("SAVEPOINT") == 3
