"""Pages of plan release, production, inspection and delivery: query counts, scope, prices, papers."""

import datetime as dt
import io

import pytest
import segno
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from customers.tests.factories import active_customer
from orders.delivery.models import DeliveryNote
from orders.delivery.papers import qr_of
from orders.dispatch_check.checking import planned_lines
from orders.plan.models import PlanRelease
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, contract_of, terms_of
from pricing.tests.factories import ProductFactory
from salesmgmt.core.output.letters import site_address
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

DETAIL_QUERIES = 16


@pytest.fixture
def people():
    return company()


def tomorrow():
    return (timezone.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


@pytest.mark.parametrize(
    ("url_name", "maker", "queries"),
    [
        ("plan-release-list", make.released_plan, 8),
        ("production-list", make.released_plan, 8),
        ("inspection-list", make.finished_production, 8),
        ("delivery-list", make.issued_delivery, 8),
    ],
)
def test_a_list_asks_the_same_questions_for_one_row_and_three(
    client, people, url_name, maker, queries, django_assert_num_queries
):
    client.force_login(people.director)
    maker(people)
    client.get(reverse(url_name))
    with django_assert_num_queries(queries):
        one = client.get(reverse(url_name))
    for _again in range(2):
        maker(people)
    with django_assert_num_queries(queries):
        three = client.get(reverse(url_name))
    assert (one.context["total"], three.context["total"]) == ("1", "3")


@pytest.mark.parametrize("lines", [1, 3])
def test_a_delivery_page_asks_the_same_questions_for_one_line_and_three(
    client, people, lines, django_assert_num_queries
):
    customer = active_customer(people.rep1)
    contract = contract_of(customer, [(ProductFactory(), 1000, 100) for _each in range(lines)])
    order = confirmed_order(customer, terms_of(contract, 10), contract)
    order = make.stocked_order_from(people, make.submitted_plan(people, order))
    note = make.issued_delivery(people, order)
    client.force_login(people.rep1)
    client.get(note.get_absolute_url())
    with django_assert_num_queries(DETAIL_QUERIES):
        response = client.get(note.get_absolute_url())
    assert response.status_code == 200


def test_a_colleague_of_another_team_finds_nothing(client, people):
    note = make.issued_delivery(people)
    client.force_login(people.rep2)
    for name in ("delivery-detail", "delivery-pdf", "delivery-pdf-plain"):
        assert client.get(reverse(name, args=[note.pk])).status_code == 404
    response = client.post(reverse("delivery-do", args=[note.pk, "cancel"]), {"reason": "x"})
    assert response.status_code == 404
    note.refresh_from_db()
    assert note.status == "issued"


def test_the_printed_note_has_three_labelled_pages(client, people):
    """DLV-02, DOC-03."""
    note = make.issued_delivery(people)
    client.force_login(people.rep1)
    response = client.get(reverse("delivery-pdf", args=[note.pk]))
    pages = PdfReader(io.BytesIO(response.content)).pages
    assert len(pages) == 3
    labels = ["".join(page.extract_text().split()) for page in pages]
    assert [name in text for name, text in zip(("存根联", "客户联", "回单联"), labels, strict=True)] == [True] * 3
    assert "1,000.00" in text_of(response)


def test_the_qr_code_holds_the_address_of_the_note_and_nothing_else(client, people):
    """Who scans it without a login signs in first; who may not see the note finds nothing, like everywhere else."""
    note = make.issued_delivery(people)
    address = reverse("delivery-detail", args=[note.pk])
    assert qr_of(note) == segno.make(site_address(address), error="m").svg_data_uri(border=1)
    assert client.get(address)["Location"].startswith(f"/login/?next={address}")
    client.force_login(people.warehouse)
    assert reverse("delivery-do", args=[note.pk, "stock-issue"]) in client.get(address).content.decode()
    client.force_login(people.rep2)
    assert client.get(address).status_code == 404
    client.force_login(people.rep1)
    assert "扫码打开" in text_of(client.get(reverse("delivery-pdf", args=[note.pk])))


def test_the_warehouse_sees_the_note_without_prices_on_page_and_paper(client, people):
    """roles.md: prices are hidden from departments."""
    note = make.issued_delivery(people)
    client.force_login(people.warehouse)
    page = client.get(note.get_absolute_url())
    assert page.status_code == 200
    assert "1,000.00" not in page.content.decode()
    assert "100.00" not in page.content.decode()
    for name in ("delivery-pdf", "delivery-pdf-plain"):
        assert "100.00" not in text_of(client.get(reverse(name, args=[note.pk])))


def test_a_plan_is_a_draft_on_paper_until_it_is_signed(client, people):
    """PRD-04."""
    plan = make.submitted_plan(people)
    client.force_login(people.rep1)
    assert "草稿" in "".join(text_of(client.get(reverse("plan-release-pdf", args=[plan.pk]))).split())
    released = make.released_plan(people)
    assert "草稿" not in "".join(text_of(client.get(reverse("plan-release-pdf", args=[released.pk]))).split())


def test_the_pages_lead_through_the_buttons_from_order_to_closed_note(client, people):
    """The road by hand: each button is there for the one who may press it, and works."""
    order = confirmed_order(owner=people.rep1)

    def do(user, kind, pk, action, **data):
        client.force_login(user)
        response = client.post(reverse(f"{kind}-do", args=[pk, action]), data)
        assert response.status_code == 302, (action, response.status_code)

    do(people.rep1, "order", order.pk, "plan")
    plan = PlanRelease.objects.get(order=order)
    plan.lines.update(quality_requirement="按标准")
    do(people.rep1, "plan-release", plan.pk, "submit")
    order = make.stocked_order_from(people, plan)
    do(people.rep1, "order", order.pk, "deliver")
    note = DeliveryNote.objects.get(order=order)
    note.place, note.contact, note.phone = "工厂", "王芳", "138"
    note.save()
    row = planned_lines(note)[0]
    do(people.rep1, "delivery", note.pk, "check", **{f"result_{row.plan_line.pk}": "ok"})
    do(people.rep1, "delivery", note.pk, "issue")
    do(people.warehouse, "delivery", note.pk, "stock-issue")
    do(
        people.logistics,
        "delivery",
        note.pk,
        "depart",
        carried_by="logistics",
        driver="张",
        vehicle="渝A1",
        expected_at=tomorrow(),
    )
    note.refresh_from_db()
    assert note.status == "in_transit"


def test_a_refused_button_says_why_and_changes_nothing(client, people):
    note = make.draft_delivery(people)
    note.lines.update(quantity=99)
    client.force_login(people.rep1)
    response = client.post(reverse("delivery-do", args=[note.pk, "issue"]))
    assert response.status_code == 409
    note.refresh_from_db()
    assert note.status == "draft"
