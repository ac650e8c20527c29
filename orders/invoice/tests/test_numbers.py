"""The number of an invoice: checked by its kind, entered when it arrives, one number one live invoice."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.invoice.models import Invoice
from orders.invoice.numbers import cleaned, number_problems
from orders.invoice.posting import cancel_invoice, edit_invoice, enter_number, post_invoice
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import posted_invoice
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = pytest.mark.usefixtures("english")

ONE, TWO = "26502000000012345678", "26502000000012345679"


@pytest.fixture
def draft(people):
    return bill_delivery(signed_delivery(people).pk, people.finance)


@pytest.mark.parametrize(
    ("kind", "number", "code", "fields"),
    [
        ("e_special", ONE, "", []),
        ("e_normal", "", "", []),
        ("e_special", "ABC", "", ["invoice_no"]),
        ("e_special", ONE[:-1], "", ["invoice_no"]),
        ("e_special", ONE + "1", "", ["invoice_no"]),
        ("e_special", ONE, "5000193130", ["invoice_code"]),
        ("vat_special", "01234567", "5000193130", []),
        ("vat_normal", "01234567", "050001900111", []),
        ("vat_special", "01234567", "", ["invoice_code"]),
        ("vat_special", ONE, "5000193130", ["invoice_no"]),
        ("vat_special", "", "", []),
        ("receipt", "NO-17", "", []),
    ],
)
def test_a_number_is_checked_by_its_kind(kind, number, code, fields):
    assert list(number_problems(kind, number, code)) == fields


def test_blanks_and_full_width_digits_are_read_as_meant():
    assert cleaned(" 2650 2000 0000 1234 5678\t") == ONE
    assert cleaned("２６５０２０００００００１２３４５６７８") == ONE


def test_a_wrong_number_is_refused_wherever_it_is_entered(people, draft):
    note = signed_delivery(people)
    for act in (
        lambda: bill_delivery(note.pk, people.finance, invoice_no="ABC"),
        lambda: edit_invoice(draft.pk, people.finance, invoice_no="ABC"),
        lambda: enter_number(post_invoice(draft.pk, people.finance).pk, people.finance, invoice_no="ABC"),
    ):
        with pytest.raises(BusinessError, match="exactly 20 digits"):
            act()
    assert list(Invoice.objects.values_list("invoice_no", flat=True)) == [""]


def test_the_number_is_entered_when_it_arrives(people, draft):
    post_invoice(draft.pk, people.finance)
    enter_number(draft.pk, people.finance, invoice_no="2650 2000 0000 1234 5678")
    draft.refresh_from_db()
    assert (draft.invoice_no, draft.status) == (ONE, "posted")
    assert audit.timeline(draft)[0].changes == {"invoice_no": ["", ONE]}


def test_a_number_that_stands_is_corrected_with_its_reason_only(people, draft):
    post_invoice(draft.pk, people.finance)
    enter_number(draft.pk, people.finance, invoice_no=ONE)
    with pytest.raises(BusinessError, match="give the reason"):
        enter_number(draft.pk, people.finance, invoice_no=TWO)
    enter_number(draft.pk, people.finance, invoice_no=TWO, reason="two digits were swapped")
    draft.refresh_from_db()
    assert draft.invoice_no == TWO


def test_a_red_letter_gets_its_own_number(people, draft):
    post_invoice(draft.pk, people.finance)
    enter_number(draft.pk, people.finance, invoice_no=ONE)
    credit = post_invoice(credit_invoice(draft.pk, people.finance, red_reason="1").pk, people.finance)
    with pytest.raises(BusinessError, match="already"):
        enter_number(credit.pk, people.finance, invoice_no=ONE)
    enter_number(credit.pk, people.finance, invoice_no=TWO)
    credit.refresh_from_db()
    assert credit.invoice_no == TWO


def test_one_number_stands_on_one_live_invoice(people, draft, customer):
    """REC-13"""
    edit_invoice(draft.pk, people.finance, invoice_no=ONE)
    note = signed_delivery(people)
    with pytest.raises(BusinessError, match=f"{ONE} stands on {draft}"):
        bill_delivery(note.pk, people.finance, invoice_no=ONE)
    other = bill_delivery(note.pk, people.finance)
    with pytest.raises(IntegrityError, match="invoice_number_once"), transaction.atomic():
        Invoice.objects.filter(pk=other.pk).update(invoice_no=ONE)
    cancel_invoice(draft.pk, people.finance, "again")
    edit_invoice(other.pk, people.finance, invoice_no=ONE)
    with pytest.raises(BusinessError, match="on another invoice a moment ago"):
        posted_invoice(customer, invoice_no=ONE)


def test_the_old_books_own_references_are_no_numbers_of_the_tax_office(people, customer):
    posted_invoice(customer, invoice_no="2024-17")
    assert Invoice.objects.get().invoice_no == "2024-17"


def test_nobody_but_finance_enters_a_number(people, draft):
    post_invoice(draft.pk, people.finance)
    for name in ("rep1", "manager", "gm", "admin"):
        with pytest.raises(PermissionDenied, match="Invoices are edited, posted, credited and cancelled by finance"):
            enter_number(draft.pk, getattr(people, name), invoice_no=ONE)
    draft.refresh_from_db()
    assert draft.invoice_no == ""


def test_the_search_finds_an_invoice_by_the_number_of_the_tax_office_and_says_it(client, people, customer):
    invoice = posted_invoice(customer)
    Invoice.objects.filter(pk=invoice.pk).update(invoice_no=ONE)
    client.force_login(people.finance)
    page = client.get(reverse("search"), {"q": ONE[:12]}, headers={"HX-Request": "true"}).content.decode()
    assert invoice.number in page and ONE in page
