"""List pages: scope, filters, order, columns, saved views, bulk actions, export columns, query counts."""

import copy
from decimal import Decimal

import django_filters as filters
import pytest
from django.db import connection
from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.forms import Form
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from salesmgmt.core import registry
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.routing import route
from salesmgmt.core.models import ImportJob, ListPreference, SavedView, Unit
from salesmgmt.core.output.cells import cell_value, cells
from salesmgmt.core.permissions import MATRIX, Role
from salesmgmt.core.templatetags.salesmgmt import filter_field
from salesmgmt.core.tests.factories import UserFactory, company
from salesmgmt.core.tests.paper.models import Paper, PaperLine, new_paper
from salesmgmt.core.tests.paper.pages import PaperFilters, PaperLines, PaperList, PaperTable
from salesmgmt.core.web import list_page, list_sums, paging
from salesmgmt.core.web.filters import BaseFilterSet, without_nan
from salesmgmt.core.web.lists import capped_count

pytestmark = pytest.mark.urls("salesmgmt.core.tests.paper.urls")


@pytest.fixture
def people(db):
    register.forget()
    yield company()
    register.forget()


@pytest.fixture
def as_rep1(client, people):
    client.force_login(people.rep1)
    return client


def numbers(response):
    return [row.record.number for row in response.context["page"].object_list]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_list_shows_only_rows_in_scope(as_rep1, people):
    """SEC-01"""
    mine, _other = new_paper(people.rep1), new_paper(people.rep2)
    assert numbers(as_rep1.get("/papers/")) == [mine.number]


def test_a_role_without_any_reading_right_is_refused(client, people):
    client.force_login(people.admin)
    assert client.get("/papers/").status_code == 403


def test_a_stranger_is_sent_to_the_login_and_back(client, people):
    """SEC-02"""
    response = client.get("/papers/?status=draft")
    assert response.status_code == 302
    assert response.url == "/login/?next=/papers/%3Fstatus%3Ddraft"


def test_the_query_count_of_a_list_is_the_same_for_one_row_and_three(as_rep1, people):
    new_paper(people.rep1)
    as_rep1.get("/papers/")  # the content type cache
    assert queries_of(as_rep1, "/papers/") == 9
    new_paper(people.rep1)
    new_paper(people.rep1)
    assert queries_of(as_rep1, "/papers/") == 9


def test_a_list_never_counts_the_whole_table(as_rep1, people):
    new_paper(people.rep1)
    with CaptureQueriesContext(connection) as found:
        as_rep1.get("/papers/")
    counts = [query["sql"] for query in found if "COUNT(" in query["sql"] and "paper_paper" in query["sql"]]
    assert len(counts) == 1
    assert "LIMIT 1001" in counts[0]


def test_a_capped_count_stops_counting(people):
    for _each in range(3):
        new_paper(people.rep1)
    assert capped_count(Paper.objects.all(), cap=3) == "3"
    assert capped_count(Paper.objects.all(), cap=2) == "2+"
    assert capped_count(1200) == "1,000+"


def test_the_keys_of_a_later_page_are_read_first(people):
    """The planner is not asked to join them: the rows are looked up by a list that is there already."""
    for _each in range(4):
        new_paper(people.rep1)
    rows = Paper.objects.visible_to(people.manager).order_by("-pk")
    part = paging.PagedRows(rows)[2:4]
    assert "ARRAY(SELECT" in str(part.query)
    assert list(part) == list(rows)[2:4]


def test_filters_come_from_the_address(as_rep1, people):
    cheap, dear = new_paper(people.rep1, amount=5), new_paper(people.rep1, amount=500, title="Gear")
    assert numbers(as_rep1.get("/papers/?amount_min=100")) == [dear.number]
    assert numbers(as_rep1.get("/papers/?q=gear")) == [dear.number]
    assert numbers(as_rep1.get(f"/papers/?q={cheap.number}")) == [cheap.number]
    assert numbers(as_rep1.get("/papers/?status=approved")) == []
    assert numbers(as_rep1.get("/papers/?status=draft&status=gm")) == [dear.number, cheap.number]


def test_me_in_a_link_is_the_reader(client, people):
    mine, _other = new_paper(people.supervisor), new_paper(people.rep1)
    client.force_login(people.supervisor)
    assert numbers(client.get("/papers/?owner=me")) == [mine.number]


