"""Somebody notices: what is late is said to the balancer, on a page, and to the administrator by what still works."""

import datetime as dt
from collections import namedtuple

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from salesmgmt.core.checks import behind_proxy, site_address
from salesmgmt.core.domain import faults, mailing, watch
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.periodic import run_job
from salesmgmt.core.models import ExportJob, Heartbeat, Letter, Notice, PeriodicState, User
from salesmgmt.core.registry import periodic_jobs
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def people(settings, monkeypatch):
    settings.ADMINS = [("", "ops@example.com")]
    settings.PRODUCTION = True
    settings.SITE_URL = "https://sales.example.com"
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda path: Disk(100 << 30, 50 << 30, 50 << 30))
    made = company()
    User.objects.filter(pk=made.admin.pk).update(email="admin@example.com")
    for key in (watch.CLOCK, watch.FILES, watch.BACKUP):
        watch.note(key)
    return made


def late():
    return {finding.key for finding in watch.troubles()}


def ago(key, **age):
    Heartbeat.objects.filter(key=key).update(at=timezone.now() - dt.timedelta(**age))


def test_where_all_is_at_work_nothing_is_said_and_the_balancer_hears_well(people, client):
    assert late() == set()
    answer = client.get("/readyz/")
    assert answer.status_code == 200
    assert 'salesmgmt_well{part="backup"} 1\n' in answer.content.decode()


@pytest.mark.parametrize(("key", "minutes"), [(watch.CLOCK, 5), (watch.FILES, 15), (watch.BACKUP, 26 * 60)])
def test_who_gives_no_sign_of_life_is_late(people, client, key, minutes):
    ago(key, minutes=minutes - 1)
    assert late() == set()
    ago(key, minutes=minutes + 1)
    assert late() == {key}
    answer = client.get("/readyz/")
    assert answer.status_code == 503
    assert f'salesmgmt_well{{part="{key}"}} 0\n' in answer.content.decode()


def test_a_backup_that_was_never_made_is_said_so(people):
    Heartbeat.objects.filter(key=watch.BACKUP).delete()
    [finding] = watch.troubles()
    assert (finding.key, finding.trouble) == ("backup", "从未运行")


def test_mail_that_waits_and_a_server_that_is_silent_are_noticed(people):
    notify([people.rep1], "x")
    assert late() == set()
    Notice.objects.update(created_at=timezone.now() - dt.timedelta(minutes=16))
    assert late() == {"mail"}
    Notice.objects.all().delete()
    faults.note(mailing.LETTERS, None, ValueError("no answer"))
    assert late() == set()
    faults.QueueFault.objects.update(first_at=timezone.now() - dt.timedelta(minutes=16))
    assert late() == {"mail"}


def test_a_disk_that_fills_is_noticed(people, monkeypatch):
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda path: Disk(100 << 30, 96 << 30, 4 << 30))
    assert late() == {"disk"}


def test_exports_that_nobody_takes_are_noticed(people):
    before = timezone.now() - dt.timedelta(minutes=16)
    ExportJob.objects.create(user=people.rep1, key="x", label="x", status="queued", heartbeat_at=before)
    assert late() == {"work"}


def test_a_job_of_the_clock_that_was_not_done_for_an_hour_is_late_and_marked_on_its_page(people, client):
    job = next(job for job in periodic_jobs() if job.cron == "0 * * * *")
    PeriodicState.objects.create(key=job.key, last_slot=timezone.now() - dt.timedelta(hours=3))
    [finding] = watch.troubles()
    assert (finding.key, finding.trouble) == ("jobs", str(job.label))
    client.force_login(people.admin)
    page = client.get(reverse("jobs"))
    assert [row.job.key for row in page.context["rows"] if row.is_late] == [job.key]
    assert page.content.decode().count("已延误") == 1
    run_job(job.key)
    assert late() == set()


def test_the_administrators_are_told_once_a_day_in_the_program_and_by_mail(people, mailoutbox):
    ago(watch.BACKUP, days=2)
    assert [each.key for each in watch.tell()] == ["backup"]
    assert watch.tell() == []
    assert mailoutbox == []
    assert mailing.send_all_mail() == 2
    assert {message.to[0] for message in mailoutbox} == {"ops@example.com", "admin@example.com"}
    assert Notice.objects.get().user == people.admin
    assert [each.key for each in watch.tell(timezone.now() + dt.timedelta(hours=25)) if each.key == "backup"] == [
        "backup"
    ]


def test_where_the_worker_stands_still_the_letter_goes_without_it(people, mailoutbox):
    ago(watch.CLOCK, minutes=30)
    watch.tell()
    assert {message.to[0] for message in mailoutbox} == {"ops@example.com", "admin@example.com"}
    assert "https://sales.example.com/system/" in mailoutbox[0].body
    assert not Letter.objects.exists()
    assert Notice.objects.get().mailed_at is not None


def test_what_came_right_and_fails_again_is_told_again(people):
    ago(watch.BACKUP, days=2)
    watch.tell()
    watch.note(watch.BACKUP)
    assert watch.tell() == []
    ago(watch.BACKUP, days=2)
    assert [each.key for each in watch.tell()] == ["backup"]


def test_the_command_of_the_timer_ends_with_its_finding(people, capsys):
    with pytest.raises(SystemExit, match="0"):
        call_command("watch")
    ago(watch.BACKUP, days=2)
    with pytest.raises(SystemExit, match="1"):
        call_command("watch")
    assert "backup:" in capsys.readouterr().out


def test_without_database_the_command_mails_and_the_page_answers_503(people, client, mailoutbox):
    def down(execute, sql, params, many, context):
        raise OperationalError("could not connect")

    with connection.execute_wrapper(down):
        with pytest.raises(SystemExit, match="2"):
            call_command("watch")
        assert client.get("/readyz/").status_code == 503
    assert [message.to for message in mailoutbox] == [["ops@example.com"]]


def test_the_clock_and_both_queues_leave_a_sign_of_life(people):
    from salesmgmt.core import tasks

    Heartbeat.objects.all().delete()
    watch.beat_of_the_clock()
    tasks.files_alive()
    assert {watch.CLOCK, watch.FILES} == set(Heartbeat.objects.values_list("key", flat=True))


def test_the_page_is_the_administrators_and_names_the_version(people, client):
    client.force_login(people.rep1)
    assert client.get(reverse("system-status")).status_code == 403
    client.force_login(people.admin)
    ago(watch.BACKUP, days=2)
    page = client.get(reverse("system-status")).content.decode()
    assert page.count("tag-bad") == 1 and watch.timezone.localtime().strftime("%Y-%m-%d") in page
    from salesmgmt.version import VERSION

    assert VERSION in page


def test_a_forgotten_proxy_and_an_address_nobody_reaches_are_noticed(settings):
    settings.HTTPS, settings.PROXY_COUNT = True, 0
    assert [found.id for found in behind_proxy(None)] == ["salesmgmt.W001"]
    settings.PROXY_COUNT = 1
    assert behind_proxy(None) == []
    settings.HTTPS, settings.PROXY_COUNT = False, 0
    assert behind_proxy(None) == []
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert [found.id for found in site_address(None)] == ["salesmgmt.W002"]
    settings.SITE_URL = "https://sales.example.com"
    assert site_address(None) == []
