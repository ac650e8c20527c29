"""Pages and papers of returns: who sees what, in how many questions; the whole road by its buttons."""

import io
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from contracts.tests.factories import pdf_file
from orders.billing.entry import bill_delivery
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.return_order.models import ReturnOrder
from orders.tests import factories_returns as made
from pricing.tests.factories import ProductFactory
from salesmgmt.core.domain import approvals

D = Decimal
LIST_QUERIES = 9
DETAIL_QUERIES = 22


def text_of(response):
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]


def page_of(client, person, ret):
    client.force_login(person)
    return client.get(reverse("return-detail", args=[ret.pk]))


def press(client, person, ret, name, **data):
    client.force_login(person)
    response = client.post(reverse("return-do", args=[ret.pk, name]), data)
    ret.refresh_from_db()
    return response


def test_a_list_asks_the_same_questions_for_one_row_and_three(client, people, customer, django_assert_num_queries):
    client.force_login(people.director)
    made.notified_return(people, customer)
    client.get(reverse("return-list"))
    with django_assert_num_queries(LIST_QUERIES):
        one = client.get(reverse("return-list"))
    for _again in range(2):
        made.notified_return(people, customer)
    with django_assert_num_queries(LIST_QUERIES):
        three = client.get(reverse("return-list"))
    assert (one.context["total"], three.context["total"]) == ("1", "3")


@pytest.mark.parametrize("lines", [1, 3])
def test_a_page_asks_the_same_questions_for_one_line_and_three(
    client, people, customer, lines, django_assert_num_queries
):
    found = {made.delivered_line(people, 10, 50, customer, ProductFactory()): 5 for _n in range(lines)}
    ret = made.listed_return(people, found)
    page_of(client, people.rep1, ret)
    with django_assert_num_queries(DETAIL_QUERIES):
        response = page_of(client, people.rep1, ret)
    assert len(response.context["line_table"].rows) == lines


def test_order_and_delivery_lead_to_their_returns(client, people, customer):
    """A return of two lines of one delivery stands there once."""
    line, other = made.delivered_line(people, customer=customer), made.delivered_line(people, customer=customer)
    ret = made.listed_return(people, {line: 5, other: 3})
    elsewhere = made.listed_return(people, {other: 2})
    client.force_login(people.rep1)
    for name, pk in (("order-returns", line.note.order_id), ("delivery-returns", line.note_id)):
        page = client.get(reverse(name, args=[pk]))
        assert [row.record for row in page.context["page"].object_list] == [ret]
    page = client.get(reverse("customer-returns", args=[customer.pk]))
    assert {row.record for row in page.context["page"].object_list} == {ret, elsewhere}
    assert reverse("delivery-returns", args=[line.note_id]) in client.get(line.note.get_absolute_url()).content.decode()


def test_another_representative_does_not_find_it_and_departments_see_no_prices(client, people):
    """SEC-01, roles.md rule 3"""
    ret = made.return_with_quality(people, {made.delivered_line(people): 10})
    assert page_of(client, people.rep2, ret).status_code == 404
    assert page_of(client, people.warehouse, ret).status_code == 404  # nothing to count yet
    assert "500.00" in page_of(client, people.rep1, ret).content.decode()
    seen = page_of(client, people.quality, ret)
    assert seen.status_code == 200
    assert "500.00" not in seen.content.decode()


def test_who_counts_does_not_see_how_many_the_list_says(client, people):
    """RET-07: a blind count; the list is shown when the count is entered."""
    ret = made.permitted_return(people, {made.delivered_line(people, 1000): D("777.75")})
    page = page_of(client, people.warehouse, ret).content.decode()
    assert "777.75" not in page
    assert client.get(reverse("return-list-pdf", args=[ret.pk])).status_code == 404
    assert "777.75" not in "".join(text_of(client.get(reverse("return-permit-pdf", args=[ret.pk]))))
    assert "777.75" not in client.get(reverse("return-do", args=[ret.pk, "count"])).content.decode()
    assert "777.75" not in client.get(reverse("return-list")).content.decode()
    assert client.get(reverse("return-report")).status_code == 403
    made.count(people, ret, {ret.lines.get().delivery_line: 776})
    assert "777.75" in page_of(client, people.warehouse, ret).content.decode()


def test_the_printed_reason_has_two_labelled_copies(client, people, customer):
    """RET-03, DOC-03: one for quality, one for sales."""
    ret = made.with_reason(people, customer)
    client.force_login(people.rep1)
    copies = text_of(client.get(reverse("return-reason-pdf", args=[ret.pk])))
    assert len(copies) == 2
    for text, label in zip(copies, ("质量部门联", "销售部门联"), strict=True):
        assert all(character in text for character in label)
        assert "装配时发现孔位偏差" in text and "王工" in text
    assert client.get(reverse("return-reason-pdf", args=[made.notified_return(people, customer).pk])).status_code == 404


