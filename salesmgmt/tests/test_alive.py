"""Lists open on what is alive; what has ended is one click away."""

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.tests.factories import active_customer, scheme
from pricing.tests.factories import quote
from salesmgmt.core.models import Task
from salesmgmt.core.registry import document_kinds, list_pages
from salesmgmt.core.states import DISCARDED
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    scheme()
    return company()


def test_what_has_ended_is_a_status_of_its_document_and_never_one_in_which_it_is_written():
    for kind in document_kinds():
        ended = set(getattr(kind.model, "ENDED", ()))
        if not ended:
            continue
        assert ended <= set(kind.model.Status.values), kind.key
        assert not ended & set(kind.model.EDITABLE), kind.key


def test_a_draft_that_was_thrown_away_is_alive_on_no_list():
    kinds = [
        kind for kind in document_kinds() if DISCARDED in getattr(getattr(kind.model, "Status", None), "values", ())
    ]
    assert len(kinds) == 32
    assert [kind.key for kind in kinds if DISCARDED not in kind.model.ENDED] == []


def test_every_list_of_documents_that_end_opens_on_those_that_have_not():
    pages = [
        page
        for page in list_pages()
        if getattr(page.model, "KIND", "") == page.key and getattr(page.model, "ENDED", ())
    ]
    assert len(pages) > 20
    assert [page.key for page in pages if page.opening() != "status=alive"] == []


def test_the_list_of_quotes_opens_on_the_living_and_shows_all_when_the_filter_is_taken_away(client, people):
    customer = active_customer(people.rep1)
    alive, ended = quote(customer, status="sent"), quote(customer, status="expired")
    client.force_login(people.rep1)
    page = client.get(reverse("quote-list"))
    assert [row.record for row in page.context["page"].object_list] == [alive]
    [(_label, _text, names)] = page.context["filterset"].chips()
    assert names == "status"
    assert "<span>状态：</span>未结束" in page.content.decode()
    assert 'href="/quotes/?view=all"' in page.content.decode()
    page = client.get(reverse("quote-list") + "?view=all")
    assert [row.record for row in page.context["page"].object_list] == [ended, alive]
    assert page.context["filterset"].chips() == []


def test_the_quotes_of_a_customer_are_his_whole_history(client, people):
    customer = active_customer(people.rep1)
    quote(customer, status="expired")
    client.force_login(people.rep1)
    page = client.get(reverse("customer-quotes", args=[customer.pk]))
    assert len(page.context["page"].object_list) == 1


def test_to_dos_open_on_mine_and_open(client, people):
    customer = active_customer(people.rep1)
    for person, status in ((people.rep1, "open"), (people.rep1, "done"), (people.rep2, "open")):
        Task.objects.create(
            kind="by-hand",
            document=customer,
            person=person,
            subject=f"{person} {status}",
            status=status,
            key=f"{person}{status}",
            done_at=timezone.now() if status == "done" else None,
        )
    client.force_login(people.manager)
    assert list(client.get(reverse("task-list")).context["page"].object_list) == []
    client.force_login(people.rep1)
    rows = client.get(reverse("task-list")).context["page"].object_list
    assert [(row.record.person, row.record.status) for row in rows] == [(people.rep1, "open")]
    assert {label for label, _text, _names in client.get(reverse("task-list")).context["filterset"].chips()}
