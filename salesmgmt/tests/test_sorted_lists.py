"""Every list that offers a column for sorting orders its rows by it, both ways, begins in the order it names and can be searched."""

import datetime as dt
from decimal import Decimal
from itertools import groupby, pairwise

import pytest
from django.http import QueryDict

from salesmgmt.core.models import User
from salesmgmt.core.registry import list_pages
from salesmgmt.core.web.list_sums import amounts_of

ORDERED = (int, float, Decimal, dt.date, bool)
KEYS = sorted({page.key for page in list_pages()})


@pytest.fixture(scope="module")
def company(demo, django_db_blocker):
    """Who reads all lists of the demo company."""
    with django_db_blocker.unblock():
        return User.objects.get(username="gm")


@pytest.fixture(autouse=True)
def _database(company, db):
    """Each test reads what the module wrote."""


def table_of(page, user, sort=""):
    asked = QueryDict(f"sort={sort}&view=all")
    found = page.filterset(user, asked)  # it gives the rows the figures of some lists
    return page._table(found.qs if found else page.base_queryset(user), user, asked, any_order=True)


def values_of(table, name):
    """What stands in the column, row by row, as the database sorts it; nothing is None. Days are counted from a day, so
    that a column of days falls where its field rises."""
    return [value for value in table.data.data.values_list(path_of(table, name), flat=True) if value is not None]


def path_of(table, name):
    column = table.columns[name].column
    return str(column.order_by[0] if column.order_by else table.columns[name].accessor).replace(".", "__").lstrip("-")


def is_backwards(table, name):
    """A record is put in the order of its own list, which for documents begins with the newest."""
    field = table.database_field(path_of(table, name))
    return getattr(field, "is_relation", False) and str(field.related_model._meta.ordering[0]).startswith("-")


def counts_back(table, name):
    order = table.columns[name].column.order_by
    return bool(order) and str(order[0]).startswith("-")


def runs(values):
    return [value for value, _equal in groupby(values)]


@pytest.mark.parametrize("key", KEYS)
def test_each_column_offered_for_sorting_orders_the_rows(company, key):
    page = next(page for page in list_pages() if page.key == key)
    if page.table_class._meta.orderable is False:
        return  # an account is read in the order it was booked
    plain = table_of(page, company)
    for name in [bound.name for bound in plain.columns.iterall() if bound.orderable]:
        upwards = values_of(table_of(page, company, name), name)
        downwards = values_of(table_of(page, company, f"-{name}"), name)
        assert len(runs(upwards)) == len(set(upwards)), f"{key}: {name} leaves equal rows apart"
        assert runs(downwards) == runs(upwards)[::-1], f"{key}: {name} is not turned round"
        assert not is_backwards(plain, name), f"{key}: {name} is sorted backwards"
        if counts_back(plain, name):
            upwards = upwards[::-1]
        if upwards and isinstance(upwards[0], ORDERED):
            assert all(first <= second for first, second in pairwise(upwards)), f"{key}: {name} does not rise"


@pytest.mark.parametrize("key", KEYS)
def test_a_list_begins_in_the_order_it_names(company, key):
    page = next(page for page in list_pages() if page.key == key)
    named = page.table_class._meta.order_by
    if named:
        first, again = table_of(page, company), table_of(page, company, named[0])
        assert [row.pk for row in first.data.data] == [row.pk for row in again.data.data]
        assert first.order_by == tuple(named)


@pytest.mark.parametrize("key", KEYS)
def test_a_list_is_searched_by_words_letters_and_numbers(company, key):
    page = next(page for page in list_pages() if page.key == key)
    if not page.filterset_class or "q" not in page.filterset(company, QueryDict("")).filters:
        return
    for typed in ("渝峰", "yf", "2026-0001", "' | !"):
        found = page.filterset(company, QueryDict(f"q={typed}&view=all")).qs
        assert found.count() <= page.base_queryset(company).count()


@pytest.mark.parametrize(
    ("key", "added"),
    [
        ("bank_line", set()),  # money in and out stand side by side
        ("month_end", {"billed", "credited", "paid", "written_off"}),
        ("month-end-balances", {"opening", "billed", "credited", "paid", "written_off", "closing"}),  # of one month
        ("commission", {"collected", "held", "released", "total"}),
        ("competitor_price", set()),
        ("traded_demand", set()),
        ("line-alerts", set()),
    ],
)
def test_a_list_adds_up_no_money_that_stood_at_one_moment_and_no_price(company, key, added):
    page = next(page for page in list_pages() if page.key == key)
    assert {path for _label, path in amounts_of(table_of(page, company))} == added


def test_collection_tasks_begin_with_the_oldest(company):
    page = next(page for page in list_pages() if page.key == "collection-tasks")
    days = [row.due_date for row in table_of(page, company).data.data]
    assert len(days) > 3
    assert days == sorted(days)
