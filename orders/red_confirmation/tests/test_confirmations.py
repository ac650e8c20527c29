"""The confirmation form of a red letter: its states, its number, and the red letter that waits for it."""

import pytest
from django.urls import reverse

from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.invoice.posting import edit_invoice, enter_number, post_invoice
from orders.red_confirmation.models import RedConfirmation
from orders.red_confirmation.recording import confirmation_number, record_form
from orders.red_confirmation.states import FORM_TRANSITIONS, ISSUING, VOID, WAITING, FormState
from orders.tests.factories_fulfilment import signed_delivery
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = pytest.mark.usefixtures("english")

BLUE, RED = "26502000000012345678", "26502000000012345679"


@pytest.fixture
def credit(people):
    invoice = bill_delivery(signed_delivery(people).pk, people.finance, invoice_no=BLUE)
    post_invoice(invoice.pk, people.finance)
    return credit_invoice(invoice.pk, people.finance, red_reason="1")


def test_the_red_invoice_has_no_number_before_its_form_is_confirmed(people, credit):
    record_form(credit.pk, people.finance, form_no="50 01", state=FormState.BY_SELLER)
    with pytest.raises(BusinessError, match="is at “02 .*issued at 01 or 04.*The other side confirms until"):
        edit_invoice(credit.pk, people.finance, invoice_no=RED)
    post_invoice(credit.pk, people.finance)
    with pytest.raises(BusinessError, match="issued at 01 or 04"):
        enter_number(credit.pk, people.finance, invoice_no=RED)
    record_form(credit.pk, people.finance, form_no="5001", state=FormState.CONFIRMED)
    assert confirmation_number(credit) == "5001"
    assert enter_number(credit.pk, people.finance, invoice_no=RED).invoice_no == RED


def test_a_void_form_is_not_revived_and_a_new_one_takes_its_place(people, credit):
    record_form(credit.pk, people.finance, form_no="5001", state=FormState.BY_SELLER)
    with pytest.raises(BusinessError, match="5001 is still running"):
        record_form(credit.pk, people.finance, form_no="5002", state=FormState.BY_SELLER)
    record_form(credit.pk, people.finance, form_no="5001", state=FormState.RAN_OUT)
    with pytest.raises(BusinessError, match="a form does not become"):
        record_form(credit.pk, people.finance, form_no="5001", state=FormState.CONFIRMED)
    with pytest.raises(BusinessError, match="is void: apply anew"):
        edit_invoice(credit.pk, people.finance, invoice_no=RED)
    record_form(credit.pk, people.finance, form_no="5002", state=FormState.NOT_NEEDED)
    assert RedConfirmation.objects.filter(credit=credit).count() == 2
    assert edit_invoice(credit.pk, people.finance, invoice_no=RED).invoice_no == RED


def test_one_form_belongs_to_one_red_letter(people, credit):
    record_form(credit.pk, people.finance, form_no="5001", state=FormState.NOT_NEEDED)
    other = bill_delivery(signed_delivery(people).pk, people.finance)
    post_invoice(other.pk, people.finance)
    red = credit_invoice(other.pk, people.finance, red_reason="1")
    with pytest.raises(BusinessError, match="5001 belongs to"):
        record_form(red.pk, people.finance, form_no="5001", state=FormState.NOT_NEEDED)


def test_only_finance_and_only_on_a_red_letter(people, credit):
    for user in (people.rep1, people.gm):
        with pytest.raises(PermissionDenied, match="by finance"):
            record_form(credit.pk, user, form_no="5001", state=FormState.NOT_NEEDED)
    with pytest.raises(PermissionDenied, match="red letter without a number"):
        record_form(credit.corrects_id, people.finance, form_no="5001", state=FormState.NOT_NEEDED)
    assert not RedConfirmation.objects.exists()


def test_every_code_is_waiting_issuing_or_void_and_void_ones_end():
    assert {*WAITING, *ISSUING, *VOID} == set(FormState)
    assert not set(VOID) & set(FORM_TRANSITIONS)


def test_blue_and_red_lead_to_each_other_and_the_form_stands_on_the_page(people, credit, client):
    record_form(credit.pk, people.finance, form_no="5001", state=FormState.BY_BUYER)
    client.force_login(people.finance)
    red = client.get(credit.get_absolute_url()).content.decode()
    blue = client.get(credit.corrects.get_absolute_url()).content.decode()
    assert "5001" in red
    assert credit.corrects.get_absolute_url() in red
    assert credit.get_absolute_url() in blue
    address = reverse("invoice-do", args=[credit.pk, "confirmation"])
    assert client.post(address, {"form_no": "5001", "state": "04", "entered_by": "buyer"}).status_code == 302
    assert RedConfirmation.objects.get().state == FormState.CONFIRMED
