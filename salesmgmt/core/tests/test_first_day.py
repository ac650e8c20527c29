"""From an empty database to the first day of work: set-up, checklist, links to first passwords, go-live."""

import datetime as dt
import threading
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation
from pytest_django.asserts import assertContains, assertRedirects

from salesmgmt.core.domain import checklist, first_day, imports, sign_in_links
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import AuditEntry, ChecklistMark, CompanyProfile, FirstDay, SignInLink, Unit, User
from salesmgmt.core.registry import menu_for
from salesmgmt.core.tasks import send_pending_mail
from salesmgmt.core.tests.factories import UserFactory, company

PASSWORD = "what-nobody-guesses-7"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def form(code, **changes):
    return {
        "code": code,
        "username": "wang",
        "name": "Wang Fang",
        "email": "wang@example.com",
        "language": "en",
        "password": PASSWORD,
        "again": PASSWORD,
        "full_name": "Chongqing Chuanjiang Machinery",
        "profile": "forging",
        **changes,
    }


@pytest.fixture
def administrator(db, client):
    """Who has set the company up, signed in."""
    client.post("/set-up/", form(first_day.new_code()))
    return User.objects.get(username="wang")


# -- the set-up page


def test_on_an_empty_database_the_sign_in_leads_to_the_set_up(client, db):
    assertRedirects(client.get("/login/"), "/set-up/")
    assertContains(client.get("/set-up/"), "One-time code")


def test_the_code_opens_the_set_up_once_and_the_administrator_is_signed_in(client, db):
    code = first_day.new_code()
    logo = SimpleUploadedFile("logo.png", PNG)
    response = client.post("/set-up/", form(code.lower().replace("-", " "), logo_file=logo))
    assertRedirects(response, "/first-day/")
    user, day, data = User.objects.get(), FirstDay.objects.get(), CompanyProfile.objects.get()
    assert (user.username, user.roles, user.unit.kind) == ("wang", ["adm"], Unit.Kind.COMPANY)
    assert user.check_password(PASSWORD)
    assert (data.full_name, bool(data.logo)) == ("Chongqing Chuanjiang Machinery", True)
    assert policy().profile == "forging"
    assert (day.set_up_by, day.code_hash, day.live_at) == (user, "", None)
    client.logout()
    assertRedirects(client.get("/set-up/"), "/login/")
    assertRedirects(client.post("/set-up/", form(code, username="second")), "/login/")
    assert User.objects.count() == 1


