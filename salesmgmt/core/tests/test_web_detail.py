"""Detail pages and their actions: buttons, 403, 404, 409, forms in the dialog."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django.asserts import assertContains

from salesmgmt.core import meanwhile, registry, round_lock
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import ApprovalStep, AuditEntry
from salesmgmt.core.state import change
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import Paper, PaperLine, new_paper
from salesmgmt.core.web.actions import what_happened
from salesmgmt.core.web.detail import Action, DetailPage, stepper

pytestmark = pytest.mark.urls("salesmgmt.core.tests.paper.urls")
HTMX = {"HX-Request": "true", "HX-Target": "dialog-content"}


@pytest.fixture
def people(db):
    register.forget()
    yield company()
    register.forget()


@pytest.fixture
def paper(people):
    return new_paper(people.rep1, title="Gear", amount="12.50")


@pytest.fixture
def owner(client, people):
    client.force_login(people.rep1)
    return client


def buttons(response):
    context = response.context
    return [action.name for action, _address in [*context["buttons"], *context["more_buttons"]]]


def test_the_page_shows_facts_and_the_buttons_of_this_person(owner, paper):
    response = owner.get(f"/papers/{paper.pk}/")
    assert response.status_code == 200
    assert buttons(response) == ["submit", "rename", "clear"]
    page = response.content.decode()
    assert "¥12.50" in page
    assert f"/papers/{paper.pk}/edit/" in page


def test_a_colleague_who_may_read_has_no_buttons(client, people, paper):
    client.force_login(people.gm)
    response = client.get(f"/papers/{paper.pk}/")
    assert buttons(response) == []
    assert f"/papers/{paper.pk}/edit/" not in response.content.decode()


def test_a_document_out_of_scope_does_not_exist(client, people, paper):
    """SEC-01"""
    client.force_login(people.rep2)
    assert client.get(f"/papers/{paper.pk}/").status_code == 404
    assert client.get(f"/papers/{paper.pk}/do/rename/").status_code == 404
    assert client.post(f"/papers/{paper.pk}/do/rename/", {"title": "X"}).status_code == 404
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_the_query_count_of_a_page_is_the_same_for_one_line_and_three(owner, people, paper):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert owner.get(f"/papers/{paper.pk}/").status_code == 200
        return len(found)

    PaperLine.objects.create(paper=paper, name="A", quantity=1, price=2)
    owner.get(f"/papers/{paper.pk}/")
    before = queries()
    for name in "BC":
        PaperLine.objects.create(paper=paper, name=name, quantity=1, price=2)
    assert queries() == before == 10


def test_departments_see_no_amounts(client, people, paper):
    """SEC-03, roles.md row-level rule 3"""
    PaperLine.objects.create(paper=paper, name="A", quantity=1, price="98.76")
    approvals.submit(paper, people.rep1)
    step = approvals.step_of(Paper.objects.get(pk=paper.pk), people.manager)
    approvals.approve(step.pk, people.manager)
    client.force_login(people.quality)
    page = client.get(f"/papers/{paper.pk}/").content.decode()
    assert "12.50" not in page
    assert "98.76" not in page


def test_departments_read_no_amount_in_the_history(client, people, paper):
    """SEC-03: what changed is shown without prices, in the timeline and between two rounds."""
    approvals.submit(paper, people.rep1)
    approvals.send_back(ApprovalStep.objects.get(status="pending").pk, people.manager, "Cheaper")
    change(Paper.objects.get(pk=paper.pk), people.rep1, "Edited", amount=Decimal("11.11"), title="Wheel")
    approvals.submit(Paper.objects.get(pk=paper.pk), people.rep1)
    approvals.approve(ApprovalStep.objects.get(status="pending").pk, people.manager)
    for name, labels in (("quality", ["title"]), ("manager", ["title", "amount"])):
        client.force_login(getattr(people, name))
        response = client.get(f"/papers/{paper.pk}/")
        assert sorted(label for label, _old, _new in response.context["approval"]["changes"]) == sorted(labels)
        assert ("11.11" in response.content.decode()) == (name == "manager")


# -- actions


def test_an_action_runs_its_domain_function_and_leads_back(owner, paper):
    response = owner.post(f"/papers/{paper.pk}/do/rename/", {"title": "Wheel"})
    assert (response.status_code, response.url) == (302, f"/papers/{paper.pk}/")
    paper.refresh_from_db()
    assert paper.title == "Wheel"


@pytest.mark.parametrize(
    ("action", "data", "said"),
    [("submit", {}, "“{paper}” is now “Manager”."), ("rename", {"title": "Wheel"}, "Saved: Rename.")],
)
def test_after_an_action_the_page_says_what_is_true_now(owner, paper, action, data, said):
    """A button that begins something never reads as if it were finished."""
    with translation.override("en"):
        page = owner.post(f"/papers/{paper.pk}/do/{action}/", data, follow=True, headers={"Accept-Language": "en"})
    assert [str(each) for each in page.context["messages"]] == [said.format(paper=paper)]


@pytest.mark.parametrize(
    ("status", "said"),
    [("draft", "“{paper}” is open as a draft. Fill it in, then submit it."), ("approved", "“{paper}” was opened.")],
)
def test_a_document_that_an_action_opened_is_named_and_not_called_done(people, paper, status, said):
    made = new_paper(people.rep1)
    made.status = status
    with translation.override("en"):
        assert what_happened(Action("x", "Evaluate", None, None), paper, made) == said.format(paper=made)


def test_a_draft_that_no_approval_decides_is_not_to_be_submitted(people, paper, monkeypatch):
    made = new_paper(people.rep1)
    monkeypatch.setattr(round_lock, "_watched", set())
    with translation.override("en"):
        assert what_happened(Action("x", "Bill", None, None), paper, made) == f"“{made}” was opened."


def test_an_action_is_posted_and_never_run_by_a_link(owner, paper):
    page = owner.get(f"/papers/{paper.pk}/do/clear/")
    assert page.status_code == 200
    assert "data-once" in page.content.decode() and "Really?" in page.content.decode()  # asked, with the button
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_the_form_of_an_action_opens_in_the_dialog_and_as_a_page(owner, paper):
    dialog = owner.get(f"/papers/{paper.pk}/do/rename/", headers=HTMX)
    assert b"<html" not in dialog.content
    assert 'value="Gear"' in dialog.content.decode()
    assert b"<html" in owner.get(f"/papers/{paper.pk}/do/rename/").content


def test_success_in_the_dialog_leads_the_whole_page_on(owner, paper):
    response = owner.post(f"/papers/{paper.pk}/do/rename/", {"title": "Wheel"}, headers=HTMX)
    assert response.headers["HX-Redirect"] == f"/papers/{paper.pk}/"


def test_a_missing_field_is_said_beside_it(owner, paper):
    response = owner.post(f"/papers/{paper.pk}/do/rename/", {"title": ""}, headers=HTMX)
    assert response.status_code == 422
    assert response.context["form"].errors["title"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refusal_is_409_and_keeps_what_was_typed(owner, paper, headers):
    """SEC-05: a BusinessError is shown in the user's words."""
    response = owner.post(f"/papers/{paper.pk}/do/rename/", {"title": "forbidden"}, headers=headers)
    page = response.content.decode()
    assertContains(response, "This title is taken", status_code=409)
    assert "This title is taken." in page
    assert 'value="forbidden"' in page
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_a_refused_button_without_form_shows_the_page_with_the_reason(owner, people, paper):
    owner.post(f"/papers/{paper.pk}/do/submit/")
    response = owner.post(f"/papers/{paper.pk}/do/submit/")
    assert response.status_code == 409
    assert response.context["object"] == paper
    assert AuditEntry.objects.filter(object_id=paper.pk, to_status="manager").count() == 1


