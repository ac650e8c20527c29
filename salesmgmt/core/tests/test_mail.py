"""Mail that helps, and that no page waits for: the letter of a notice, the day in one, errors, new passwords."""

import datetime as dt
import logging
import re
import socket

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from django.utils import timezone, translation

from customers.tests.factories import active_customer, scheme
from pricing.tests.factories import quote
from salesmgmt.core.acting import answering
from salesmgmt.core.domain import approvals, digest, watch
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.mailing import send_all_mail, send_letters, send_password_mail, send_pending_mail
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.models import Heartbeat, Letter, Notice, PasswordRequest, QueueFault, User
from salesmgmt.core.tests.factories import company
from salesmgmt.urls import handler403, urlpatterns  # noqa: F401 (the addresses of this file are added to them)

pytestmark = pytest.mark.django_db

SITE = "https://sales.example.com"


def breaks(request):
    raise ValueError("a page that breaks")


def refuses(request):
    raise PermissionDenied("not for you")


urlpatterns = [*urlpatterns, path("breaks/", breaks), path("refuses/", refuses)]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def people():
    register.forget()
    scheme()
    made = company()
    User.objects.update(language="en")
    for person in vars(made).values():
        person.language = "en"
    with translation.override("en"):
        yield made


def html_of(message):
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    return html


# -- what a letter says


def test_the_letter_of_an_approval_says_who_asks_what_how_much_until_when_and_where(people, mailoutbox):
    document = quote(active_customer(people.rep1), status="draft")
    notice = Notice(
        user=people.manager,
        subject="To approve: it",
        url=document.get_absolute_url(),
        sent_by=people.rep1,
        due_at=dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC),
    )
    notice.save()
    assert send_pending_mail() == 1
    [message] = mailoutbox
    for text in (message.body, html_of(message)):
        assert people.rep1.name in text
        assert document.number in text
        assert f"¥{document.amount:,.2f}" in text
        assert "2026-03-02 17:30" in text  # Shanghai
        assert f"{SITE}/notices/{notice.pk}/" in text
    assert document.amount > 0


def test_the_engine_says_in_each_request_who_asks_and_until_when(people):
    document = quote(active_customer(people.rep1), status="draft")
    approvals.submit(document, people.rep1)
    notice = Notice.objects.get(user=people.manager, subject__startswith="To approve")
    assert notice.sent_by == people.rep1
    hours = (notice.due_at - notice.created_at).total_seconds() / 3600
    assert hours == pytest.approx(register.policy().approval_reminder_hours, abs=0.01)


def test_who_sees_no_prices_and_who_may_not_open_it_is_mailed_neither_amount_nor_title(people, mailoutbox):
    """SEC-03"""
    document = quote(active_customer(people.rep1), status="draft")
    notify([people.technical, people.rep2], "Look", url=document.get_absolute_url(), sent_by=people.rep1)
    assert send_pending_mail() == 2
    for message in mailoutbox:
        assert "¥" not in message.body + html_of(message)
        assert document.number not in message.body + html_of(message)


def test_a_to_do_is_mailed_with_its_day(people):
    customer = active_customer(people.rep1)
    open_task("care", customer, people.rep1, "Call him", due_on=dt.date(2026, 5, 12))
    assert Notice.objects.get(subject="Call him").due_at == dt.datetime(2026, 5, 12, 15, 59, tzinfo=dt.UTC)


def test_what_people_typed_is_text_in_the_html_too(people, mailoutbox):
    notify([people.rep1], "<b>bold</b>", body="<script>x</script>")
    send_pending_mail()
    assert "<script>" not in html_of(mailoutbox[0]) and "<b>" not in html_of(mailoutbox[0])
    assert "<script>x</script>" in mailoutbox[0].body


def test_a_letter_comes_in_the_language_of_its_reader(people, mailoutbox):
    User.objects.filter(pk=people.rep1.pk).update(language="zh-hans")
    notify([people.rep1], "x", sent_by=people.manager)
    send_pending_mail()
    assert "发件人" in mailoutbox[0].body and 'lang="zh-hans"' in html_of(mailoutbox[0])


def test_who_acts_in_a_request_is_who_tells_and_nobody_tells_himself(people, client):
    client.force_login(people.rep1)
    customer = active_customer(people.rep1)
    notices = []
    with answering(client.get("/notices/").wsgi_request):
        notices += notify([people.rep2, people.rep1], "Look", url=customer.get_absolute_url())
    notices += notify([people.manager], "A job")
    assert [notice.sent_by for notice in notices] == [people.rep1, None, None]


# -- one mail a day


def test_who_wants_one_mail_a_day_gets_one_with_all_that_he_has_not_read(people, mailoutbox, client):
    client.force_login(people.rep1)
    client.post(reverse("notices-mail"), {"rhythm": "daily"})
    notify([people.rep1, people.rep2], "First")
    notify([people.rep1], "Second")
    notify([people.rep1], "Read")
    Notice.objects.filter(subject="Read").update(read_at=timezone.now())
    assert send_pending_mail() == 1
    assert mailoutbox.pop().to == ["rep2@example.com"]
    assert digest.send_digests(timezone.now()) == 1
    assert send_letters() == 1
    [message] = mailoutbox
    assert message.to == ["rep1@example.com"] and message.subject == "2 new notices"
    assert "First" in message.body and "Second" in message.body and "Read" not in message.body
    assert f"{SITE}/notices/" in html_of(message)
    assert digest.send_digests(timezone.now()) == 0


