"""Nonsense in the addresses of the money pages and of their exports: a page or a file, never an error."""

import datetime as dt
import io

import pytest
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from customers.tests.factories import active_customer
from orders.receivables.filters import day_of, month_of
from orders.tests.factories_money import posted_invoice
from salesmgmt.core import calendar
from salesmgmt.core.models import ExportJob, ExportLog

NONSENSE = ["0001-01-01", "9999-12-31", "0000-00-00", "2026-13-45", "x", "", "²", "20260101", "2026-W01-1"]


@pytest.mark.parametrize("day", NONSENSE)
@pytest.mark.parametrize("name", ["receivable-ageing", "receivable-report", "collection-month"])
def test_an_absurd_day_gives_a_page_and_no_error(people, customer, client, name, day):
    """REC-12: ageing looks back from the day; the first years of the calendar have no before."""
    posted_invoice(customer, "100.00")
    client.force_login(people.finance)
    assert client.get(reverse(name), {"day": day, "month": day[:7]}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0000-00-00", "x", ""])
def test_a_day_without_a_before_or_in_the_future_is_today(day):
    assert day_of(QueryDict(f"day={day}")) == calendar.today()
    assert day_of(QueryDict("day=2026-01-31")) == dt.date(2026, 1, 31)


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "0000-00", "x", ""])
def test_a_month_in_the_future_is_this_one(month):
    assert month_of(QueryDict(f"month={month}")).day == 1
    assert month_of(QueryDict(f"month={month}")) <= calendar.today()


@pytest.mark.parametrize(
    "query", ["q=\0", "q=%00", "sort=%00", "day=0001-01-01", "day=9999-12-31", "day=%00", "sort=password", "%zz&&="]
)
@pytest.mark.parametrize("key", ["receivable-report", "invoice", "payment"])
def test_an_export_of_nonsense_is_a_file_and_is_logged(people, customer, client, key, query):
    """SEC-07"""
    posted_invoice(customer, "100.00")
    client.force_login(people.finance)
    response = client.post(reverse("export-create"), {"list": key, "querystring": query})
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert ExportJob.objects.get().status == ExportJob.Status.DONE
    assert ExportLog.objects.get().user == people.finance


def test_a_name_that_is_a_formula_is_text_in_the_export(people, client):
    posted_invoice(active_customer(people.rep1, name="=1+1 机械厂"), "100.00")
    client.force_login(people.finance)
    response = client.post(reverse("export-create"), {"list": "invoice", "querystring": ""})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if "机械厂" in str(cell.value))
    assert (cell.value, cell.data_type) == ("=1+1 机械厂", "s")
