"""The shell: menu by role, home cards, signing in and out, passwords, languages, error pages."""

import datetime as dt
import re
from functools import lru_cache
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from salesmgmt.core import calendar, registry
from salesmgmt.core.domain import approvals, first_day
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.mailing import send_password_mail
from salesmgmt.core.domain.notices import notify, notify_department
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.exceptions import BusinessError, Withheld
from salesmgmt.core.models import ApprovalStep, DepartmentNotice, FirstDay, Notice
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.registry import MetricValue
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import new_paper
from salesmgmt.core.web.errors import permission_denied
from salesmgmt.core.web.middleware import BusinessErrorMiddleware
from salesmgmt.core.web.session import client_address

pytestmark = pytest.mark.urls("salesmgmt.core.tests.paper.urls")
PASSWORD = "a-long-password-1"
# Whole pages in the shell, which shows a refusal itself; parts of pages begin with an underscore.
PAGES = [
    path.relative_to(settings.BASE_DIR)
    for path in (settings.BASE_DIR / "templates").rglob("*.html")
    if not path.name.startswith("_") and "{% extends" in path.read_text(encoding="utf-8")
]


@pytest.fixture
def people(db):
    register.forget()
    found = company()
    found.rep1.set_password(PASSWORD)
    found.rep1.save(update_fields=["password"])
    yield found
    register.forget()


def addresses(response):
    return re.findall(r'href="([^"]+)"', sidebar(response))


def sidebar(response):
    return "".join(group.entries for group in response.context["menu"])


# -- menu and home


def test_the_menu_holds_what_the_role_may_open(client, people):
    client.force_login(people.rep1)
    assert not {"/users/", "/settings/"} & set(addresses(client.get("/")))
    client.force_login(people.admin)
    assert {"/users/", "/units/", "/settings/", "/company/"} <= set(addresses(client.get("/")))


def test_roles_that_changed_change_the_menu_and_the_bar_with_the_next_page(client, people):
    client.force_login(people.rep1)
    client.get("/")
    people.rep1.roles = [Role.REP, Role.ADM]
    people.rep1.save()
    shown = client.get("/")
    assert {"/users/", "/settings/"} <= set(addresses(shown))
    assert {"user-list", "settings"} & {item.url_name for item, *_rest in shown.context["bar"]}
    people.rep1.roles = [Role.REP]
    people.rep1.save()
    assert not {"/users/", "/settings/"} & set(addresses(client.get("/")))


def test_the_menu_stands_in_the_language_of_each_page(client, people):
    client.force_login(people.admin)
    shown = []
    for language in ("en", "zh-hans", "en", "zh-hant"):
        client.post("/language/", {"language": language, "next": "/"})
        shown.append(sidebar(client.get("/")))
    assert shown[0] == shown[2]
    assert ("Users" in shown[0], "用户" in shown[1], "用戶" in shown[3]) == (True, True, True)
    assert len(set(shown)) == 3


def test_what_depends_on_the_day_is_asked_at_every_page(client, people):
    """The first day of the company is over once it has gone live; nobody's roles change with it."""
    FirstDay.objects.all().delete()
    client.force_login(people.admin)
    assert "/first-day/" not in addresses(client.get("/"))
    FirstDay.objects.create(pk=1, set_up_at=timezone.now())
    first_day.ask_anew()
    assert "/first-day/" in addresses(client.get("/"))
    FirstDay.objects.update(live_at=timezone.now())
    assert "/first-day/" not in addresses(client.get("/"))


def test_the_menu_marks_where_we_are(client, people):
    client.force_login(people.admin)
    menu = sidebar(client.get("/users/"))
    assert re.findall(r'active" href="([^"]+)" aria-current="page"', menu) == ["/users/"]


def test_the_pictures_of_the_menu_are_one_file_that_the_browser_keeps(client, people):
    client.force_login(people.gm)
    shown = set(re.findall(r'<use href="([^"#]+)#([a-z0-9-]+)"', sidebar(client.get("/"))))
    [file] = {address for address, _name in shown}
    client.logout()
    answer = client.get(file)
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"] == "image/svg+xml"
    symbols = ElementTree.fromstring(answer.content)
    drawn = {symbol.get("id") for symbol in symbols if len(symbol)}
    assert {name for _address, name in shown} <= drawn
    assert client.get(reverse("menu-icons", args=["of-yesterday"]))["Cache-Control"] == "no-store"


