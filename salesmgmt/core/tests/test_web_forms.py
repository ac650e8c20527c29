"""Forms: creating, editing, line tables, double posts, edit conflicts, look-ups."""

import threading
from decimal import Decimal

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django.asserts import assertContains

from salesmgmt.core import registry
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import ApprovalRound, ApprovalStep, FormToken, User
from salesmgmt.core.tests.factories import UserFactory, company
from salesmgmt.core.tests.paper.models import Paper, PaperLine, new_paper
from salesmgmt.core.tests.paper.pages import PaperForm, PaperLineSet
from salesmgmt.core.web.forms import BaseForm, LookupField

pytestmark = pytest.mark.urls("salesmgmt.core.tests.paper.urls")
TOKEN = "0f3a1b1e-9a50-4c36-8f0b-d3f1f3f3a001"


@pytest.fixture
def people(db):
    register.forget()
    yield company()
    register.forget()


def posted(owner, *lines, title="Gear", token=TOKEN, **more):
    """What the browser sends for a paper with lines ``(name, quantity, price)``."""
    data = {"title": title, "amount": "12.50", "owner": owner.pk, "form_token": token}
    data |= {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
    for place, line in enumerate(lines):
        data |= {
            f"lines-{place}-{name}": value for name, value in zip(("name", "quantity", "price"), line, strict=True)
        }
    return {**data, **more}


LINE = ("Shaft", "2", "10.00")


def test_a_form_makes_a_document_with_its_lines(rep, people):
    response = rep.post("/papers/new/", posted(people.rep1, LINE, ("Wheel", "1.5", "3.20")))
    paper = Paper.objects.get()
    assert response.url == f"/papers/{paper.pk}/"
    assert (paper.title, paper.amount, paper.owner) == ("Gear", Decimal("12.50"), people.rep1)
    assert list(paper.lines.values_list("name", "quantity", "price").order_by("pk")) == [
        ("Shaft", Decimal("2.000"), Decimal("10.00")),
        ("Wheel", Decimal("1.500"), Decimal("3.20")),
    ]


def test_who_may_not_create_is_refused(client, people):
    client.force_login(people.gm)
    assert client.get("/papers/new/").status_code == 403
    assert client.post("/papers/new/", posted(people.gm, LINE)).status_code == 403
    assert not Paper.objects.exists()


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(rep, people):
    response = rep.post("/papers/new/", posted(people.rep1, ("Shaft", "x", "1.999"), title=""))
    page = response.content.decode()
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title"}
    assert set(response.context["lines"].forms[0].errors) == {"quantity", "price"}
    assert 'value="Shaft"' in page
    assert 'value="1.999"' in page
    assert not Paper.objects.exists()


@pytest.mark.parametrize("price", ["99999999999999", "1.999", "abc", "NaN", "1e400"])
def test_impossible_prices_are_refused(rep, people, price):
    assert rep.post("/papers/new/", posted(people.rep1, ("Shaft", "1", price))).status_code == 422
    assert not Paper.objects.exists()


def test_a_document_needs_a_line(rep, people):
    assert rep.post("/papers/new/", posted(people.rep1)).status_code == 422
    assert not Paper.objects.exists()


def test_removed_and_empty_lines_are_left_out(rep, people):
    data = posted(people.rep1, LINE, ("Wheel", "1", "1.00"), ("", "", ""))
    rep.post("/papers/new/", {**data, "lines-1-DELETE": "on"})
    assert [line.name for line in PaperLine.objects.all()] == ["Shaft"]


def test_a_rule_that_refuses_is_409_and_keeps_the_form(rep, people):
    response = rep.post("/papers/new/", posted(people.rep1, LINE, title="forbidden"))
    assert response.status_code == 409
    assert "This title is taken." in response.content.decode()
    assert 'value="forbidden"' in response.content.decode()
    assert not Paper.objects.exists()
    assert not FormToken.objects.exists()


def test_defaults_come_from_the_address(rep, people):
    page = " ".join(rep.get(f"/papers/new/?title=Axle&owner={people.rep1.pk}").content.decode().split())
    assert 'value="Axle"' in page
    assert f'<option value="{people.rep1.pk}" selected>' in page


# -- posted twice


def test_a_form_posted_twice_makes_one_document(rep, people):
    first = rep.post("/papers/new/", posted(people.rep1, LINE))
    second = rep.post("/papers/new/", posted(people.rep1, LINE, title=""))
    assert first.url == second.url
    assert Paper.objects.count() == 1


def test_a_form_refused_once_may_be_sent_again(rep, people):
    rep.post("/papers/new/", posted(people.rep1, LINE, title="forbidden"))
    rep.post("/papers/new/", posted(people.rep1, LINE))
    assert Paper.objects.count() == 1


def test_a_token_of_somebody_else_is_refused(rep, people):
    FormToken.objects.create(token=TOKEN, user=people.rep2, url="/papers/1/")
    assertContains(
        rep.post("/papers/new/", posted(people.rep1, LINE)), "该表单属于其他用户，请重新打开", status_code=409
    )
    assert not Paper.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_document():
    """Two posts at the same moment, real threads on PostgreSQL."""
    people = company()
    gate, answers = threading.Barrier(2), []

    def click():
        client = Client()
        client.force_login(people.rep1)
        gate.wait()
        answers.append(client.post("/papers/new/", posted(people.rep1, LINE)).url)
        connection.close()

    clicks = [threading.Thread(target=click) for _each in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert Paper.objects.count() == 1
    assert answers == [Paper.objects.get().get_absolute_url()] * 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_a_button_acts_once():
    """Two posts of one button at the same moment, real threads: one round, both land on the document."""
    people = company()
    paper = new_paper(people.rep1)
    gate, answers = threading.Barrier(2), []

    def click():
        client = Client()
        client.force_login(people.rep1)
        gate.wait()
        answers.append(client.post(f"/papers/{paper.pk}/do/submit/", {"form_token": TOKEN}))
        connection.close()

    clicks = [threading.Thread(target=click) for _each in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url for answer in answers} == {paper.get_absolute_url()}
    assert ApprovalRound.objects.count() == 1
    assert ApprovalStep.objects.filter(status="pending").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_buttons_without_a_token_act_once_and_the_second_is_told_why():
    people = company()
    paper = new_paper(people.rep1)
    gate, answers = threading.Barrier(2), []

    def click():
        client = Client()
        client.force_login(people.rep1)
        gate.wait()
        answers.append(client.post(f"/papers/{paper.pk}/do/submit/").status_code)
        connection.close()

    clicks = [threading.Thread(target=click) for _each in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert sorted(answers) == [302, 409]
    assert ApprovalRound.objects.count() == 1


# -- editing


def edit_data(paper, *lines, **more):
    paper.refresh_from_db()
    data = posted(paper.owner, *lines, opened_at=paper.updated_at.isoformat(), **more)
    existing = list(paper.lines.order_by("pk"))
    data["lines-INITIAL_FORMS"] = len(existing)
    for place, line in enumerate(existing):
        data[f"lines-{place}-id"] = line.pk
        data[f"lines-{place}-paper"] = paper.pk
    return data


@pytest.fixture
def paper(people):
    paper = new_paper(people.rep1, title="Gear")
    PaperLine.objects.create(paper=paper, name="Shaft", quantity=1, price=2)
    return paper


def test_an_edit_writes_fields_and_lines(rep, paper):
    response = rep.post(f"/papers/{paper.pk}/edit/", edit_data(paper, LINE, ("Wheel", "1", "1.00"), title="Axle"))
    assert response.url == f"/papers/{paper.pk}/"
    paper.refresh_from_db()
    assert paper.title == "Axle"
    assert [line.name for line in paper.lines.order_by("pk")] == ["Shaft", "Wheel"]


def test_a_form_opened_before_somebody_elses_change_is_refused_and_kept(rep, paper):
    data = edit_data(paper, LINE, title="Mine")
    paper.title = "Theirs"
    paper.save()
    response = rep.post(f"/papers/{paper.pk}/edit/", data)
    assert response.status_code == 409
    assert 'value="Mine"' in response.content.decode()
    paper.refresh_from_db()
    assert paper.title == "Theirs"
    again = {**data, "opened_at": response.context["opened_at"]}
    assert rep.post(f"/papers/{paper.pk}/edit/", again).status_code == 302
    paper.refresh_from_db()
    assert paper.title == "Mine"


def test_a_form_with_errors_keeps_the_version_it_was_opened_with(rep, paper):
    data = edit_data(paper, LINE, title="")
    opened = data["opened_at"]
    paper.save()
    assert rep.post(f"/papers/{paper.pk}/edit/", data).context["opened_at"] == opened


def test_a_stamp_that_was_tampered_with_is_no_fault(rep, paper):
    data = {**edit_data(paper, LINE, title="Axle"), "opened_at": "2025-13-45T99:99"}
    assert rep.post(f"/papers/{paper.pk}/edit/", data).status_code == 302


@pytest.mark.parametrize("chosen", ["²", "99999999999999999999", "9" * 5000, "x"])
def test_a_choice_that_is_no_row_is_an_error_beside_the_field(rep, people, chosen):
    response = rep.post("/papers/new/", {**posted(people.rep1, LINE), "owner": chosen})
    assert response.status_code == 422
    assert "owner" in response.context["form"].errors
    assert not Paper.objects.exists()


def test_a_choice_that_is_gone_is_not_named_by_its_key():
    """A dialog that was opened before somebody else took the choice."""

    class Holders(BaseForm):
        holder = forms.ChoiceField(choices=[("fin", "Finance")])

    with translation.override("en"):
        assert Holders({"holder": "production"}).errors["holder"] == ["This choice is no longer there. Choose again."]


@pytest.mark.parametrize("number", ["sNaN", "NaN", "-Infinity", "1e999", "9" * 40])
def test_what_is_no_number_is_an_error_in_the_line(rep, people, number):
    response = rep.post("/papers/new/", posted(people.rep1, ("Shaft", number, number)))
    assert response.status_code == 422
    assert set(response.context["lines"].forms[0].errors) == {"quantity", "price"}
    assert not Paper.objects.exists()


def test_what_is_not_a_draft_cannot_be_edited(rep, paper):
    data = edit_data(paper, LINE, title="Axle")
    rep.post(f"/papers/{paper.pk}/do/submit/")
    assert rep.get(f"/papers/{paper.pk}/edit/").url == f"/papers/{paper.pk}/"
    assertContains(rep.post(f"/papers/{paper.pk}/edit/", data), "”，不能再修改", status_code=409)
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_who_may_only_read_cannot_edit(client, people, paper):
    data = edit_data(paper, LINE, title="Axle")
    client.force_login(people.gm)
    assert client.get(f"/papers/{paper.pk}/edit/").status_code == 403
    assert client.post(f"/papers/{paper.pk}/edit/", data).status_code == 403
    client.force_login(people.rep2)
    assert client.get(f"/papers/{paper.pk}/edit/").status_code == 404
    paper.refresh_from_db()
    assert paper.title == "Gear"


def test_lines_of_another_document_are_refused(rep, people, paper):
    other = new_paper(people.rep1)
    foreign = PaperLine.objects.create(paper=other, name="Foreign", quantity=1, price=1)
    data = edit_data(paper, LINE)
    data["lines-0-id"] = foreign.pk
    assert rep.post(f"/papers/{paper.pk}/edit/", data).status_code == 422
    foreign.refresh_from_db()
    assert foreign.name == "Foreign"


def test_a_line_that_is_sent_twice_is_refused(rep, people, paper):
    """Else the second row would silently take the place of the first."""
    data = edit_data(paper, LINE, LINE)
    data |= {"lines-INITIAL_FORMS": 2, "lines-1-id": data["lines-0-id"], "lines-1-paper": paper.pk}
    before = list(paper.lines.values())
    assert rep.post(f"/papers/{paper.pk}/edit/", data).status_code == 422
    assert list(paper.lines.values()) == before


@pytest.mark.parametrize("total", ["", "x", "-1", "0", "1001", "9" * 5000, "²", None])
def test_a_line_table_whose_count_was_tampered_with_changes_nothing(rep, paper, total):
    data = edit_data(paper, LINE, title="Axle")
    data["lines-TOTAL_FORMS"] = total
    if total is None:
        data = {name: value for name, value in data.items() if not name.endswith("_FORMS")}
    before = list(paper.lines.values())
    assert rep.post(f"/papers/{paper.pk}/edit/", data).status_code == 422
    paper.refresh_from_db()
    assert (paper.title, list(paper.lines.values())) == ("Gear", before)


def test_line_totals_know_their_fields(rep, people):
    page = " ".join(rep.get("/papers/new/").content.decode().split())
    assert 'data-quantity="quantity" data-price="price"' in page
    assert PaperLineSet.quantity_field == "quantity"


# -- look-ups


def test_a_lookup_finds_by_words_and_gives_label_note_and_fills(rep, people):
    found = rep.get("/lookup/paper-owner/?q=sup").json()["items"]
    assert [item["note"] for item in found] == ["supervisor", "supervisor2"]
    assert found[0]["text"] == "Supervisor"
    assert found[0]["fills"] == {"title": "Supervisor"}


@pytest.mark.parametrize("text", ["张伟", "zhangwei", "zw", "rep1", "伟"])
def test_people_are_found_by_name_pinyin_initials_and_user_name(rep, people, text):
    people.rep1.name = "张伟"
    people.rep1.save(update_fields=["name"])
    found = rep.get("/lookup/person/", {"q": text}).json()["items"]
    assert [item["text"] for item in found] == ["张伟"]


def test_a_null_character_in_an_address_is_dropped(rep, people):
    found = rep.get("/lookup/paper-owner/", {"q": "sup\0"}).json()["items"]
    assert [item["note"] for item in found] == ["supervisor", "supervisor2"]


def test_a_lookup_gives_at_most_twenty_rows(rep, people):
    UserFactory.create_batch(25)
    assert len(rep.get("/lookup/paper-owner/?q=").json()["items"]) == 20


def test_an_unknown_lookup_does_not_exist(rep):
    assert rep.get("/lookup/nothing/").status_code == 404


def test_a_lookup_needs_a_login(client, db):
    assert client.get("/lookup/paper-owner/").status_code == 302


def test_a_field_accepts_only_what_its_user_may_see(people):
    people.rep2.is_active = False
    people.rep2.save(update_fields=["is_active"])
    form = PaperForm({"title": "A", "amount": "1", "owner": people.rep2.pk}, user=people.rep1)
    assert set(form.errors) == {"owner"}


def test_a_field_shows_only_the_chosen_row(people):
    form = PaperForm(user=people.rep1, initial={"owner": people.gm.pk})
    assert [label for _value, label in form.fields["owner"].choices] == ["", "Gm"]


def test_a_lookup_may_be_narrowed_by_another_field(rep, people, monkeypatch):
    found = registry.Lookup(
        "below",
        lambda user: User.objects.all(),
        str,
        narrow=lambda rows, params: rows.filter(superior=params["superior"]) if params.get("superior") else rows.none(),
        parents={"superior": User},
    )
    monkeypatch.setitem(registry._registry.lookups, "below", found)
    items = rep.get(f"/lookup/below/?superior={people.supervisor.pk}").json()["items"]
    assert [item["text"] for item in items] == ["Rep1"]
    assert rep.get("/lookup/below/").json()["items"] == []

    class Form(BaseForm):
        superior = LookupField("person")
        person = LookupField("below", depends=("superior",))

    assert 'data-depends="superior"' in str(Form(user=people.rep1)["person"])