def test_the_administrator_opens_every_page_of_his_after_the_set_up(client, administrator):
    client.logout()
    client.post("/login/", {"username": "wang", "password": PASSWORD})
    pages = [item.address() for _section, items in menu_for(administrator) for item in items]
    pages += [f"/imports/new/{spec.kind}/" for spec in imports.specs_for(administrator)]
    pages += ["/users/links/", "/users/new/", "/units/new/", f"/users/{administrator.pk}/"]
    assert "/first-day/" in pages
    assert {page: code for page in pages if (code := client.get(page).status_code) != 200} == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"again": "another-one-99"}, "The two passwords differ."),
        ({"password": "12345678", "again": "12345678"}, "too common"),
        ({"credit_code": "91500000"}, "not a valid unified social credit code"),
        ({"full_name": ""}, "This field is required."),
        ({"logo_file": SimpleUploadedFile("logo.png", b"MZ no picture")}, "Choose a PNG or JPEG picture"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set_up(client, db, changes, words):
    assertContains(client.post("/set-up/", form(first_day.new_code(), **changes)), words, status_code=422)
    assert (User.objects.count(), Unit.objects.count(), CompanyProfile.objects.count()) == (0, 0, 0)


def test_a_wrong_or_older_code_opens_nothing(client, db):
    older = first_day.new_code()
    first_day.new_code()
    assertContains(client.post("/set-up/", form(older)), "not the code that was printed last", status_code=422)
    assert not User.objects.exists()


def test_where_somebody_can_sign_in_no_code_is_made(db):
    UserFactory()
    with pytest.raises(CommandError, match="set up already"):
        call_command("set_up_code")
    assert not FirstDay.objects.exists()


def test_the_command_prints_a_code_that_works(client, db):
    out = StringIO()
    call_command("set_up_code", stdout=out)
    client.post("/set-up/", form(out.getvalue().strip()))
    assert User.objects.get().roles == ["adm"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_the_code_at_once_one_becomes_the_administrator():
    code, outcomes = first_day.new_code(), []

    def send(name):

        data = {"username": name, "name": name, "email": f"{name}@example.com", "language": "en"}
        try:
            first_day.set_up(
                code=code, administrator=data, password=PASSWORD, company={"full_name": "C"}, profile="generic"
            )
            outcomes.append("done")
        except BusinessError as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert User.objects.count() == 1


def test_createsuperuser_makes_an_administrator_who_prepares_the_first_day(client, db):
    call_command("createsuperuser", "--noinput", "--username=li", "--email=li@example.com", "-v0")
    user = User.objects.get()
    assert (user.roles, user.name) == (["adm"], "li")
    client.force_login(user)
    assert client.get("/first-day/").status_code == 200
    assert client.get("/users/").status_code == 200
    assert first_day.brings_in(user)


# -- the checklist


def test_the_list_says_from_the_data_what_is_there(administrator):
    states = {row.item.key: row.state for row in checklist.rows()}
    assert (states["company"], states["units"], states["people"]) == ("partly", "partly", "open")
    CompanyProfile.objects.update(credit_code="91500112MA5UKH7T25", address="a", phone="1", bank="b", account="2")
    company()
    states = {row.item.key: row.state for row in checklist.rows()}
    assert (states["company"], states["units"], states["people"]) == ("done", "done", "done")
    assert states["superiors"] == "done"  # the general manager and the administrator need none


def test_what_no_data_can_say_is_said_by_the_administrator(client, administrator):
    client.post("/first-day/items/settings/", {"word": "done"})
    row = next(row for row in checklist.rows() if row.item.key == "settings")
    assert (row.state, row.mark.marked_by) == ("done", administrator)
    client.post("/first-day/items/settings/")
    assert not ChecklistMark.objects.exists()


@pytest.mark.parametrize(
    ("key", "word"), [("people", "done"), ("people", "not_needed"), ("mail", "done"), ("x", "done")]
)
def test_nobody_ticks_off_what_is_not_there(administrator, key, word):
    with pytest.raises(BusinessError, match="nobody can tick it off"):
        checklist.mark(key, word, administrator)
    assert not ChecklistMark.objects.exists()


def state_of(key):
    return next(row.state for row in checklist.rows() if row.item.key == key)


def test_the_mail_is_tested_by_a_letter_that_went_out_and_came(client, administrator):
    client.post("/first-day/letter/")
    assert state_of("mail") == "open"
    send_pending_mail()
    assert [letter.to for letter in mail.outbox] == [["wang@example.com"]]
    assert state_of("mail") == "partly"
    client.post("/first-day/items/mail/", {"word": "done"})
    assert state_of("mail") == "done"
    client.post("/first-day/letter/")  # another trial: the word about the one before no longer counts
    assert state_of("mail") == "open"


@pytest.mark.parametrize("name", ["gm", "rep1", "finance"])
def test_nobody_else_sees_the_list_or_goes_live(client, administrator, name):
    person = getattr(company(), name)
    client.force_login(person)
    assert client.get("/first-day/").status_code == 403
    assert client.post("/first-day/go-live/").status_code == 403
    assert client.post("/first-day/items/settings/", {"word": "done"}).status_code == 403
    assert FirstDay.objects.get().live_at is None


def test_until_the_go_live_the_administrator_imports_for_everybody_and_never_after(client, administrator):
    assert {"customers", "opening_balances", "leads"} <= {spec.kind for spec in imports.specs_for(administrator)}
    client.post("/first-day/go-live/")
    day = FirstDay.objects.get()
    assert (day.live_by, AuditEntry.objects.filter(action="The company went live").count()) == (administrator, 1)
    assert not {"customers", "opening_balances", "leads"} & {spec.kind for spec in imports.specs_for(administrator)}
    with pytest.raises(BusinessError, match="at work already"):
        first_day.go_live(administrator)
    assertContains(client.get("/first-day/"), "At work since")


def test_the_standing_of_the_first_day_is_an_objects_of_its_own_and_decides_nothing(administrator):
    deputy = first_day.in_standing(administrator)
    assert set(deputy.roles) == {"adm", "dir", "fin"}
    assert administrator.roles == ["adm"]
    administrator.refresh_from_db()
    assert administrator.roles == ["adm"]


def test_a_company_that_was_at_work_before_has_no_first_day(db):
    people = company()
    assert not first_day.brings_in(people.admin)
    with pytest.raises(BusinessError, match="at work already"):
        first_day.go_live(people.admin)


# -- links to first passwords


@pytest.fixture
def newcomer(db):
    people = company()
    person = UserFactory(username="zhao", name="Zhao Min", unit=people.units.team1, password="!", language="en")
    return people.admin, person


def link_of(admin, person, client):
    client.force_login(admin)
    response = client.post(f"/users/{person.pk}/link/")
    client.logout()
    return urlsplit(response.context["link"]).path


def test_a_link_leads_to_ones_own_password_once(client, newcomer):
    admin, person = newcomer
    link = link_of(admin, person, client)
    assertContains(client.get(link), "zhao")
    assertRedirects(client.post(link, {"password": PASSWORD, "again": PASSWORD}), "/login/")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assertContains(client.get(link), "This link was used already")
    client.post(link, {"password": "another-long-one-2", "again": "another-long-one-2"})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_newer_link_replaces_the_older_one_and_the_password(client, newcomer):
    admin, person = newcomer
    older = link_of(admin, person, client)
    link_of(admin, person, client)
    assertContains(client.get(older), "This link was used already")


def test_a_link_is_too_old_after_a_week(client, newcomer, monkeypatch):
    admin, person = newcomer
    token = link_of(admin, person, client).removeprefix("/welcome/").rstrip("/")
    assert sign_in_links.person_of(token) == person
    monkeypatch.setattr(sign_in_links, "VALID", dt.timedelta(seconds=-1))
    assert sign_in_links.person_of(token) is None


def test_a_weak_password_is_refused_behind_a_link(client, newcomer):
    admin, person = newcomer
    link = link_of(admin, person, client)
    assertContains(client.post(link, {"password": "12345678", "again": "12345678"}), "too common", status_code=422)
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_links_are_mailed_to_those_without_a_password_who_have_an_address(client, newcomer):
    admin, person = newcomer
    without = UserFactory(username="qian", name="Qian", email="", password="!")
    pks = [person.pk, without.pk, admin.pk]
    admin.set_password(PASSWORD)
    admin.save()
    client.force_login(admin)
    client.post("/users/links/", {"pk": pks})
    send_pending_mail()
    assert [(letter.to, "zhao" in letter.body) for letter in mail.outbox] == [(["zhao@example.com"], True)]
    html, kind = mail.outbox[0].alternatives[0]
    assert (kind, "zhao" in html, html.count("/welcome/")) == ("text/html", True, 2)
    assert [link.mailed_at is not None for link in SignInLink.objects.all()] == [True]
    token = mail.outbox[0].body.split("/welcome/")[1].split("/")[0]
    assert sign_in_links.person_of(token) == person


def test_the_links_lead_to_the_address_of_the_settings_whatever_the_administrator_opened(client, newcomer, settings):
    admin, person = newcomer
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://sales.example.com", ["*"]
    client.force_login(admin)
    client.post("/users/links/", {"pk": [person.pk]}, HTTP_HOST="10.0.0.5")
    send_pending_mail()
    html = mail.outbox[0].alternatives[0][0]
    for text in (mail.outbox[0].body, html):
        assert "https://sales.example.com/welcome/" in text
        assert "10.0.0.5" not in text
    shown = client.post(f"/users/{person.pk}/link/", HTTP_HOST="10.0.0.5").content.decode()
    assert "https://sales.example.com/welcome/" in shown


@pytest.mark.parametrize("name", ["gm", "rep1", "manager"])
def test_nobody_else_makes_links(client, newcomer, name):
    _admin, person = newcomer
    client.force_login(User.objects.get(username=name))
    assert client.post(f"/users/{person.pk}/link/").status_code == 403
    assert client.post("/users/links/", {"pk": [person.pk]}).status_code == 403
    assert not SignInLink.objects.exists()


def test_a_link_for_somebody_who_has_left_is_refused(newcomer):
    admin, person = newcomer
    User.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(BusinessError, match="is not active"):
        sign_in_links.new_link(person.pk, admin)
    with pytest.raises(PermissionDenied, match="Accounts and units are kept by the administrator"):
        sign_in_links.new_link(person.pk, User.objects.get(username="rep1"))