@pytest.mark.parametrize("wrong", ["abc", "1e99999999", "-1e99999999", "1e-99999999", "9" * 400])
def test_a_wrong_filter_value_is_said_beside_the_field_and_filters_nothing(as_rep1, people, wrong):
    paper = new_paper(people.rep1)
    response = as_rep1.get(f"/papers/?amount_min={wrong}")
    assert numbers(response) == [paper.number]
    assert response.context["filterset"].form.errors["amount"]


def test_sorting_by_a_column_keeps_equal_rows_in_a_fixed_order(as_rep1, people):
    first, second, third = (new_paper(people.rep1, amount=amount) for amount in (7, 3, 3))
    assert numbers(as_rep1.get("/papers/?sort=amount")) == [third.number, second.number, first.number]
    assert numbers(as_rep1.get("/papers/?sort=-amount")) == [first.number, second.number, third.number]
    assert len(numbers(as_rep1.get("/papers/?sort=no_such_column"))) == 3


def test_a_short_list_is_sorted_by_any_column_a_long_one_by_what_an_index_serves(as_rep1, people, monkeypatch):
    monkeypatch.setattr(PaperTable, "sorted_by", ("number",))
    first, second, third = (new_paper(people.rep1, amount=amount) for amount in (7, 3, 5))
    by_amount = [second.number, third.number, first.number]
    assert numbers(as_rep1.get("/papers/?sort=amount")) == by_amount
    monkeypatch.setattr(list_page, "COUNT_CAP", 2)
    response = as_rep1.get("/papers/?sort=amount")
    assert numbers(response) != by_amount
    orderable = {column.name for column in response.context["table"].columns if column.orderable}
    assert orderable == {"number"}


def test_ones_own_rows_are_counted_along_with_the_page(as_rep1, people, monkeypatch):
    papers = [new_paper(people.rep1, amount=amount) for amount in range(25)]
    new_paper(people.rep2)
    monkeypatch.setattr(PaperTable, "sorted_by", ("number",))
    newest = [paper.number for paper in reversed(papers)]
    with CaptureQueriesContext(connection) as found:
        first = as_rep1.get("/papers/")
    assert (numbers(first), first.context["total"]) == (newest[:20], "25")
    asked = [each["sql"] for each in found if "paper_paper" in each["sql"]]
    assert len([sql for sql in asked if "COUNT(*)" in sql]) == 1
    [rows] = [sql for sql in asked if "COUNT(*)" not in sql and "SUM(" not in sql]
    assert "owner_id" not in rows.partition("WHERE")[2]
    assert numbers(as_rep1.get("/papers/?page=2")) == newest[20:]
    assert numbers(as_rep1.get("/papers/?page=3")) == newest[:20]
    assert numbers(as_rep1.get("/papers/?sort=number&q=" + newest[7])) == [newest[7]]
    assert as_rep1.get("/papers/?q=nothing-of-this").context["total"] == "0"
    monkeypatch.setattr(list_page, "COUNT_CAP", 24)
    many = as_rep1.get("/papers/")
    assert {column.name for column in many.context["table"].columns if column.orderable} == {"number"}
    assert numbers(as_rep1.get("/papers/?sort=amount")) == newest[:20]


def test_what_a_deep_page_walks_past_is_not_counted_once_more(client, people, monkeypatch):
    papers = [new_paper(people.rep1) for _each in range(45)]
    client.force_login(people.manager)
    monkeypatch.setattr(list_page, "COUNT_CAP", 30)
    for page, asked in ((1, 2), (2, 1), (3, 1)):
        with CaptureQueriesContext(connection) as found:
            shown = client.get(f"/papers/?page={page}")
        assert numbers(shown) == [paper.number for paper in reversed(papers)][20 * page - 20 : 20 * page]
        assert shown.context["total"] == "31"
        walks = [each["sql"] for each in found if "paper_paper" in each["sql"] and "owner_id" in each["sql"]]
        assert len([sql for sql in walks if "owner_id" in sql.partition("WHERE")[2] and "SUM(" not in sql]) == asked