def test_home_cards_count_live_and_open_their_list(client, people, monkeypatch):
    card = registry.HomeCard("x", "Papers", lambda user: True, lambda user: 7, "paper-list?status=draft")
    hidden = registry.HomeCard("y", "Hidden", lambda user: False, lambda user: 1, "paper-list")
    monkeypatch.setitem(registry._registry.cards, "x", card)
    monkeypatch.setitem(registry._registry.cards, "y", hidden)
    client.force_login(people.rep1)
    page = client.get("/home/more/").content.decode()
    assert 'href="/papers/?status=draft"' in page
    assert "Hidden" not in page
    assert 'hx-get="/home/more/"' in client.get("/").content.decode()


def test_what_is_late_or_soon_late_comes_first_and_what_is_clear_is_folded(client, people, monkeypatch):
    tones = {"info": 4, "warn": 2, "neutral": 3, "bad": 5}
    cards = {
        tone: registry.HomeCard(tone, tone, lambda user: True, lambda user, n=n: n, "paper-list", tone=tone)
        for tone, n in tones.items()
    }
    cards["none"] = registry.HomeCard("none", "none", lambda user: True, lambda user: 0, "paper-list", tone="bad")
    monkeypatch.setattr(registry._registry, "cards", cards)
    client.force_login(people.rep1)
    shown = client.get("/home/more/").context
    assert [[card.name for card in cards] for _label, cards in shown["groups"]] == [["bad", "warn", "info", "neutral"]]
    assert [card.name for card in shown["clear"]] == ["none"]


def test_cards_stand_in_groups_by_the_part_of_the_menu_where_their_lists_lie(client, people, monkeypatch):
    cards = {
        name: registry.HomeCard(name, name, lambda user: True, lambda user: 1, lambda user, link=link: f"/{link}")
        for name, link in {"a": "users/?status=x", "b": "approvals/?box=started", "c": "units/3/"}.items()
    }
    monkeypatch.setattr(registry._registry, "cards", cards)
    client.force_login(people.admin)
    shown = client.get("/home/more/").context["groups"]
    assert [[card.name for card in found] for _label, found in shown] == [["b"], ["a", "c"]]


def test_the_day_and_what_waits_are_there_at_once(client, people, monkeypatch):
    late = calendar.today() - dt.timedelta(days=3)
    paper = new_paper(people.rep1)
    open_task("visit_follow_up", paper, people.rep1, "Call him", due_on=late)
    row = registry.DayRow("Acme", "/papers/", "with samples", at=dt.time(9, 30))
    part = registry.DayPart("x", "Meetings", lambda user: True, lambda user, day, most: [row], "paper-list", "map-pin")
    empty = registry.DayPart("y", "Empty", lambda user: True, lambda user, day, most: [], "paper-list", "map-pin")
    monkeypatch.setattr(registry._registry, "day_parts", {"x": part, "y": empty})
    client.force_login(people.rep1)
    page = client.get("/").content.decode()
    for words in ("Call him", late.isoformat(), "Meetings", "Acme", "09:30", "with samples"):
        assert words in page
    assert "Empty" not in page


def test_what_waits_for_a_decision_is_decided_in_place(client, people):
    approvals.submit(new_paper(people.rep1), people.rep1, "Please")
    step = ApprovalStep.objects.get(status=ApprovalStep.Status.PENDING)
    asked = step.assignee or people.manager
    client.force_login(asked)
    page = client.get("/").content.decode()
    address = reverse("step-do", args=[step.pk, "approve"])
    assert f'hx-get="{address}?next=home"' in page
    answer = client.post(address, {"comment": "", "next": "home"})
    assert answer.url == "/"
    assert address not in client.get("/").content.decode()


def test_a_figure_says_whether_it_rises_and_whether_that_is_good(client, people, monkeypatch):
    figures = {
        "up": MetricValue(50, "int", before=20),
        "down": MetricValue(50, "int", before=80, less_is_good=True),
        "worse": MetricValue(50, "int", before=80),
        "fourth": MetricValue(1, "int"),
    }
    metrics = {
        name: registry.Metric(name, name, lambda user: True, lambda user, value=value: value)
        for name, value in figures.items()
    }
    monkeypatch.setattr(registry._registry, "metrics", metrics)
    client.force_login(people.rep1)
    assert [metric.label for metric in client.get("/").context["metrics"]] == ["up", "down", "worse"]
    shown = client.get("/home/figures/").context["metrics"]
    assert [(each.label, each.change, each.tone) for each in shown] == [
        ("up", 30, "good"),
        ("down", -30, "good"),
        ("worse", -30, "bad"),
    ]
    assert [each.label for each in client.get("/home/more/").context["metrics"]] == ["fourth"]


