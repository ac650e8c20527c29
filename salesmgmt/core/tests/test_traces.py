"""What signing in leaves behind, and for how long."""

import datetime as dt

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from salesmgmt.core.domain import periodic
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.models import PeriodicRun
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