def test_rows_that_hang_on_others_are_not_looked_up_by_their_key_alone(people):
    rows = Paper.objects.all()
    assert paging.CountedRows.serve(rows.order_by("number"))
    assert not paging.CountedRows.serve(rows.distinct())
    assert not paging.CountedRows.serve(rows.annotate(n=Count("lines")))
    assert not paging.CountedRows.serve(rows.annotate(place=Window(RowNumber(), order_by="pk")))


def test_only_the_filters_that_the_address_names_are_made(people):
    """The controls of the others stand ready, and are what they would be if they were made."""
    rows = Paper.objects.all()
    full = PaperFilters(QueryDict("status=&owner=&amount_min=&created_at_after="), rows, user=people.rep1)
    named = PaperFilters(QueryDict("amount_min=5&q=gear"), rows, user=people.rep1)
    assert (sorted(full.filters), sorted(named.filters)) == ([], ["amount", "q"])
    assert (set(named.names), named.typed) == ({"status", "owner", "amount", "created_at", "q"}, "gear")
    assert "min" in named.controls()[2] and 'value="5"' in named.controls()[2]
    assert len(named.primary_controls()) == len(named.more_controls()) == 2
    every = copy.deepcopy(PaperFilters.base_filters)
    for each in every.values():
        each.parent, each.model = full, Paper
    made = type("Made", (Form,), {name: each.field for name, each in every.items()})(QueryDict())
    assert full.controls()[2:] == [filter_field(made[name]) for name in ("amount", "created_at")]


def test_the_controls_of_filters_stand_in_the_language_of_each_page(people):
    shown = []
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            shown.append(PaperFilters(QueryDict(""), Paper.objects.all(), user=people.rep1).controls())
    assert shown[0] == shown[2] != shown[1]
    assert "状态" in shown[1][0]


def test_choices_that_are_rows_are_asked_for_each_time(people):
    class UnitFilters(BaseFilterSet):
        unit = filters.ModelChoiceFilter("owner__unit", queryset=Unit.objects.all())

        class Meta:
            model = Paper
            fields = ["unit"]

    before = UnitFilters(QueryDict(""), Paper.objects.all(), user=people.rep1).controls()
    Unit.objects.filter(pk=people.units.team1.pk).update(name="Renamed yesterday")
    after = UnitFilters(QueryDict(""), Paper.objects.all(), user=people.rep1).controls()
    assert "Renamed yesterday" not in before[0] and "Renamed yesterday" in after[0]


def test_pages_are_turned_without_knowing_the_last(as_rep1, people):
    for _each in range(21):
        new_paper(people.rep1)
    assert len(numbers(as_rep1.get("/papers/"))) == 20
    assert len(numbers(as_rep1.get("/papers/?page=2"))) == 1
    assert len(numbers(as_rep1.get("/papers/?size=50"))) == 21
    assert len(numbers(as_rep1.get("/papers/?page=99"))) in (1, 20)
    assert len(numbers(as_rep1.get("/papers/?page=x&size=1000000"))) == 20


def test_pages_end_where_nobody_leafs_any_further(as_rep1, people, monkeypatch):
    monkeypatch.setattr(paging, "DEEPEST_ROW", 40)
    for _each in range(41):
        new_paper(people.rep1)
    last = as_rep1.get("/papers/?page=2")
    assert len(numbers(last)) == 20
    assert (last.context["page"].is_cut_off, last.context["page"].has_next()) == (True, False)
    first = numbers(as_rep1.get("/papers/"))
    assert numbers(as_rep1.get("/papers/?page=3")) == first
    assert numbers(as_rep1.get(f"/papers/?page={'9' * 5000}")) == first


def test_htmx_gets_only_the_list(as_rep1, people):
    new_paper(people.rep1)
    response = as_rep1.get("/papers/", headers={"HX-Request": "true", "HX-Target": "list"})
    assert b"<html" not in response.content
    assert b"PAP-" in response.content


def test_an_empty_list_says_what_to_do_next(as_rep1, people):
    assert "/papers/new/" in as_rep1.get("/papers/").content.decode()
    filtered = as_rep1.get("/papers/?q=nothing").content.decode()
    assert 'href="/papers/"' in filtered


