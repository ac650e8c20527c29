"""The list of customers leaves the system only with the permission, and never without a trace."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from customers.tests.factories import active_customer, scheme
from salesmgmt.core.models import ExportJob, ExportLog
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.fixture
def customers(people):
    return [active_customer(people.rep1), active_customer(people.rep2), active_customer(people.rep3, grade="C")]


def export(client, person, query=""):
    client.force_login(person)
    return client.post(reverse("export-create"), {"list": "customer", "querystring": query})


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "service", "quality", "admin"])
def test_without_the_permission_there_is_neither_file_nor_log(client, people, customers, name):
    """CUS-04"""
    response = export(client, getattr(people, name))
    assert (response.status_code, "Content-Disposition" in response) == (403, False)
    assert (ExportJob.objects.count(), ExportLog.objects.count()) == (0, 0)


def test_finance_exports_and_one_row_says_who_when_what_and_how_many(client, people, customers):
    """CUS-04"""
    asked = timezone.now()
    response = export(client, people.finance, f"owner={people.rep1.pk}")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    written = {cell.value for row in sheet.iter_rows(min_row=2) for cell in row}
    assert [customer.name in written for customer in customers] == [True, False, False]
    log = ExportLog.objects.get()
    assert (log.user, log.key, log.query, log.rows) == (people.finance, "customer", f"owner={people.rep1.pk}", 1)
    assert asked <= log.at <= timezone.now()


@pytest.mark.parametrize("name, number", [("finance", 3), ("director", 3), ("manager", 2), ("manager2", 1)])
def test_nobody_exports_more_customers_than_he_sees(client, people, customers, name, number):
    """CUS-04, SEC-01"""
    assert export(client, getattr(people, name)).status_code == 200
    assert ExportLog.objects.get().rows == number