def test_groups_of_the_menu_stay_as_they_were_left(client, people):
    client.force_login(people.admin)
    assert 'data-menu-group="administration">' in client.get("/").content.decode()
    client.cookies["menu"] = "administration:1.nonsense"
    assert 'data-menu-group="administration" open>' in client.get("/").content.decode()
    client.cookies["menu"] = "administration:0"
    assert 'data-menu-group="administration" open>' in client.get("/users/").content.decode()


def test_a_page_is_starred_and_stands_among_the_favourites(client, people):
    client.force_login(people.admin)
    assert 'hx-post="/menu/user-list/star/"' in sidebar(client.get("/users/"))
    menu = client.post("/menu/user-list/star/", headers={"HX-Request": "true", "HX-Current-URL": "http://x/users/"})
    assert [group.name for group in menu.context["menu"]][0] == "starred"
    assert 'aria-pressed="true"' in menu.content.decode()
    client.post("/menu/user-list/star/")
    people.admin.refresh_from_db()
    assert people.admin.starred == []
    assert client.get("/menu/user-list/star/").status_code == 405


def test_a_page_somebody_may_not_open_cannot_be_starred(client, people):
    client.force_login(people.rep1)
    assert client.post("/menu/user-list/star/").status_code == 404


def test_the_phones_bar_holds_what_the_role_opens_most(client, people, monkeypatch):
    client.force_login(people.admin)
    names = [item.url_name for item, _address, _here, _number in client.get("/").context["bar"]]
    assert names == ["user-list", "settings", "inbox"]
    act = registry.QuickAct("paper-list", "New paper", "file", has(Role.REP))
    monkeypatch.setattr(registry._registry, "quick_acts", {"x": act})
    monkeypatch.setattr(registry._registry, "bar", {})
    monkeypatch.setattr(registry, "_open_to", lru_cache(registry._open_to.__wrapped__))
    client.force_login(people.rep1)
    shown = client.get("/")
    assert [item.url_name for item, *_rest in shown.context["bar"]] == ["inbox", "task-list"]
    assert shown.content.decode().count('href="/papers/"') >= 2


def test_a_task_opens_where_it_is_done(client, people):
    paper = new_paper(people.rep1)
    task = open_task("visit_follow_up", paper, people.rep1, "Call him")
    client.force_login(people.rep1)
    assert client.get(f"/tasks/{task.pk}/").url == paper.get_absolute_url()
    client.force_login(people.rep2)
    assert client.get(f"/tasks/{task.pk}/").status_code == 404


def test_metrics_show_value_and_target(client, people, monkeypatch):
    metric = registry.Metric("x", "Sold", lambda user: True, lambda user: MetricValue(50, "int", target=200))
    monkeypatch.setattr(registry._registry, "metrics", {"x": metric})
    client.force_login(people.rep1)
    shown = [each for each in client.get("/home/figures/").context["metrics"] if each.label == "Sold"]
    assert [(each.percent, each.bar) for each in shown] == [(25, 25)]


def test_a_registration_cannot_be_made_twice():
    with pytest.raises(ValueError, match="twice"):
        registry.register_menu("work", "Home", "home", "home")


# -- signing in


def test_signing_in_leads_where_one_wanted(client, people):
    response = client.post("/login/", {"username": "rep1", "password": PASSWORD, "next": "/notices/"})
    assert response.url == "/notices/"
    assert response.cookies["django_language"].value == "zh-hans"


