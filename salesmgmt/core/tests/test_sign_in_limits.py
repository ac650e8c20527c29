"""Limits at the door: new passwords by address, and one address that tries many accounts."""

import datetime as dt

import pytest
from axes.models import AccessFailureLog
from django.core import mail
from django.test import Client
from django.utils import timezone

from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.mailing import send_password_mail
from salesmgmt.core.domain.traces import forget_ended
from salesmgmt.core.models import PasswordRequest
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_web_shell import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    register.forget()
    made = company()
    made.manager.set_password(PASSWORD)
    made.manager.save()
    return made


def ask(email, client="10.0.0.1"):
    """The answer of the page; the worker's part is done at once."""
    answer = Client().post("/password/reset/", {"email": email}, REMOTE_ADDR=client)
    send_password_mail()
    return answer


def sign_in(username, password, client="10.0.0.1"):
    return Client().post("/login/", {"username": username, "password": password}, REMOTE_ADDR=client)


def test_twelve_requests_for_one_address_make_three_mails_and_one_answer(people):
    answers = {
        ask(email, f"10.0.0.{number}").url for number, email in enumerate(["rep1@example.com", "REP1@example.com"] * 6)
    }
    assert answers == {"/password/reset/sent/"}
    assert len(mail.outbox) == 3


def test_the_next_hour_begins_anew_and_others_are_not_touched(people):
    for _each in range(4):
        ask("rep1@example.com")
    ask("rep2@example.com")
    assert [message.to for message in mail.outbox] == [["rep1@example.com"]] * 3 + [["rep2@example.com"]]
    PasswordRequest.objects.update(asked_at=timezone.now() - dt.timedelta(hours=1))
    ask("rep1@example.com")
    assert len(mail.outbox) == 5


def test_one_machine_asks_for_the_passwords_of_so_many_accounts_and_no_more(people):
    register.change_setting("accounts_per_address", 2, people.admin)
    for email in ("rep1@example.com", "nobody@example.com", "rep2@example.com"):
        assert ask(email).url == "/password/reset/sent/"
    assert [message.to for message in mail.outbox] == [["rep1@example.com"]]
    ask("rep2@example.com", client="10.0.0.2")
    assert [message.to for message in mail.outbox] == [["rep1@example.com"], ["rep2@example.com"]]


def test_requests_are_forgotten_after_a_day(people):
    ask("rep1@example.com")
    ask("rep2@example.com")
    PasswordRequest.objects.filter(email="rep1@example.com").update(asked_at=timezone.now() - dt.timedelta(days=2))
    assert forget_ended(timezone.now()) == 1
    assert PasswordRequest.objects.get().email == "rep2@example.com"


def test_one_address_that_tries_many_accounts_is_locked_also_for_a_right_password(people):
    """SEC-02"""
    register.change_setting("accounts_per_address", 3, people.admin)
    for name in ("rep1", "rep2", "nobody"):
        sign_in(name, "wrong")
    refused = sign_in("manager", PASSWORD)
    assert refused.status_code == 429
    assert sign_in("manager", PASSWORD, client="10.0.0.2").status_code == 302


def test_an_account_of_ones_own_in_between_does_not_wipe_the_others_out(people):
    register.change_setting("accounts_per_address", 3, people.admin)
    sign_in("rep1", "wrong")
    sign_in("rep2", "wrong")
    assert sign_in("manager", PASSWORD).status_code == 302
    sign_in("director", "wrong")
    assert sign_in("manager", PASSWORD).status_code == 429


def test_the_lock_of_an_address_ends_with_the_lock_out_time(people, settings):
    register.change_setting("accounts_per_address", 2, people.admin)
    sign_in("rep1", "wrong")
    sign_in("rep2", "wrong")
    assert sign_in("manager", PASSWORD).status_code == 429
    AccessFailureLog.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    assert sign_in("manager", PASSWORD).status_code == 302


def test_the_same_account_again_and_again_counts_as_one(people):
    register.change_setting("accounts_per_address", 2, people.admin)
    for _each in range(4):
        sign_in("rep1", "wrong")
    assert sign_in("manager", PASSWORD).status_code == 302