def test_list_permit_and_receipt_are_printed(client, people):
    """F-24, F-25, F-26"""
    ret = made.received_return(people, {made.delivered_line(people): 100}, counted=None)
    client.force_login(people.rep1)
    listed = text_of(client.get(reverse("return-list-pdf", args=[ret.pk])))[0]
    assert "5,000.00" in listed and "伍仟元整" in listed
    client.force_login(people.quality)
    assert "5,000.00" not in text_of(client.get(reverse("return-list-pdf", args=[ret.pk])))[0]
    assert ret.permits.get().number in text_of(client.get(reverse("return-permit-pdf", args=[ret.pk])))[0]
    client.force_login(people.warehouse)
    assert ret.receipts.get().number in text_of(client.get(reverse("return-receipt-pdf", args=[ret.pk])))[0]


def test_the_whole_road_by_its_buttons(client, people):
    """RET-01 to RET-08 on the pages: notice, arrival, reason, list, customer's document, permit, count, credit, closing."""
    line = made.delivered_line(people)
    post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)
    client.force_login(people.rep1)
    soon = timezone.localtime() + made.HOUR
    notice = {
        "customer": line.note.customer_id,
        "category": "",
        "notified_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "required_by": f"{soon:%Y-%m-%dT%H:%M}",
    }
    assert client.post(reverse("return-create"), notice).status_code == 422
    assert client.post(reverse("return-create"), {**notice, "category": "2"}).status_code == 302
    ret = ReturnOrder.objects.get()
    now = {"arrived_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    assert press(client, people.rep1, ret, "arrive", **now).status_code == 302
    oral = {"reason_kind": "oral", "reason": "孔位偏差"}
    assert press(client, people.rep1, ret, "reason", **oral).status_code == 409
    assert press(client, people.rep1, ret, "reason", **oral, informant="王工").status_code == 302
    wanted = {"product": line.product_id, "quantity": "101", "first": "newest"}
    refused = press(client, people.rep1, ret, "propose", **wanted)
    assert (refused.status_code, "最多还能再退 100" in refused.content.decode()) == (409, True)
    assert press(client, people.rep1, ret, "propose", **{**wanted, "quantity": "100"}).status_code == 302
    assert press(client, people.rep1, ret, "confirm-list", confirmed_by="李主管").status_code == 302
    theirs = {"number": "TH-9", "quantity": "100", "amount": "4,900.00"}
    differs = press(client, people.rep1, ret, "customer-document", **theirs)
    assert (differs.status_code, "相差 ¥100.00" in differs.content.decode()) == (409, True)
    assert press(client, people.rep1, ret, "customer-document", **{**theirs, "amount": "5000"}).status_code == 302
    assert "还缺：缺陷照片或记录" in page_of(client, people.rep1, ret).content.decode()
    attach = reverse("attachment-upload", args=[ContentType.objects.get_for_model(ret).pk, ret.pk])
    assert client.post(attach, {"kind": "defect_record", "files": pdf_file("defect.pdf")}).status_code in (200, 302)
    assert press(client, people.rep1, ret, "submit").status_code == 302
    step = approvals.open_steps_of(ret).get()
    client.force_login(people.quality)
    decide = reverse("step-do", args=[step.pk, "approve"])
    assert client.post(decide, {"comment": "", "verified": "属实"}).status_code in (200, 302)
    ret.refresh_from_db()
    assert ret.status == "permitted"
    row = ret.lines.get()
    assert press(client, people.warehouse, ret, "count", **{f"line_{row.pk}": "98"}).status_code == 302
    assert ret.status == "discrepancy"
    assert press(client, people.rep1, ret, "resolve-count", resolution="少装两件").status_code == 302
    keep = {"line": row.pk, "kind": "stock", "quantity": "98", "reason": "完好"}
    assert press(client, people.quality, ret, "dispose", **keep).status_code == 302
    day = {"date": timezone.localdate().isoformat()}
    assert press(client, people.rep1, ret, "credit", **day).status_code == 403
    assert press(client, people.finance, ret, "credit", **day).status_code == 302
    assert Invoice.objects.get(source="credit").amount == D("-4900.00")
    assert press(client, people.rep1, ret, "close").status_code == 302
    assert ret.status == "closed"


def test_the_list_is_corrected_line_by_line_on_its_page(client, people):
    """RET-04: somebody else's delivery is no choice, too much is refused and what was typed stays."""
    line, other = made.delivered_line(people), made.delivered_line(people)
    ret = made.with_reason(people, line.note.customer)
    client.force_login(people.rep1)
    address = reverse("return-lines", args=[ret.pk])
    assert client.get(address).status_code == 200
    base = {
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-MIN_NUM_FORMS": "0",
        "lines-MAX_NUM_FORMS": "500",
    }
    for chosen, quantity, words in ((other, "1", "不属于该客户已签收的送货单"), (line, "101", "最多还能退回 100")):
        typed = {"lines-0-delivery_line": chosen.pk, "lines-0-quantity": quantity}
        refused = client.post(address, {**base, **typed})
        assert (refused.status_code, words in refused.content.decode()) == (409, True)
        assert not ret.lines.exists()
    typed = {"lines-0-delivery_line": line.pk, "lines-0-quantity": "30", "lines-0-remark": "箱 1"}
    assert client.post(address, {**base, **typed}).status_code == 302
    assert ret.lines.get().quantity == 30
