"""For whom a line was spent, and how the vouchers stand behind the printed claim (EXP-05, F-33)."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from customers.tests.factories import active_customer
from customers.visit.tests.road import appointed
from orders.e_invoice.tests.files import xml_file
from performance.expense_budget.preparing import create_budget
from performance.expense_claim import views
from performance.expense_claim.claiming import create_claim
from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from performance.expense_claim.papers import claim_pdf, paper_context
from performance.expense_claim.tests.test_expense_claims import YEAR, budget, in_force, row
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def customer(people):
    return active_customer(people.rep1, name="渝峰车桥")


@pytest.fixture
def visit(people, customer):
    return appointed(people.rep1, customer)


def picture(kind, size=(200, 300)):
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, kind)
    return made.getvalue()


def file(name, content, mime):
    return SimpleUploadedFile(name, content, mime)


def test_a_visit_says_whom_it_went_to(people, customer, visit):
    """EXP-05: a line is for a customer, for the visit to him, or for a campaign."""
    made = create_claim(people.rep1, [row("A1", visit=visit)], purpose="Visit")
    assert made.lines.get().customer == customer
    other = active_customer(people.rep1, name="另一家")
    with pytest.raises(BusinessError, match=f"visit {visit.number} went to another customer"):
        create_claim(people.rep1, [row("A2", visit=visit, customer=other)], purpose="Visit")
    assert ExpenseClaim.objects.count() == 1


def test_the_form_takes_customer_and_visit_and_offers_those_of_the_customer(people, customer, visit, client):
    client.force_login(people.rep1)
    stranger = active_customer(people.rep2, name="他人客户")
    offered = client.get(reverse("lookup", args=["visit"]), {"customer": customer.pk}).json()["items"]
    assert [item["value"] for item in offered] == [visit.pk]
    assert client.get(reverse("lookup", args=["visit"]), {"customer": stranger.pk}).json()["items"] == []
    form = {
        "purpose": "Visit",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-category": "travel",
        "lines-0-date": "2026-01-05",
        "lines-0-amount": "10",
        "lines-0-voucher_number": "A1",
        "lines-0-customer": "",
        "lines-0-visit": visit.pk,
    }
    answer = client.post(reverse("expense-claim-create"), {**form, "lines-0-customer": stranger.pk})
    assert answer.status_code == 422 and not ExpenseLine.objects.exists()
    assert client.post(reverse("expense-claim-create"), form).status_code == 302
    line = ExpenseLine.objects.get()
    assert (line.customer, line.visit, line.spent_for) == (customer, visit, f"渝峰车桥 {visit.day:%Y-%m-%d}")
    assert "渝峰车桥" in client.get(line.claim.get_absolute_url()).content.decode()


def test_f_33_photos_stand_on_a_sheet_and_pdfs_behind_it(people):
    """EXP-05: the vouchers stand behind the claim as they are glued there; what is larger than a page is made smaller."""
    photo = file("ticket.jpg", picture("JPEG"), "image/jpeg")
    scan = file("hotel.pdf", picture("PDF", (2000, 3000)), "application/pdf")
    lines = [row("A1", file=photo), row("A2", file=scan), row("A3", file=xml_file(buyer="X"))]
    made = create_claim(people.rep1, lines, purpose="Visit")
    sheet = paper_context(made)["glued"]
    assert [(each.place, each.picture[:23], each.is_pdf, each.kind) for each in sheet] == [
        (1, "data:image/jpeg;base64,", False, "JPG"),
        (2, "", True, "PDF"),
        (3, "", False, "XML"),
    ]
    pages = PdfReader(io.BytesIO(claim_pdf(made))).pages
    assert len(pages) == 3
    assert round(pages[2].mediabox.width) <= 595 and round(pages[2].mediabox.height) == 842


def test_f_33_a_damaged_pdf_takes_no_paper_away(people):
    broken = file("broken.pdf", b"%PDF-1.4\nnothing\n%%EOF\n", "application/pdf")
    made = create_claim(people.rep1, [row("A1", file=broken)], purpose="Visit")
    assert len(PdfReader(io.BytesIO(claim_pdf(made))).pages) == 2


def test_what_is_left_of_each_category_stands_where_the_page_counts_it_on(people, client):
    """EXP-03: the page knows category and rest of each budget, and counts them on while one types."""
    budget(people, 10000)
    client.force_login(people.rep1)
    page = client.get(reverse("expense-claim-create")).content.decode()
    assert 'data-category="travel" data-left="10000.00"' in page and "src/expense" in page


def test_by_setting_the_page_shows_what_is_left_up_to_the_month(people, client, monkeypatch):
    """EXP-03: half of the year's travel is planned for December"""
    amounts = {(name, 12): Decimal(0) for name in ("entertainment", "promotion")}
    amounts |= {("travel", 1): Decimal(500), ("travel", 12): Decimal(500)}
    in_force(people, create_budget(people.manager, people.units.east, YEAR, amounts), people.manager)
    monkeypatch.setattr(views, "today", lambda: dt.date(YEAR, 6, 5))
    client.force_login(people.rep1)
    for span, remaining in (("year", Decimal(1000)), ("to_date", Decimal(500))):
        change_setting("expense_budget_span", span, people.admin)
        left = client.get(reverse("expense-claim-create")).context["left"]
        assert {each.category: each.remaining for _label, each in left}["travel"] == remaining
