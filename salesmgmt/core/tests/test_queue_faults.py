"""One bad row stops no other: mail, letters, exports, imports and every job of the clock; what failed is shown."""

import datetime as dt
import re
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from salesmgmt.core import registry
from salesmgmt.core.domain import exports, faults, jobs
from salesmgmt.core.domain.faults import one_by_one, try_again
from salesmgmt.core.domain.mailing import ATTEMPTS, send_pending_mail
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.periodic import run_job, send_due
from salesmgmt.core.models import ExportJob, Notice, PeriodicRun, PeriodicState, QueueFault, User
from salesmgmt.core.output.letters import letter, one_line
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    made = company()
    for person in (made.rep1, made.rep2, made.manager):
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@example.com")
    return made


def addresses(mailoutbox):
    return sorted(address for message in mailoutbox for address in message.to)


# -- headers


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("One\r\nBcc: all@example.com", "One Bcc: all@example.com"),
        ("  重庆\n机械\t厂 ", "重庆 机械 厂"),
        ("a\u202eb\u2028c\x00", "ab c"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_header_is_one_line_whatever_was_typed(typed, header):
    assert one_line(typed, 200) == header


def test_a_letter_is_clean_in_every_header():
    made = letter("a\nb", "text\nwith lines", ["a@example.com\n"], reply_to=["b@example.com\r\n"])
    assert (made.subject, made.to, made.reply_to) == ("a b", ["a@example.com"], ["b@example.com"])
    assert made.body == "text\nwith lines"
    made.message()


def test_mail_is_made_in_one_place():
    """Nobody else imports the classes that make a message: so no header goes out that was not cleaned."""
    maker = re.compile(r"import .*\b(EmailMessage|EmailMultiAlternatives|send_mail|send_mass_mail)\b")
    root = Path(settings.BASE_DIR)
    files = [
        path
        for app in ("salesmgmt", "customers", "pricing", "contracts", "orders", "performance")
        for path in (root / app).rglob("*.py")
    ]
    files = [path for path in files if "tests" not in path.parts]
    users = [str(path.relative_to(root)) for path in files if maker.search(path.read_text(encoding="utf-8"))]
    assert users == ["salesmgmt/core/output/letters.py"]


# -- mail


def test_a_subject_with_a_line_break_is_mailed_in_one_line(people, mailoutbox):
    notify([people.rep1], "投诉：\n漏水")
    assert send_pending_mail() == 1
    assert [message.subject for message in mailoutbox] == ["投诉： 漏水"]


class Refuses(EmailBackend):
    """The server refuses rep1, each time."""

    def send_messages(self, messages):
        if "rep1@example.com" in messages[0].to:
            raise SMTPRecipientsRefused({"rep1@example.com": (550, b"no such user")})
        return super().send_messages(messages)


class Unwritable(EmailBackend):
    """The letter to rep1 breaks before any server is asked."""

    def send_messages(self, messages):
        if "rep1@example.com" in messages[0].to:
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
        return super().send_messages(messages)


class Silent(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("no mail server here")


HERE = "salesmgmt.core.tests.test_queue_faults"


@override_settings(EMAIL_BACKEND=f"{HERE}.Unwritable")
def test_a_letter_that_cannot_even_be_written_stops_nobody_elses_mail(people, mailoutbox):
    """It is shown to the administrator with its reason, at once: it does not heal by itself."""
    for person in (people.rep1, people.rep2, people.manager):
        notify([person], "secret subject")
    assert send_pending_mail() == 2
    assert addresses(mailoutbox) == ["manager@example.com", "rep2@example.com"]
    fault = QueueFault.objects.get()
    assert (fault.queue, fault.row.user) == ("mail", people.rep1)
    assert fault.reason and "secret" not in fault.label + fault.reason


@override_settings(EMAIL_BACKEND=f"{HERE}.Refuses")
def test_who_is_refused_is_tried_a_few_times_and_then_shown(people, mailoutbox):
    notify([people.rep1, people.rep2], "One")
    assert [send_pending_mail() for _run in range(ATTEMPTS)] == [1, *[0] * (ATTEMPTS - 1)]
    fault = QueueFault.objects.get()
    assert "no such user" in fault.reason
    assert addresses(mailoutbox) == ["rep2@example.com"]


def test_try_again_mails_what_was_given_up_and_the_fault_is_gone(
    people, mailoutbox, django_capture_on_commit_callbacks
):
    with override_settings(EMAIL_BACKEND=f"{HERE}.Refuses"):
        notify([people.rep1], "One")
        for _run in range(ATTEMPTS):
            send_pending_mail()
    assert send_pending_mail() == 0
    try_again(QueueFault.objects.get().pk, people.admin)
    assert send_pending_mail() == 1
    assert addresses(mailoutbox) == ["rep1@example.com"]
    assert not QueueFault.objects.exists()


@override_settings(EMAIL_BACKEND=f"{HERE}.Silent")
def test_while_the_server_does_not_answer_nothing_is_counted_against_a_letter(people):
    notify([people.rep1, people.rep2], "One")
    assert [send_pending_mail() for _run in range(ATTEMPTS + 2)] == [0] * (ATTEMPTS + 2)
    assert set(Notice.objects.values_list("mail_attempts", "mailed_at")) == {(0, None)}
    fault = QueueFault.objects.get()
    assert (fault.content_type, fault.times) == (None, ATTEMPTS + 2)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert send_pending_mail() == 2
    assert not QueueFault.objects.exists()


# -- any queue


def test_a_row_that_fails_is_undone_alone_and_written_down(people):
    def act(person):
        User.objects.filter(pk=person.pk).update(language="en")
        if person == people.rep1:
            raise ValueError("what is wrong with it")
        return 1

    assert one_by_one("test", [people.rep1, people.rep2, people.manager], act) == 2
    assert set(User.objects.filter(language="en")) == {people.rep2, people.manager}
    fault = QueueFault.objects.get()
    assert (fault.row, fault.reason, fault.times) == (people.rep1, "ValueError: what is wrong with it", 1)


def test_a_row_the_database_refuses_stops_no_other(people):
    def act(person):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / %s", [int(person != people.rep1)])
        return 1

    assert one_by_one("test", [people.rep1, people.rep2], act) == 1
    assert QueueFault.objects.get().row == people.rep1


def test_a_fault_is_counted_up_and_goes_when_the_row_is_done_or_no_longer_waits(people):
    broken = {people.rep1.pk}

    def act(person):
        if person.pk in broken:
            raise ValueError("x")
        return 1

    for times in (1, 2):
        one_by_one("test", [people.rep1], act)
        assert QueueFault.objects.get().times == times
    broken.clear()
    one_by_one("test", [people.rep1], act)
    assert not QueueFault.objects.exists()
    broken.add(people.rep1.pk)
    one_by_one("test", [people.rep1], act)
    one_by_one("test", [], act)
    assert not QueueFault.objects.exists()


def test_other_queues_keep_their_faults(people):
    faults.note("other", people.rep1, ValueError("x"))
    one_by_one("test", [people.rep1], lambda person: 1)
    assert QueueFault.objects.get().queue == "other"


def test_a_row_whose_name_is_broken_is_named_by_its_number(people):
    def name(person):
        raise ValueError("no name")

    faults.note("test", people.rep1, ValueError("x"), name)
    assert str(people.rep1.pk) in QueueFault.objects.get().label


def test_a_database_that_is_gone_ends_the_run(people, monkeypatch):
    def act(person):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(OperationalError, match="gone"):
        one_by_one("test", [people.rep1], act)
    assert not QueueFault.objects.exists()


# -- exports and imports


def test_an_export_that_breaks_is_shown_with_its_reason_and_tried_again(people, monkeypatch):
    def build(user, query, path, progress):
        raise ValueError("a cell nobody thought of")

    monkeypatch.setitem(exports._exports, "bad", exports.Export("bad", "Bad", build, lambda user: True))
    job = exports.start(people.rep1, "bad")
    fault = QueueFault.objects.get()
    assert (job.status, fault.row, fault.reason) == ("failed", job, "ValueError: a cell nobody thought of")
    try_again(fault.pk, people.admin)
    job.refresh_from_db()
    assert job.status == ExportJob.Status.QUEUED
    monkeypatch.setitem(
        exports._exports, "bad", exports.Export("bad", "Bad", lambda *args: _write(*args), lambda user: True)
    )
    assert exports.run(job.pk).status == "done"
    assert not QueueFault.objects.exists()


def _write(user, query, path, progress):
    path.write_bytes(b"x")
    return 0


def test_a_refusal_in_words_is_the_users_own_matter(people, monkeypatch):
    monkeypatch.setattr(jobs, "MAX_ATTEMPTS", 9)
    job = ExportJob.objects.create(
        user=people.rep1, key="nothing", label="x", status="queued", heartbeat_at=timezone.now()
    )
    assert exports.run(job.pk).status == "failed"
    assert not QueueFault.objects.exists()


# -- the jobs of the clock


def test_one_timetable_that_cannot_be_read_holds_up_its_own_job_alone(people, monkeypatch):
    first = registry.periodic_jobs()[0]
    PeriodicState.objects.create(key=first.key, last_slot=timezone.now() - dt.timedelta(days=40))
    broken = registry.PeriodicJob(first.key, "x", "not a timetable", lambda at: 1)
    monkeypatch.setitem(registry._registry.periodic, first.key, broken)
    due = send_due()
    assert first.key not in due
    assert set(due) == {job.key for job in registry.periodic_jobs()} - {first.key}


def test_the_row_that_failed_in_a_job_is_shown_and_the_job_runs_again(people, monkeypatch):
    job = registry.periodic_jobs()[0]

    def run(at):
        return one_by_one(job.key, [people.rep1, people.rep2], lambda person: 1 if person == people.rep2 else 1 / 0)

    monkeypatch.setitem(
        registry._registry.periodic, job.key, registry.PeriodicJob(job.key, job.label, "* * * * *", run)
    )
    run_job(job.key)
    last = PeriodicRun.objects.filter(key=job.key).first()
    assert (last.made, last.error) == (1, "")
    fault = QueueFault.objects.get()
    assert (fault.row, faults.label_of(fault.queue)) == (people.rep1, job.label)
    try_again(fault.pk, people.admin)
    assert PeriodicState.objects.get(key=job.key).wanted_by == people.admin


# -- the page


def test_the_administrator_sees_reason_and_button_and_nobody_else_does(client, people):
    notify([people.rep1], "secret subject")
    faults.note("mail", Notice.objects.get(), ValueError("the reason"), lambda notice: "rep1 <rep1@example.com>")
    fault = QueueFault.objects.get()
    client.force_login(people.admin)
    page = client.get(reverse("fault-list")).content.decode()
    assert "the reason" in page and "rep1@example.com" in page and "secret subject" not in page
    assert client.post(reverse("fault-again", args=[fault.pk])).status_code == 302
    for person in (people.gm, people.rep1):
        client.force_login(person)
        assert client.get(reverse("fault-list")).status_code == 403
        assert client.post(reverse("fault-again", args=[fault.pk])).status_code == 403
        with pytest.raises(PermissionDenied, match="失败的任务由系统管理员重试"):
            try_again(fault.pk, person)


def test_a_fault_whose_row_has_gone_is_forgotten(people):
    notify([people.rep1], "One")
    faults.note("mail", Notice.objects.get(), ValueError("x"))
    Notice.objects.all().delete()
    try_again(QueueFault.objects.get().pk, people.admin)
    assert not QueueFault.objects.exists()