def test_names_that_look_like_html_are_shown_as_text(as_rep1, people):
    new_paper(people.rep1, title="<script>alert(1)</script>")
    page = as_rep1.get("/papers/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# -- saved views and columns


def test_a_view_is_saved_replaced_and_deleted(as_rep1, people):
    data = {"name": "Mine", "querystring": "owner=me", "next": "/papers/"}
    assert as_rep1.post("/lists/paper/save-view/", data).url == "/papers/"
    as_rep1.post("/lists/paper/save-view/", {**data, "querystring": "status=draft"})
    view = SavedView.objects.get()
    assert (view.owner, view.list_key, view.querystring) == (people.rep1, "paper", "status=draft")
    as_rep1.post(f"/saved-views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_nobody_deletes_the_view_of_somebody_else(client, people):
    view = SavedView.objects.create(owner=people.rep1, list_key="paper", name="Mine")
    client.force_login(people.rep2)
    assert client.post(f"/saved-views/{view.pk}/delete/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def shared_names(client):
    return [view.name for view in client.get("/papers/").context["view"].saved_views]


def test_a_shared_view_is_found_by_everybody_of_the_unit_and_below_and_nobody_else(client, people):
    data = {"querystring": "owner=me", "is_shared": "on", "next": "/papers/"}
    client.force_login(people.manager)
    client.post("/lists/paper/save-view/", {**data, "name": "East"})
    client.force_login(people.rep2)
    client.post("/lists/paper/save-view/", {**data, "name": "Own", "is_shared": ""})
    assert shared_names(client) == ["Own", "East"]
    client.force_login(people.gm)
    assert shared_names(client) == []
    client.force_login(UserFactory(unit=people.units.west, roles=["rep"]))
    assert shared_names(client) == []


def test_a_shared_view_opens_the_list_of_its_owner_alone(client, people):
    view = {"name": "East", "querystring": "status=draft", "is_default": "on", "is_shared": "on"}
    client.force_login(people.manager)
    client.post("/lists/paper/save-view/", view)
    assert client.get("/papers/").url == "/papers/?status=draft"
    client.force_login(people.rep1)
    assert client.get("/papers/").status_code == 200
    assert client.post(f"/saved-views/{SavedView.objects.get().pk}/delete/").status_code == 404


def test_a_default_view_opens_with_the_list(as_rep1, people):
    as_rep1.post("/lists/paper/save-view/", {"name": "A", "querystring": "status=draft", "is_default": "on"})
    as_rep1.post("/lists/paper/save-view/", {"name": "B", "querystring": "status=gm", "is_default": "on"})
    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["B"]
    assert as_rep1.get("/papers/").url == "/papers/?status=gm"
    assert as_rep1.get("/papers/?status=draft").status_code == 200
    assert as_rep1.get("/papers/?view=all").status_code == 200  # the ready-made filter "all"


@pytest.mark.parametrize("target", ["-1", "<script>", "home2", "//evil.example/", "javascript:alert(1)", "x" * 3000])
def test_an_address_to_go_back_to_that_is_none_leads_home(as_rep1, people, target):
    data = {"name": "A", "querystring": "", "next": target}
    assert as_rep1.post("/lists/paper/save-view/", data).url == "/"
    assert as_rep1.post("/lists/paper/columns/", data).url == "/"


def test_a_saved_view_does_not_lead_out_of_the_site(as_rep1, people):
    data = {"name": "A", "querystring": "", "next": "https://evil.example/"}
    assert as_rep1.post("/lists/paper/save-view/", data).url == "/"


def test_chosen_columns_are_kept_per_person(as_rep1, people):
    new_paper(people.rep1)
    as_rep1.post("/lists/paper/columns/", {"columns": ["number", "amount", "password"], "page_size": "50"})
    preference = ListPreference.objects.get()
    assert (preference.columns, preference.page_size) == (["number", "amount"], 50)
    table = as_rep1.get("/papers/").context["table"]
    assert [column.name for column in table.columns] == ["number", "amount"]


def test_an_unknown_list_has_no_views(as_rep1):
    assert as_rep1.post("/lists/nothing/columns/", {}).status_code == 404


# -- prices, export


def test_departments_have_no_price_columns(client, people):
    """SEC-03, roles.md row-level rule 3"""
    shown = [column.name for column in PaperTable([], user=people.quality).all_columns]
    assert shown == ["number", "title", "status", "owner", "created_at"]
    assert [column.name for column in PaperTable([], user=people.rep1).all_columns] == [
        "number",
        "title",
        "status",
        "amount",
        "owner",
        "created_at",
    ]
    assert "amount" not in [column.name for column in PaperTable([]).all_columns]


def test_export_columns_give_plain_values_with_their_kind(people):
    paper = new_paper(people.rep1, amount="12.50", title="=1+1")
    columns = PaperList.export_columns(people.finance)
    assert {column.name: column.kind for column in columns} == {
        "number": "text",
        "title": "text",
        "status": "text",
        "amount": "money",
        "owner": "text",
        "created_at": "date",
    }
    row = {column.name: column.value(paper) for column in columns}
    assert row["number"] == paper.number
    assert row["status"] == "Draft"
    assert str(row["amount"]) == "12.50"
    assert row["owner"] == "Rep1"


def test_a_long_export_reads_plain_values_that_say_the_same_as_the_rows(people):
    for amount, title in ((3, "=1+1"), (1, "two\nlines"), (0, "x" * 40)):
        new_paper(people.rep1, amount=amount, title=title)
    rows = Paper.objects.order_by("pk")
    columns = PaperList.export_columns(people.finance, rows=rows)
    assert [column.path for column in columns] == ["number", "title", "status", "amount", "owner__name", "created_at"]
    from_rows = [[cell_value(column.value(row), column.kind) for column in columns] for row in rows]
    with CaptureQueriesContext(connection) as seen:
        assert [list(row) for row in cells(columns, rows)] == from_rows
    assert len(seen) == 1


def test_an_export_holds_what_is_filtered_in_the_scope_of_the_verb_e(people, monkeypatch):
    """SEC-07: the matrix decides who exports, and which rows."""
    mine, other = new_paper(people.rep1), new_paper(people.rep3)
    query = QueryDict("status=draft")
    assert list(PaperList.queryset_for(people.manager, query)) == []
    monkeypatch.setitem(MATRIX["contract"][Role.MGR], "E", "g")
    assert list(PaperList.queryset_for(people.manager, query)) == [mine]
    assert list(PaperList.queryset_for(people.manager, QueryDict("status=gm"))) == []
    assert other not in PaperList.queryset_for(people.manager, QueryDict(""))


def test_registered_lists_are_found_by_key():
    from salesmgmt.core.tests.paper import urls  # noqa: F401  registers the list

    assert registry.list_page("paper") is PaperList
    assert registry.list_page("no such list") is None


# -- bulk actions


def test_a_bulk_action_runs_row_by_row_and_tells_what_was_refused(as_rep1, people):
    first, second = new_paper(people.rep1, title="A"), new_paper(people.rep1, title="B")
    foreign = new_paper(people.rep2, title="C")
    response = as_rep1.post("/papers/", {"bulk": "clear", "pk": [first.pk, second.pk, foreign.pk, "x"]}, follow=True)
    assert response.status_code == 200
    assert [Paper.objects.get(pk=each.pk).title for each in (first, second, foreign)] == ["Cleared", "Cleared", "C"]


@pytest.mark.parametrize("pk", ["²", "99999999999999999999", "-1", "1\0"])
def test_a_bulk_action_on_what_is_no_row_selects_nothing(as_rep1, people, pk):
    paper = new_paper(people.rep1, title="A")
    assert as_rep1.post("/papers/", {"bulk": "clear", "pk": [pk]}).status_code == 302
    assert Paper.objects.get(pk=paper.pk).title == "A"


@pytest.mark.parametrize("page", ["9" * 12, "9" * 23, "-1", "x", "²"])
def test_a_page_that_is_not_there_is_the_first(as_rep1, people, page):
    paper = new_paper(people.rep1)
    assert numbers(as_rep1.get("/papers/", {"page": page})) == [paper.number]


@pytest.mark.parametrize("size", ["²", "1e5", "99999999999999999999"])
def test_a_page_size_that_is_none_is_the_lists_own(as_rep1, size):
    assert as_rep1.post("/lists/paper/columns/", {"page_size": size}).status_code == 302
    assert ListPreference.objects.get().page_size == 0


def test_a_view_is_saved_without_what_the_database_cannot_store(as_rep1):
    as_rep1.post("/lists/paper/save-view/", {"name": "a\0b", "querystring": "q=\0x"})
    assert SavedView.objects.values_list("name", "querystring").get() == ("ab", "q=x")


def test_a_row_that_refuses_does_not_stop_the_others(client, people):
    first, second = new_paper(people.rep1, title="A"), new_paper(people.supervisor, title="B")
    people.supervisor.roles = ["sup", "rep"]
    people.supervisor.save(update_fields=["roles"])
    client.force_login(people.supervisor)
    response = client.post("/papers/", {"bulk": "clear", "pk": [first.pk, second.pk]}, follow=True)
    assert [Paper.objects.get(pk=each.pk).title for each in (first, second)] == ["A", "Cleared"]
    assert any(first.number in str(message) for message in response.context["messages"])


def test_a_bulk_action_of_somebody_elses_role_is_refused(client, people):
    paper = new_paper(people.rep1, title="A")
    client.force_login(people.gm)
    assert client.post("/papers/", {"bulk": "clear", "pk": [paper.pk]}).status_code == 403
    assert client.post("/papers/", {"bulk": "nothing", "pk": [paper.pk]}).status_code == 404
    assert Paper.objects.get(pk=paper.pk).title == "A"


# -- a list inside a document


def test_a_tab_shows_the_rows_of_its_document_under_the_documents_head(as_rep1, people):
    paper, _other = new_paper(people.rep1), new_paper(people.rep1)
    response = as_rep1.get(f"/papers/{paper.pk}/same/")
    assert numbers(response) == [paper.number]
    assert response.context["object"] == paper


def test_a_tab_of_a_document_out_of_scope_does_not_exist(as_rep1, people):
    paper = new_paper(people.rep2)
    assert as_rep1.get(f"/papers/{paper.pk}/same/").status_code == 404


def test_a_filter_that_is_not_a_number_is_no_filter():
    """A signalling NaN cannot even be hashed."""
    data = QueryDict("amount_min=sNaN&amount_max=-NaN12&q=Nanjing")
    assert dict(without_nan(data).lists()) == {"amount_min": [], "amount_max": [], "q": ["Nanjing"]}


# -- a bulk action that asks


def test_a_bulk_action_with_a_form_asks_once_and_hands_what_was_typed_to_every_row(as_rep1, people):
    first, second = new_paper(people.rep1, title="A"), new_paper(people.rep1, title="B")
    foreign = new_paper(people.rep2, title="C")
    data = {"bulk": "rename", "pk": [first.pk, second.pk, foreign.pk]}
    page = as_rep1.post("/papers/", data)
    assert (page.status_code, page.context["pks"]) == (200, [first.pk, second.pk])
    assert {template.name for template in page.templates} >= {"core/bulk.html"}
    dialog = as_rep1.post("/papers/", data, headers={"hx-request": "true"})
    token = dialog.context["form_token"]
    assert "core/_bulk.html" in [template.name for template in dialog.templates]
    assert as_rep1.post("/papers/", {**data, "form_token": token, "title": ""}).status_code == 422
    answer = as_rep1.post("/papers/", {**data, "form_token": token, "title": "New"}, headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == "/papers/"
    assert [Paper.objects.get(pk=each.pk).title for each in (first, second, foreign)] == ["New", "New", "C"]


def test_a_refused_row_keeps_its_place_while_the_others_get_what_was_typed(as_rep1, people):
    paper = new_paper(people.rep1, title="A")
    token = as_rep1.post("/papers/", {"bulk": "rename", "pk": [paper.pk]}).context["form_token"]
    data = {"bulk": "rename", "pk": [paper.pk], "form_token": token, "title": "forbidden"}
    response = as_rep1.post("/papers/", data, follow=True)
    assert Paper.objects.get(pk=paper.pk).title == "A"
    assert any("This title is taken." in str(message) for message in response.context["messages"])


@pytest.mark.parametrize("wrong", ["-1e99999999", "1e99999999", "1.5", "9" * 5000])
def test_a_whole_number_is_asked_for_in_digits(wrong):
    """-1e99999999 as a Decimal is never done with becoming an int."""

    class JobFilters(BaseFilterSet):
        class Meta:
            model = ImportJob
            fields = ["header_row"]

    found = JobFilters(QueryDict(f"header_row={wrong}"), ImportJob.objects.all())
    assert set(found.form.errors) == {"header_row"}
    assert not JobFilters(QueryDict("header_row=3"), ImportJob.objects.all()).form.errors


# -- totals


PART = {"HX-Request": "true", "HX-Target": "list-sums"}


def added_up(client, query):
    """``({label: (rows, amount)}, (rows, amount) of the whole)`` of the part that a list asks for."""
    sums = client.get(f"/papers/?{query}", headers=PART).context["sums"]
    return (
        {line.label: (line.number, *line.amounts) for line in sums["lines"]},
        (sums["whole"].number, *sums["whole"].amounts),
    )


def test_a_list_adds_up_what_is_filtered_as_a_whole_and_by_a_column(client, people):
    """Of what this person sees and has filtered, whatever page he is on; a group leads to its rows."""
    for person, amount in ((people.rep1, 100), (people.rep1, 30), (people.rep2, 7), (people.rep2, 0)):
        new_paper(person, amount=Decimal(amount), title="Other" if amount == 30 else "Gear")
    client.force_login(people.director)
    assert added_up(client, "sums=all") == ({}, (4, 137))
    groups, whole = added_up(client, "sums=owner")
    assert (groups, whole) == ({"Rep1": (2, 130), "Rep2": (2, 7)}, (4, 137))
    lines = client.get("/papers/?sums=owner", headers=PART).context["sums"]["lines"]
    assert lines[0].address == f"/papers/?owner={people.rep1.pk}"
    behind = {row.record.owner for row in client.get(lines[1].address).context["page"].object_list}
    assert behind == {people.rep2}
    assert added_up(client, "sums=status&q=Other") == ({"Draft": (1, 30)}, (1, 30))
    client.force_login(people.rep1)
    assert added_up(client, "sums=owner") == ({"Rep1": (2, 130)}, (2, 130))


def test_the_page_of_a_list_waits_for_no_totals_and_keeps_them_with_its_filters(client, people):
    new_paper(people.rep1, amount=Decimal(5))
    client.force_login(people.rep1)
    page = client.get("/papers/?sums=owner&owner=me")
    assert page.context["sums_address"] == "/papers/?sums=owner&owner=me"
    assert QueryDict(page.context["querystring"]) == QueryDict("sums=owner&owner=me")
    assert [is_here for _label, _query, is_here in page.context["presets"]] == [False, True]
    choices = {address: chosen for _label, address, chosen in page.context["sums_choices"]}
    assert choices["/papers/?owner=me&sums=owner"]
    assert not choices["/papers/?owner=me&sums=all"]
    assert client.get("/papers/").context["sums_address"] == ""


def test_who_sees_no_prices_adds_up_no_amounts(client, people):
    paper = new_paper(people.rep1, amount=Decimal(5))
    route(paper, role=Role.QA)
    client.force_login(people.quality)
    assert added_up(client, "sums=owner") == ({"Rep1": (1,)}, (1,))


def test_few_groups_are_named_and_the_others_are_one_line(client, people, monkeypatch):
    for person, amount in ((people.rep1, 5), (people.rep2, 3), (people.rep3, 1)):
        new_paper(person, amount=Decimal(amount))
    monkeypatch.setattr(list_sums, "MOST_GROUPS", 1)
    client.force_login(people.director)
    groups, whole = added_up(client, "sums=owner")
    assert (list(groups.values()), whole) == ([(1, 5), (2, 4)], (3, 9))


def test_rows_and_their_whole_are_added_up_in_one_pass_over_the_keys_of_their_groups(client, people):
    """A million invoices are not joined with their customers for fifty names, nor read twice."""
    new_paper(people.rep1, amount=Decimal(5))
    client.force_login(people.director)
    with CaptureQueriesContext(connection) as asked:
        added_up(client, "sums=owner")
    sums = [each["sql"] for each in asked if f'SUM("{Paper._meta.db_table}"."amount")' in each["sql"]]
    assert len(sums) == 1
    assert "JOIN" not in sums[0]


def test_no_rows_add_up_to_nothing(client, people):
    client.force_login(people.director)
    assert added_up(client, "sums=owner") == ({}, (0, 0))


def test_what_one_piece_costs_is_added_up_nowhere(people):
    table = PaperLines(PaperLine.objects.all(), user=people.gm)
    assert "price" in [bound.name for bound in table.all_columns]
    assert list_sums.amounts_of(table) == []
