"""Who reads in the log what left the system: finance the financial lists, the others their people's (SEC-07)."""

import pytest
from django.urls import reverse

from salesmgmt.core.domain.exports import financial_keys, log_for
from salesmgmt.core.models import ExportLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(people):
    lines = [
        ("rep1", "customer"),
        ("manager", "invoice"),
        ("manager2", "receivable-report"),
        ("director", "lead"),
        ("finance", "customer"),
    ]
    for name, key in lines:
        ExportLog.objects.create(user=getattr(people, name), key=key, label=key, rows=1)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("rep1", {("rep1", "customer")}),
        ("manager", {("rep1", "customer"), ("manager", "invoice")}),
        ("finance", {("manager", "invoice"), ("manager2", "receivable-report"), ("finance", "customer")}),
        ("gm", 5),
        ("admin", 5),
        ("warehouse", set()),
    ],
)
def test_everybody_reads_his_part_of_the_log(client, people, log, name, seen):
    person = getattr(people, name)
    found = set(log_for(person).values_list("user__username", "key"))
    assert (len(found) if isinstance(seen, int) else found) == seen
    client.force_login(person)
    assert client.get(reverse("export-log")).status_code == (200 if seen else 403)


def test_financial_are_the_lists_of_invoices_and_payments_and_the_receivable_report():
    keys = set(financial_keys())
    assert {"invoice", "payment", "receivable-report"} <= keys
    assert not {"customer", "lead", "complaint", "order", "quote"} & keys
