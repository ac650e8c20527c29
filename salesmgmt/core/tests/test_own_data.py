"""What a person keeps of himself, and where he is signed in."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from salesmgmt.core.calendar import today
from salesmgmt.core.domain import own_data
from salesmgmt.core.domain.mailing import send_all_mail
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.models import AuditEntry, Notice, OpenSession, Substitute, User
from salesmgmt.core.web.devices import device_of

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit Safari/604 MicroMessenger/8.0"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
PASSWORD = "Zaoshang-8dian!"


@pytest.fixture
def person(people):
    people.rep1.set_password(PASSWORD)
    people.rep1.email = "rep1@example.com"
    people.rep1.save()
    return people.rep1


def sign_in(person, agent):
    client = Client(HTTP_USER_AGENT=agent)
    answer = client.post(reverse("login"), {"username": person.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def data(**changed):
    given = {"mobile": "", "email": "rep1@example.com", "language": "zh-hans", "mail_rhythm": "at_once"}
    return {**given, "quiet_from": "", "quiet_until": "", **changed}


def test_a_person_keeps_how_he_is_reached(person, client):
    client.force_login(person)
    page = client.get(reverse("own-data"))
    assert person.username in page.content.decode() and "由管理员维护" in page.content.decode()
    changed = data(mobile="13900001111", language="en", mail_rhythm="daily", quiet_from="21:00", quiet_until="07:30")
    answer = client.post(reverse("own-data"), changed)
    assert answer.status_code == 302 and answer.cookies["django_language"].value == "en"
    person.refresh_from_db()
    assert (person.mobile, person.language, person.mail_rhythm) == ("13900001111", "en", "daily")
    assert (person.quiet_from, person.quiet_until) == (dt.time(21), dt.time(7, 30))
    assert AuditEntry.objects.filter(actor=person, object_id=person.pk).exists()


def test_what_the_administrator_keeps_is_not_taken_from_the_form(person, client):
    client.force_login(person)
    client.post(reverse("own-data"), data(name="别人", roles="adm", username="other"))
    after = User.objects.get(pk=person.pk)
    assert (after.name, after.roles, after.username) == (person.name, person.roles, person.username)
    with pytest.raises(ValueError, match="administrator"):
        own_data.change_own_data(person, roles=["adm"])


def test_another_mail_address_asks_for_the_password_and_tells_the_old_one(
    person, client, django_capture_on_commit_callbacks
):
    client.force_login(person)
    refused = client.post(reverse("own-data"), data(email="new@example.com", password="wrong"))
    assert refused.status_code == 422 and "更改邮箱须输入您的密码" in refused.content.decode()
    person.refresh_from_db()
    assert person.email == "rep1@example.com"
    client.post(reverse("own-data"), data(email="new@example.com", password=PASSWORD))
    person.refresh_from_db()
    assert person.email == "new@example.com"
    send_all_mail()
    (told,) = mail.outbox
    assert told.to == ["rep1@example.com"] and "new@example.com" in told.body


def test_quiet_hours_have_two_ends(person, client):
    client.force_login(person)
    for half in ({"quiet_from": "21:00"}, {"quiet_from": "21:00", "quiet_until": "21:00"}):
        answer = client.post(reverse("own-data"), data(**half))
        assert answer.status_code == 422 and "免打扰时段须同时填写开始和结束" in answer.content.decode()


@pytest.mark.parametrize(
    ("begin", "end", "quiet", "loud"),
    [
        ("12:00", "14:00", ["12:00", "13:59"], ["11:59", "14:00"]),
        ("21:00", "07:00", ["21:00", "02:00"], ["07:00", "20:59"]),
    ],
)
def test_quiet_hours_may_go_over_midnight(person, begin, end, quiet, loud):
    own_data.change_own_data(person, quiet_from=dt.time.fromisoformat(begin), quiet_until=dt.time.fromisoformat(end))

    def is_quiet(moment):
        return User.objects.quiet_at(dt.time.fromisoformat(moment)).filter(pk=person.pk).exists()

    assert [is_quiet(moment) for moment in quiet] == [True, True]
    assert [is_quiet(moment) for moment in loud] == [False, False]


def test_a_notice_waits_for_the_end_of_the_quiet_hours(person):
    now = timezone.localtime()
    around = [(now + dt.timedelta(hours=hours)).time() for hours in (-1, 1)]
    own_data.change_own_data(person, quiet_from=around[0], quiet_until=around[1])
    notify([person], "一条通知", key="quiet-1")
    send_all_mail()
    assert mail.outbox == [] and Notice.objects.get(user=person).mailed_at is None
    own_data.change_own_data(person, quiet_from=None, quiet_until=None)
    send_all_mail()
    assert [letter.to for letter in mail.outbox] == [["rep1@example.com"]]


def test_every_sign_in_is_listed_with_its_device_and_can_be_ended(person):
    desk, phone = sign_in(person, DESK), sign_in(person, PHONE)
    page = desk.get(reverse("own-data")).content.decode()
    assert "Edge · Windows" in page and "WeChat · iPhone" in page
    here, there = (OpenSession.objects.get(device=device) for device in ("Edge · Windows", "WeChat · iPhone"))
    assert here.session_id not in page and there.session_id not in page
    assert desk.post(reverse("own-session-end", args=[there.pk])).status_code == 302
    assert phone.get(reverse("home")).status_code == 302  # to the sign-in page
    assert desk.get(reverse("home")).status_code == 200
    assert [row.device for row in own_data.sessions_of(person)] == ["Edge · Windows"]


def test_one_ends_all_others_at_once_and_keeps_this_one(person):
    desk, phone, tablet = sign_in(person, DESK), sign_in(person, PHONE), sign_in(person, "")
    assert desk.post(reverse("own-sessions-end")).status_code == 302
    assert [each.get(reverse("home")).status_code for each in (desk, phone, tablet)] == [200, 302, 302]


def test_nobody_ends_somebody_elses_session_nor_his_own_from_the_list(person, people, client):
    desk = sign_in(person, DESK)
    row = OpenSession.objects.get()
    client.force_login(people.admin)
    assert client.post(reverse("own-session-end", args=[row.pk])).status_code == 404
    assert desk.post(reverse("own-session-end", args=[row.pk])).status_code == 404
    assert Session.objects.filter(pk=row.session_id).exists()


def test_a_changed_password_keeps_this_device_in_the_list(person):
    desk = sign_in(person, DESK)
    new = "Wanshang-9dian!"
    changed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post(reverse("password-change"), changed).status_code == 302
    (row,) = own_data.sessions_of(person)
    assert (row.device, row.session_id) == ("Edge · Windows", desk.session.session_key)


def test_a_substitute_who_is_not_confirmed_is_shown_as_such(person, people, client):
    Substitute.objects.create(
        person=person, substitute=people.supervisor, valid_from=today(), valid_to=today(), named_by=people.admin
    )
    client.force_login(person)
    page = client.get(reverse("own-data")).content.decode()
    assert str(people.supervisor) in page and "待本人或其上级确认" in page


def test_signing_out_takes_the_row_away(person):
    desk = sign_in(person, DESK)
    desk.post(reverse("logout"))
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (DESK, "Edge · Windows"),
        (PHONE, "WeChat · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile Safari DingTalk/7", "DingTalk · Android"),
        ("curl/8", ""),
    ],
)
def test_devices_are_called_as_people_call_them(agent, device):
    assert device_of(agent) == device