def test_who_chooses_again_is_mailed_what_waits_one_by_one(people, mailoutbox, client):
    client.force_login(people.rep1)
    for rhythm in ("daily", "nonsense"):
        client.post(reverse("notices-mail"), {"rhythm": rhythm})
    notify([people.rep1], "First")
    assert send_pending_mail() == 0
    client.post(reverse("notices-mail"), {"rhythm": "at_once"})
    assert send_pending_mail() == 1


# -- new passwords


def test_the_link_of_a_new_password_leads_to_the_site_and_works_once(people, mailoutbox):
    people.rep1.set_password("before-it-123")
    people.rep1.save()
    # A Host header of the asker's own choice would be allowed here; the link is made of the setting all the same.
    assert (
        Client(HTTP_HOST="elsewhere.example.org").post("/password/reset/", {"email": "REP1@example.com"}).status_code
        == 302
    )
    assert mailoutbox == []
    assert send_password_mail() == 1
    link = re.search(rf"{SITE}(/password/reset/\S+)", mailoutbox[0].body)[1]
    page = Client()
    form = page.get(link, follow=True)
    new = "a-new-one-4711"
    assert page.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new}).status_code == 302
    people.rep1.refresh_from_db()
    assert people.rep1.check_password(new)
    assert "new_password1" not in Client().get(link, follow=True).content.decode()


def test_asking_does_the_same_work_for_an_address_we_know_and_for_one_we_do_not(people):
    """SEC-02: nobody finds out who has an account, by the answer or by how long it takes."""
    people.rep1.set_password("before-it-123")
    people.rep1.save()
    asked = {}
    for email in ("rep1@example.com", "nobody@example.com"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = Client().post("/password/reset/", {"email": email})
        shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        asked[email] = (answer.status_code, answer.url, shapes)
    assert asked["rep1@example.com"] == asked["nobody@example.com"]
    assert send_password_mail() == 2
    assert PasswordRequest.objects.filter(mailed_at=None).count() == 0


# -- nobody waits for a mail server


@pytest.fixture
def silent_server(settings):
    """A mail server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = 1
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def was_asked(server):
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


@pytest.fixture
def logging_as_in_production(settings):
    settings.ADMINS = [("", "admin@example.com")]
    settings.ALLOWED_HOSTS = ["sales.example.com"]
    settings.ROOT_URLCONF = "salesmgmt.core.tests.test_mail"
    return Client(raise_request_exception=False, HTTP_HOST="sales.example.com")


def test_no_request_asks_the_mail_server_for_anything(people, silent_server, logging_as_in_production):
    page = logging_as_in_production
    for email in ("rep1@example.com", "nobody@example.com"):
        assert page.post("/password/reset/", {"email": email}).status_code == 302
    for _scan in range(3):
        assert page.get("/login/", headers={"host": "foreign.example.org"}).status_code == 400
    page.force_login(people.rep1)
    assert page.get("/breaks/").status_code == 500
    notify([people.rep1], "Hello")
    assert not was_asked(silent_server)
    # The worker asks once and leaves it alone for a while; nothing is lost.
    assert send_all_mail() == 0
    assert was_asked(silent_server)
    assert send_all_mail() == 0
    assert not was_asked(silent_server)
    assert QueueFault.objects.get().content_type is None
    assert (Letter.objects.count(), PasswordRequest.objects.count(), Notice.objects.count()) == (1, 2, 1)


def test_an_error_of_a_page_is_mailed_to_the_administrators_and_the_same_one_not_again(
    people, logging_as_in_production, mailoutbox
):
    logging_as_in_production.force_login(people.rep1)
    for _time in range(2):
        assert logging_as_in_production.get("/breaks/").status_code == 500
    assert mailoutbox == []
    assert send_letters() == 1
    assert mailoutbox[0].to == ["admin@example.com"]
    assert "a page that breaks" in mailoutbox[0].body


def test_a_foreign_host_is_refused_in_one_line_and_mailed_to_nobody(logging_as_in_production):
    with one_line_log() as lines:
        answer = logging_as_in_production.get("/login/", headers={"host": "foreign.example.org"})
    assert answer.status_code == 400
    assert [line for line in lines if "foreign.example.org" in line] and not Letter.objects.exists()
    assert "Traceback" not in "".join(lines)


def test_that_something_stands_still_is_told_by_the_watch_and_not_once_for_each_question(
    people, logging_as_in_production
):
    watch.note(watch.BACKUP)
    Heartbeat.objects.filter(key=watch.BACKUP).update(at=timezone.now() - dt.timedelta(days=3))
    with one_line_log() as lines:
        assert logging_as_in_production.get("/readyz/").status_code == 503
    assert ["/readyz/" in line for line in lines] == [True]
    assert not Letter.objects.exists()


def test_a_refusal_is_one_line_of_the_log_and_an_error_keeps_its_trace(people, logging_as_in_production):
    page = logging_as_in_production
    page.force_login(people.rep1)
    with one_line_log() as lines:
        assert page.get("/refuses/").status_code == 403
    assert len(lines) == 1 and "/refuses/" in lines[0] and "\n" not in lines[0].strip()
    with one_line_log() as lines:
        assert page.get("/breaks/").status_code == 500
    assert "Traceback" in lines[0] and "ValueError: a page that breaks" in lines[0]


class one_line_log:
    """What the console handler of the settings writes while this lasts."""

    def __enter__(self):
        self.handler = next(each for each in logging.getLogger("django").handlers if each.get_name() == "console")
        self.lines, self.before = [], self.handler.stream
        self.handler.setStream(self)
        return self.lines

    def write(self, text):
        if text.strip():
            self.lines.append(text)

    def flush(self):
        pass

    def __exit__(self, *error):
        self.handler.setStream(self.before)
