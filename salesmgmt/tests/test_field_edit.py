"""One field of a row, or the same fields of many rows, changed from the list through the edit page of each row."""

import pytest
from django.urls import reverse

from customers.lead.models import Lead
from customers.tests.factories import LeadFactory, active_customer
from orders.tests.factories_money import draft_invoice, posted_invoice
from salesmgmt.core import audit
from salesmgmt.core.registry import list_pages
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web.field_edit import edit_page_of, form_for_many
from salesmgmt.core.web.once import FIELD, new_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return company()


def lead(person, **fields):
    return LeadFactory(owner=person, status=Lead.Status.ASSIGNED, created_by=person, **fields)


def send(client, rows, **values):
    data = {"bulk": "edit-fields", "pk": [row.pk for row in rows], FIELD: new_token(), **values}
    return client.post(reverse("lead-list"), data, follow=True)


def cell(row, name, key=""):
    return reverse("cell-edit", args=[key or row.KIND, row.pk, name])


def test_every_field_that_a_list_offers_is_one_of_its_edit_page():
    offering = [page for page in list_pages() if page.edit_fields]
    assert len(offering) > 10
    for page in offering:
        assert set(page.edit_fields) <= set(edit_page_of(page).form_class.base_fields), page
        assert form_for_many(page).base_fields, page


def test_a_list_of_choices_begins_with_none_so_that_nobody_changes_what_he_did_not_choose():
    for page in list_pages():
        for field in form_for_many(page).base_fields.values() if page.edit_fields else ():
            first = next(iter(getattr(field, "choices", [("", "")])))
            assert first[0] == "", (page, field)


def test_the_same_field_is_changed_in_all_chosen_rows_and_each_tells_who_did_it(client, people):
    rows = [lead(people.rep1) for _ in range(3)]
    client.force_login(people.rep1)
    send(client, rows[:2], source=Lead.Source.REFERRAL)
    assert list(Lead.objects.order_by("pk").values_list("source", flat=True)) == [
        Lead.Source.REFERRAL,
        Lead.Source.REFERRAL,
        rows[2].source,
    ]
    assert audit.timeline(rows[0]).filter(actor=people.rep1).exists()


def test_what_stays_empty_stays_as_it_is_and_nothing_at_all_is_asked_again(client, people):
    row = lead(people.rep1, need="200 brackets a month")
    client.force_login(people.rep1)
    answer = send(client, [row], source="")
    assert answer.status_code == 422
    send(client, [row], source=Lead.Source.REFERRAL)
    row.refresh_from_db()
    assert row.need == "200 brackets a month"


def test_a_row_that_its_edit_page_refuses_is_named_and_the_others_are_done(client, people):
    mine = lead(people.rep1)
    ended = lead(people.rep1)
    Lead.objects.filter(pk=ended.pk).update(status=Lead.Status.DISQUALIFIED, disqualified_reason="no demand")
    client.force_login(people.rep1)
    page = send(client, [mine, ended], source=Lead.Source.REFERRAL).content.decode()
    mine.refresh_from_db()
    ended.refresh_from_db()
    assert mine.source == Lead.Source.REFERRAL
    assert ended.source != Lead.Source.REFERRAL
    assert str(ended) in page


def test_rows_of_somebody_else_are_not_among_the_chosen(client, people):
    other = lead(people.rep2)
    client.force_login(people.rep1)
    send(client, [other], source=Lead.Source.REFERRAL)
    other.refresh_from_db()
    assert other.source != Lead.Source.REFERRAL
    assert client.get(cell(other, "source")).status_code == 404


def test_all_of_the_list_means_what_its_filters_find(client, people):
    found = [lead(people.rep1) for _ in range(25)]
    left = LeadFactory(owner=people.rep1, status=Lead.Status.CONTACTED, created_by=people.rep1)
    client.force_login(people.rep1)
    address = f"{reverse('lead-list')}?status={Lead.Status.ASSIGNED}"
    data = {"bulk": "edit-fields", "pk": found[0].pk, "all": "25", FIELD: new_token(), "source": Lead.Source.REFERRAL}
    client.post(address, data)
    assert Lead.objects.filter(source=Lead.Source.REFERRAL).count() == 25
    left.refresh_from_db()
    assert left.source != Lead.Source.REFERRAL


def test_all_of_a_list_whose_address_names_no_filter_means_what_it_opens_with(client, people):
    for _each in range(2):
        lead(people.rep1)
    ended = lead(people.rep1)
    Lead.objects.filter(pk=ended.pk).update(status=Lead.Status.DISQUALIFIED, disqualified_reason="no demand")
    client.force_login(people.rep1)
    data = {"bulk": "edit-fields", "pk": ended.pk, "all": "2"}
    asked = client.post(reverse("lead-list"), data)
    assert set(asked.context["pks"]) == set(Lead.objects.exclude(pk=ended.pk).values_list("pk", flat=True))


def test_a_cell_is_changed_and_may_be_emptied(client, people):
    customer = active_customer(people.rep1)
    customer.short_name = "Yufeng"
    customer.save()
    contact = customer.contacts.get().name
    client.force_login(people.rep1)
    address = cell(customer, "short_name")
    assert "Yufeng" in client.get(address).content.decode()
    answer = client.post(address, {"short_name": "", FIELD: new_token(), "next": "/customers/?page=2"})
    assert answer.url == "/customers/?page=2"
    customer.refresh_from_db()
    assert customer.short_name == ""
    assert customer.contacts.filter(name=contact).exists()


def test_what_does_not_fit_is_shown_beside_the_field(client, people):
    row = draft_invoice(active_customer(people.rep1))
    client.force_login(people.finance)
    answer = client.post(cell(row, "due_date"), {"due_date": "2026-02-30", FIELD: new_token()})
    assert answer.status_code == 422
    assert answer.context["field"].errors
    row.refresh_from_db()
    assert row.due_date


def test_a_document_that_is_closed_refuses_in_words(client, people):
    row = posted_invoice(active_customer(people.rep1))
    client.force_login(people.finance)
    answer = client.post(cell(row, "remark"), {"remark": "late", FIELD: new_token()})
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.remark == ""


def test_only_fields_that_the_list_offers_can_be_reached(client, people):
    row = draft_invoice(active_customer(people.rep1))
    client.force_login(people.finance)
    assert client.get(cell(row, "title")).status_code == 404
    assert client.get(cell(row, "due_date", "no-such-list")).status_code == 404


def test_who_may_not_edit_sees_no_pencil_and_no_button(client, people):
    lead(people.rep1)
    client.force_login(people.rep1)
    assert 'data-edit="' in client.get(f"{reverse('lead-list')}?view=all").content.decode().split("<thead>")[0]
    client.force_login(people.gm)
    page = client.get(f"{reverse('invoice-list')}?view=all").content.decode()
    assert 'value="edit-fields"' not in page


def test_rows_that_left_the_list_while_they_were_chosen_are_told(client, people):
    """Another person was quicker: what is left is done, and nobody reads that he chose nothing."""
    mine = lead(people.rep1)
    gone = Lead(pk=mine.pk + 1000)
    client.force_login(people.rep1)
    page = send(client, [mine, gone], source=Lead.Source.REFERRAL).content.decode()
    assert "已处理 1 行。" in page
    assert "所选的 1 行已不在此列表中" in page
    data = {"bulk": "assign", "pk": [gone.pk], FIELD: new_token(), "owner": people.rep1.pk}
    client.force_login(people.supervisor)
    page = client.post(reverse("lead-list"), data, follow=True).content.decode()
    assert "所选的 1 行已不在此列表中" in page
    assert "没有选择任何行" not in page
