"""Many quotations chosen in the list, printed as one file."""

import io

import pypdf
import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from pricing.tests.factories import quote

pytestmark = pytest.mark.django_db


def printed(client, *rows):
    return client.post(reverse("quote-list"), {"bulk": "print", "pk": [row.pk for row in rows]})


def test_the_chosen_quotations_are_one_file(rep, customer):
    quotes = [quote(customer) for _each in range(3)]
    assert 'value="print"' in rep.get(reverse("quote-list")).content.decode()
    answer = printed(rep, *quotes[:2])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert [made.number in text for made in quotes] == [True, True, False]


def test_rows_of_others_are_not_printed(rep, customer, people):
    foreign = quote(active_customer(people.rep2))
    answer = printed(rep, foreign)
    assert answer.status_code == 302
    assert "没有选择任何行" in rep.get(answer.url).content.decode()


def test_who_may_not_open_the_list_prints_nothing(client, customer, people):
    client.force_login(people.warehouse)
    assert printed(client, quote(customer)).status_code == 403


def test_more_papers_than_one_act_makes_are_refused(rep, customer, monkeypatch):
    monkeypatch.setattr("salesmgmt.core.web.print_together.MOST", 1)
    answer = printed(rep, quote(customer), quote(customer))
    assert answer.status_code == 302
    assert "最多同时打印 1 份" in rep.get(answer.url).content.decode()
