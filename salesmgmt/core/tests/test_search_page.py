"""Ctrl+K and the searchable record: scope, saving, bulk writing."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from salesmgmt.core import search
from salesmgmt.core.registry import document_kinds
from salesmgmt.core.tests.paper.models import Paper, new_paper
from salesmgmt.core.web.search_views import document_hits, menu_hits

pytestmark = [pytest.mark.django_db, pytest.mark.urls("salesmgmt.core.tests.paper.urls")]


def titles(text):
    return [paper.title for paper in Paper.objects.all().search(text).order_by("sort_key")]


def test_saving_keeps_the_search_column_up_to_date(people):
    paper = new_paper(people.rep1, title="重庆机械")
    assert titles("zqjx") == titles("zhongqing") == titles("重庆") == titles("重庆机械") == ["重庆机械"]
    paper.title = "上海电气"
    paper.save(update_fields=["title"])
    assert (titles("重庆"), titles("shdq")) == ([], ["上海电气"])
    paper.amount = 5
    paper.save(update_fields=["amount"])
    assert titles("shdq") == ["上海电气"]


def test_a_record_is_found_by_what_it_refers_to(people):
    new_paper(people.rep1, title="甲")
    people.rep1.name = "李四"
    people.rep1.save(update_fields=["name"])
    assert titles("ls") == []
    assert search.reindex(Paper.objects.all()) == 1
    assert titles("ls") == titles("lisi") == ["甲"]


def test_records_made_in_bulk_are_prepared(people):
    rows = [Paper(number=f"P-{name}", title=name, owner=people.rep1) for name in ("重庆机械", "安徽叉车")]
    Paper.objects.bulk_create(search.prepare(rows))
    assert titles("jx") == ["重庆机械"]
    assert titles("p") == ["安徽叉车", "重庆机械"]


def test_reading_records_does_not_carry_the_search_column_along(people):
    new_paper(people.rep1, title="重庆机械")
    paper = Paper.objects.get()
    assert paper.search is None
    paper.save()
    assert titles("zqjx") == ["重庆机械"]


def test_an_empty_question_filters_nothing_and_punctuation_finds_nothing(people):
    new_paper(people.rep1, title="甲")
    assert (titles(""), titles("  "), titles("!!")) == (["甲"], ["甲"], [])


def test_only_what_one_may_see_is_found(client, people):
    new_paper(people.rep1, title="重庆机械")
    address = reverse("search")
    for person, found in ((people.rep1, True), (people.manager, True), (people.rep2, False), (people.admin, False)):
        client.force_login(person)
        page = client.get(address, {"q": "zqjx"}, headers={"HX-Request": "true"}).content.decode()
        assert ("/papers/" in page) is found


def test_more_than_six_hits_lead_to_the_list(client, people):
    for number in range(8):
        new_paper(people.rep1, title=f"重庆{number}")
    client.force_login(people.rep1)
    page = client.get(reverse("search"), {"q": "重庆"}, headers={"HX-Request": "true"}).content.decode()
    assert page.count('class="search-hit"') == 6


def test_menus_are_found_by_pinyin_and_only_ones_own(client, people):
    with translation.override("en"):
        assert [hit.label for hit in menu_hits(people.admin, "company")] == ["Company data"]
        assert menu_hits(people.rep1, "company") == []
    assert search.matches("应收账款", "yszk") and search.matches("应收账款", "账款")
    assert not search.matches("应收账款", "合同")


def test_the_page_without_javascript_works_too(client, people):
    new_paper(people.rep1, title="重庆机械")
    client.force_login(people.rep1)
    page = client.get(reverse("search"), {"q": "cqjx"}).content.decode()
    assert "<html" in page and "/papers/" in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_one_query_a_kind(client, people, count, django_assert_num_queries):
    for number in range(count):
        new_paper(people.rep1, title=f"重庆{number}")
    client.force_login(people.rep1)
    people.rep1.owner_ids("o")
    people.rep1.acting_ids  # noqa: B018  remembered on the user, as in a request
    people.rep1.acting_roles  # noqa: B018
    searchable = [kind for kind in document_kinds() if kind.search and issubclass(kind.model, search.Searchable)]
    document_hits(people.rep1, "x")  # content types are looked up once per process
    with django_assert_num_queries(len(searchable)):
        document_hits(people.rep1, "重庆")


def test_after_an_update_only_what_is_found_by_other_fields_is_written_anew(people, monkeypatch):
    paper = new_paper(people.rep1, title="甲")
    call_command("reindex", verbosity=0)
    Paper.objects.update(search=None)
    call_command("reindex", changed=True, verbosity=0)
    assert titles("甲") == []  # nothing changed: nothing is written
    monkeypatch.setattr(Paper, "SEARCH_FIELDS", (*Paper.SEARCH_FIELDS, "status"))
    call_command("reindex", changed=True, verbosity=0)
    assert titles("draft") == titles("甲") == [paper.title]