def test_five_wrong_passwords_lock_the_account_for_a_while(people):
    client = Client()
    for _each in range(5):
        response = client.post("/login/", {"username": "rep1", "password": "wrong"})
    assert response.status_code == 429
    locked = client.post("/login/", {"username": "rep1", "password": PASSWORD})
    assert locked.status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "203.0.113.7", "10.0.0.1"),  # without a proxy the header is the client's own
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # what stands further left he may have invented
        (2, "203.0.113.7, 10.0.0.9", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.9", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),  # fewer proxies than configured
        (1, "", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_whose_failures_are_counted(rf, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))
    assert client_address(request) == address


def test_behind_a_proxy_a_stranger_locks_nobody_out_elsewhere(people, settings):
    settings.PROXY_COUNT = 1
    for _each in range(5):
        refused = Client().post(
            "/login/", {"username": "rep1", "password": "wrong"}, HTTP_X_FORWARDED_FOR="203.0.113.7"
        )
    assert refused.status_code == 429
    colleague = Client()
    right = {"username": "rep1", "password": PASSWORD}
    assert colleague.post("/login/", right, HTTP_X_FORWARDED_FOR="198.51.100.4").status_code == 302
    assert "_auth_user_id" in colleague.session


def test_signing_out_is_a_post(client, people):
    client.force_login(people.rep1)
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert client.get("/").status_code == 302


def test_a_password_somebody_else_chose_must_be_changed_first(client, people):
    people.rep1.must_change_password = True
    people.rep1.save(update_fields=["must_change_password"])
    client.force_login(people.rep1)
    assert client.get("/notices/").url == "/password/"
    data = {"old_password": PASSWORD, "new_password1": "another-long-one-2", "new_password2": "another-long-one-2"}
    client.post("/password/", data)
    assert client.get("/notices/").status_code == 200


def test_a_forgotten_password_is_reset_by_mail(client, people):
    client.post("/password/reset/", {"email": "rep1@example.com"})
    send_password_mail()
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/" in word)
    form = client.get(link[link.index("/password/") :], follow=True)
    action = form.redirect_chain[-1][0]
    client.post(action, {"new_password1": "another-long-one-2", "new_password2": "another-long-one-2"})
    assert client.login(request=RequestFactory().post("/"), username="rep1", password="another-long-one-2")


def test_an_unknown_address_gets_the_same_answer(client, people):
    response = client.post("/password/reset/", {"email": "nobody@example.com"})
    assert response.url == "/password/reset/sent/"
    send_password_mail()
    assert mail.outbox == []


def test_the_language_is_kept_with_the_person(client, people):
    client.force_login(people.rep1)
    client.post("/language/", {"language": "en", "next": "/"})
    people.rep1.refresh_from_db()
    assert people.rep1.language == "en"
    assert client.get("/").headers["Content-Language"] == "en"
    client.post("/language/", {"language": "xx"})
    people.rep1.refresh_from_db()
    assert people.rep1.language == "en"


# -- errors


def test_error_pages_have_the_products_look(client, people):
    client.force_login(people.rep1)
    missing = client.get("/no/such/page/")
    assert missing.status_code == 404
    assert "sidebar" in missing.content.decode()
    denied = client.get("/users/")
    assert denied.status_code == 403
    assert "sidebar" in denied.content.decode()


def test_a_stranger_gets_an_error_page_without_the_shell(client, db):
    page = client.get("/no/such/page/").content.decode()
    assert "sidebar" not in page


def test_the_500_page_needs_no_database(client):
    page = render_to_string("500.html")
    assert "500" in page
    assert "app.css" in page


def test_a_refusal_nobody_showed_is_a_409_page(client, people):
    request = RequestFactory().get("/")
    request.user = people.rep1
    response = BusinessErrorMiddleware(lambda request: None).process_exception(request, BusinessError("Not now."))
    assert response.status_code == 409
    assert response.content.decode().count("Not now.") == 1
    assert BusinessErrorMiddleware(None).process_exception(request, ValueError()) is None


def test_a_refused_dialog_says_why_in_the_dialog(client, people):
    request = RequestFactory().get("/")
    request.user, request.htmx = people.rep1, SimpleNamespace(target="dialog-content")
    response = BusinessErrorMiddleware(None).process_exception(request, BusinessError("Not now."))
    page = response.content.decode()
    assert (response.status_code, page.count("Not now.")) == (409, 1)
    assert "modal-body" in page and "<html" not in page


def test_what_only_somebody_else_may_decide_is_403_with_its_reason(people):
    request = RequestFactory().get("/")
    request.user = people.rep1
    response = BusinessErrorMiddleware(None).process_exception(request, Withheld("The limit is exceeded."))
    assert response.status_code == 403
    assert response.content.decode().count("The limit is exceeded.") == 1


@pytest.mark.parametrize(
    ("reason", "page_says", "toast_says"),
    [
        ("The warehouse has it.", "The warehouse has it.", "The warehouse has it."),
        ("", "Your role", "You may not do this."),
    ],
)
def test_a_403_says_its_reason_on_the_page_and_to_a_script(people, reason, page_says, toast_says):
    request = RequestFactory().get("/")
    request.user, request.htmx = people.rep1, None
    with translation.override("en"):
        assert page_says in permission_denied(request, PermissionDenied(reason)).content.decode()
        request.htmx = SimpleNamespace(target="dialog-content")
        answer = permission_denied(request, PermissionDenied(reason))
    assert (answer.status_code, answer.content.decode()) == (403, toast_says)
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_no_page_shows_a_refusal_a_second_time_beside_the_shells_own(template):
    assert "core/_refusal.html" not in template.read_text(encoding="utf-8")


def test_a_form_from_an_old_session_says_what_to_do(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.rep1)
    response = client.post("/notices/read/")
    assert response.status_code == 403
    assert "sidebar" in response.content.decode()


# -- notices


def test_unread_notices_are_counted_in_the_bell_and_opening_one_reads_it(client, people):
    notify([people.rep1], "Approved", url="/papers/")
    notify([people.rep2], "Not mine")
    client.force_login(people.rep1)
    assert str(client.get("/notices/").context["unread_count"]) == "1"
    notice = Notice.objects.get(user=people.rep1)
    assert client.get(f"/notices/{notice.pk}/").url == "/papers/"
    assert str(client.get("/notices/").context["unread_count"]) == ""


def test_the_notice_of_somebody_else_does_not_exist(client, people):
    notify([people.rep2], "Not mine")
    client.force_login(people.rep1)
    notice = Notice.objects.get()
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_notices_are_grouped_by_the_part_of_the_menu_they_lead_to_and_filtered_by_it(client, people):
    """Each kind with how many are unread; a kind is read in one go, the others stay as they are."""
    notify([people.rep1], "Step", url="/approvals/?box=todo")
    notify([people.rep1], "Paper 1", url="/settings/customers/")
    notify([people.rep1], "Later", url="")
    notify([people.rep1], "Paper 2", url="/settings/")
    client.force_login(people.rep1)
    page = client.get("/notices/").context
    assert [(kind.name, [row.subject for row in rows]) for kind, rows in page["groups"]] == [
        ("administration", ["Paper 2", "Paper 1"]),
        ("work", ["Later", "Step"]),
    ]
    assert [(kind.name, kind.number, kind.unread) for kind in page["kinds"]] == [
        ("work", 2, 2),
        ("administration", 2, 2),
    ]
    answer = client.post("/notices/read/", {"kind": "administration", "shown": "work", "unread": "1"})
    assert answer.url == "/notices/?kind=work&unread=1"
    assert list(Notice.objects.filter(read_at__isnull=True).values_list("subject", flat=True)) == ["Later", "Step"]
    assert [row.subject for row in client.get("/notices/?unread=1").context["page"]] == ["Later", "Step"]
    assert [row.subject for row in client.get("/notices/?kind=administration").context["page"]] == [
        "Paper 2",
        "Paper 1",
    ]
    assert list(client.get("/notices/?kind=administration&unread=1").context["page"]) == []
    client.post("/notices/read/", {"kind": "nothing"})
    assert Notice.objects.filter(read_at__isnull=True).count() == 2


def test_all_notices_are_read_at_once_by_a_post(client, people):
    notify([people.rep1], "A")
    notify([people.rep1], "B")
    client.force_login(people.rep1)
    assert client.get("/notices/read/").status_code == 405
    client.post("/notices/read/")
    assert not Notice.objects.filter(user=people.rep1, read_at__isnull=True).exists()


def test_a_department_acknowledges_and_finishes_a_hand_over(client, people):
    """TEAM-09"""
    paper = new_paper(people.rep1)
    hand_over = notify_department(paper, Role.QA, "Please inspect", sent_by=people.rep1)
    client.force_login(people.quality)
    assert "Please inspect" in client.get("/notices/?box=department").content.decode()
    client.post(f"/hand-overs/{hand_over.pk}/acknowledge/")
    client.post(f"/hand-overs/{hand_over.pk}/finish/")
    hand_over.refresh_from_db()
    assert (hand_over.status, hand_over.done_by) == ("done", people.quality)
    assert client.get(f"/hand-overs/{hand_over.pk}/").url == paper.get_absolute_url()


def test_another_department_does_not_see_the_hand_over(client, people):
    """TEAM-09"""
    hand_over = notify_department(new_paper(people.rep1), Role.QA, "Please inspect", sent_by=people.rep1)
    client.force_login(people.warehouse)
    assert client.post(f"/hand-overs/{hand_over.pk}/acknowledge/").status_code == 404
    assert DepartmentNotice.objects.get().status == "sent"


def test_the_sender_sees_what_was_not_acknowledged(client, people):
    """TEAM-09"""
    notify_department(new_paper(people.rep1), Role.QA, "Please inspect", sent_by=people.rep1)
    client.force_login(people.rep1)
    assert "Please inspect" in client.get("/notices/?box=sent").content.decode()
    client.force_login(people.rep2)
    assert "Please inspect" not in client.get("/notices/?box=sent").content.decode()


# -- amounts


@pytest.mark.parametrize(
    ("amount", "words"),
    [("2.01", "人民币贰元零壹分"), ("20", "人民币贰拾元整"), ("-1", ""), ("abc", ""), ("NaN", ""), ("1e30", "")],
)
def test_running_totals_are_put_in_words(client, people, amount, words):
    client.force_login(people.rep1)
    assert client.get(reverse("amount-in-words"), {"amount": amount}).json() == {"words": words}