def test_a_forbidden_action_inside_the_scope_is_403(client, people, paper):
    """SEC-04: seeing a document is not the right to change it."""
    client.force_login(people.gm)
    assert client.get(f"/papers/{paper.pk}/do/rename/").status_code == 403
    assert client.post(f"/papers/{paper.pk}/do/rename/", {"title": "X"}).status_code == 403
    assert client.post(f"/papers/{paper.pk}/do/rename/", {"title": ""}).status_code == 403
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_an_unknown_action_does_not_exist(owner, paper):
    assert owner.post(f"/papers/{paper.pk}/do/explode/").status_code == 404


def test_a_missing_button_says_why(owner, people, paper):
    owner.post(f"/papers/{paper.pk}/do/submit/")
    response = owner.get(f"/papers/{paper.pk}/")
    assert buttons(response) == []
    assert "It waits for the manager." in response.content.decode()
    assert "作出决定之前，单据不能更改。" in response.content.decode()
    refused = owner.post(f"/papers/{paper.pk}/do/rename/", {"title": "Wheel"})
    assert refused.status_code == 409
    assert "作出决定之前，单据不能更改。" in refused.content.decode()
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_the_same_action_form_posted_twice_runs_once(owner, paper):
    data = {"title": "Wheel", "form_token": "5b1f8f0e-7a44-4f0e-9d5e-0c3a5d2f9b11"}
    first = owner.post(f"/papers/{paper.pk}/do/rename/", data)
    second = owner.post(f"/papers/{paper.pk}/do/rename/", {**data, "title": "Other"})
    assert first.url == second.url
    paper.refresh_from_db()
    assert paper.title == "Wheel"


