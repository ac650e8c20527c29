"""The export of a list: exactly what is filtered, within the verb E of the matrix."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from salesmgmt.core.models import ExportLog
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import new_paper

pytestmark = [pytest.mark.django_db, pytest.mark.urls("salesmgmt.core.tests.paper.urls")]


@pytest.fixture
def people():
    found = company()
    for person in (found.rep1, found.rep2, found.rep3):
        new_paper(person, title=f"=1+1 {person.username}")
    return found


def exported(client, person, query=""):
    client.force_login(person)
    response = client.post(reverse("export-create"), {"list": "customer-paper", "querystring": query})
    assert response.status_code == 200, response.status_code
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    head, *rows = [[cell.value for cell in row] for row in sheet]
    place = next(index for index, value in enumerate(rows[0]) if str(value).startswith("=1+1")) if rows else 0
    assert all(row[place].data_type == "s" for row in sheet.iter_rows(min_row=2))
    return sorted(row[place].removeprefix("=1+1 ") for row in rows)


def test_the_same_scope_as_on_the_list(client, people):
    """SEC-01: exports apply the same filter; SEC-07"""
    assert exported(client, people.finance) == ["rep1", "rep2", "rep3"]
    assert exported(client, people.manager) == ["rep1", "rep2"]
    assert exported(client, people.manager2) == ["rep3"]
    assert list(ExportLog.objects.order_by("pk").values_list("rows", flat=True)) == [3, 2, 1]


def test_exactly_what_is_filtered(client, people):
    assert exported(client, people.finance, f"owner={people.rep1.pk}") == ["rep1"]
    assert exported(client, people.finance, "q=rep3") == ["rep3"]
    assert ExportLog.objects.earliest("pk").query == f"owner={people.rep1.pk}"


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "warehouse", "admin"])
def test_who_may_read_but_not_export_gets_nothing(client, people, name):
    """CUS-04: the rep has no export permission; nothing is logged because nothing left."""
    client.force_login(getattr(people, name))
    response = client.post(reverse("export-create"), {"list": "customer-paper", "querystring": ""})
    assertContains(response, "您没有导出此列表的权限", status_code=403)
    assert not ExportLog.objects.exists()


def test_the_button_stands_only_where_it_works(client, people):
    for person, shown in ((people.finance, True), (people.manager, True), (people.rep1, False)):
        client.force_login(person)
        page = client.get(reverse("customer-paper-list")).content.decode()
        assert (reverse("export-create") in page) is shown


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_costs_the_same_with_one_and_three_rows(client, people, count):
    for number in range(count - 1):
        new_paper(people.rep3, title=f"=1+1 more{number}")
    with CaptureQueriesContext(connection) as queries:
        exported(client, people.manager2)
    # The same number for both parameters: no query per row.
    assert len([query for query in queries.captured_queries if "paper_paper" in query["sql"]]) == 4