class TestTwoWindows:
    """What a form began with may have been written anew in another window before it is sent."""

    @pytest.fixture
    def address(self, paper):
        return f"/papers/{paper.pk}/do/rename/"

    def opened(self, owner, address):
        return owner.get(address, headers=HTMX).context["seen"]

    def title(self):
        return Paper.objects.get().title

    def test_the_older_one_does_not_write_over_the_newer_one(self, owner, address):
        older = self.opened(owner, address)
        assert owner.post(address, {"title": "Wheel", "seen": self.opened(owner, address)}).status_code == 302
        refused = owner.post(address, {"title": "Axle", "seen": older}, headers=HTMX)
        assert (refused.status_code, self.title()) == (409, "Wheel")
        page = refused.content.decode()
        assert 'value="Axle"' in page
        assert "Title：Wheel" in page

    def test_sent_again_after_the_warning_it_replaces_what_stands_there(self, owner, address):
        older = self.opened(owner, address)
        owner.post(address, {"title": "Wheel"})
        refused = owner.post(address, {"title": "Axle", "seen": older}, headers=HTMX)
        assert owner.post(address, {"title": "Axle", "seen": refused.context["seen"]}).status_code == 302
        assert self.title() == "Axle"

    def test_another_field_that_was_changed_meanwhile_is_no_conflict(self, owner, people, paper, address):
        older = self.opened(owner, address)
        change(Paper.objects.get(pk=paper.pk), people.rep1, "Edited", amount=Decimal("11.11"))
        assert owner.post(address, {"title": "Axle", "seen": older}).status_code == 302
        assert self.title() == "Axle"

    def test_what_a_rule_refuses_names_who_did_something_since_the_dialog_was_opened(
        self, owner, people, paper, address
    ):
        """Whatever the rule says: it may refuse because of what somebody else was quicker to do."""
        known = owner.get(address, headers=HTMX).context["known"]
        data = {"title": "forbidden", "known": known}
        alone = owner.post(address, data, headers=HTMX)
        assert alone.context["refusal"].message == "This title is taken."
        change(Paper.objects.get(pk=paper.pk), people.manager, "Edited", amount=Decimal("11.11"))
        refused = owner.post(address, data, headers=HTMX)
        at = meanwhile.moment_in_words(AuditEntry.objects.latest("pk").at)
        assert refused.context["refusal"].message == f"This title is taken. {people.manager}，{at}：已修改。"
        assert owner.post(address, {**data, "known": "x"}, headers=HTMX).status_code == 409


def test_without_a_session_the_dialog_sends_the_page_to_the_login(client, paper):
    headers = {**HTMX, "HX-Current-URL": f"http://testserver/papers/{paper.pk}/?a=1"}
    response = client.get(f"/papers/{paper.pk}/do/rename/", headers=headers)
    assert response.headers["HX-Redirect"] == f"/login/?next=%2Fpapers%2F{paper.pk}%2F%3Fa%3D1"


# -- timeline and stepper


def test_the_timeline_names_the_act_the_person_and_the_change(owner, paper):
    """DOC-04"""
    owner.post(f"/papers/{paper.pk}/do/rename/", {"title": "Wheel"})
    page = owner.get(f"/papers/{paper.pk}/").content.decode()
    assert "<del>Gear</del>" in page
    assert "<ins>Wheel</ins>" in page


def test_the_stepper_marks_the_present_stop(paper, monkeypatch):
    monkeypatch.setattr(Paper, "STEPPER", ("draft", "manager", "approved"))
    states = {}
    for status in ("draft", "manager", "approved", "rejected"):
        paper.status = status
        states[status] = [step.state for step in stepper(paper)]
    assert states == {
        "draft": ["now", "next", "next"],
        "manager": ["done", "now", "next"],
        "approved": ["done", "done", "done"],
        "rejected": ["done", "done", "off"],  # only a paper with the manager can be rejected
    }


class TestWhatRoomsToTheRightRegister:
    def test_a_button_stands_where_its_order_says_and_after_the_pages_own_of_that_order(self, monkeypatch):
        def button(name, **more):
            return Action(name, name, lambda user, document: True, lambda pk, user: None, **more)

        class Page(DetailPage):
            model = Paper
            actions = (button("early", order=20), button("own"), button("late", order=60))

        theirs = {name: button(name, order=order) for name, order in (("between", 55), ("same", 50), ("first", 10))}
        monkeypatch.setitem(registry._registry.actions, Paper.KIND, theirs)
        names = [action.name for action in Page.all_actions()]
        assert names[:6] == ["first", "early", "own", "same", "between", "late"]

    def test_a_section_with_nothing_to_show_is_left_out(self, owner, paper, monkeypatch):
        found = {
            "second": registry.Section("second", "b.html", lambda document, user: {"title": document.title}, order=20),
            "none": registry.Section("none", "n.html", lambda document, user: None, order=15),
            "first": registry.Section("first", "a.html", lambda document, user: {"who": user.username}, order=10),
        }
        monkeypatch.setitem(registry._registry.sections, Paper.KIND, found)
        shown = owner.get(paper.get_absolute_url()).context["sections"]
        assert [(section.name, part) for section, part in shown] == [
            ("first", {"who": paper.created_by.username}),
            ("second", {"title": "Gear"}),
        ]
