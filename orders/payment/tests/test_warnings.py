"""An equal receipt, a day the customer has agreed to, last year: a warning when recorded, a question when confirmed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment, edit_payment, record_payment, reject_payment
from orders.statement.sending import make_statement, record_answer, send_statement
from orders.tests.factories_money import posted_invoice
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

D = Decimal
RECEIPT = {"date": dt.date(2026, 7, 10), "amount": D("5000.00"), "reference": "CN-77", "kind": "payment"}


@pytest.fixture(autouse=True)
def in_july(time_machine):
    time_machine.move_to("2026-07-15T10:00+08:00")


def record(people, customer, acknowledged=False, **fields):
    return record_payment(people.rep1, customer=customer, acknowledged=acknowledged, **{**RECEIPT, **fields})


def test_an_equal_receipt_is_a_warning_when_recorded_and_a_question_when_confirmed(people, customer):
    """REC-06"""
    first = record(people, customer)
    with pytest.raises(BusinessError, match=f"{first} is equal"):
        record(people, customer, reference=" ｃｎ-7 7 ")
    second = record(people, customer, acknowledged=True)
    assert f"{first} is equal" in audit.timeline(second)[0].comment
    with pytest.raises(BusinessError, match=f"{second} is equal"):
        confirm_payment(first.pk, people.finance)
    assert set(Payment.objects.values_list("status", flat=True)) == {"recorded"}
    assert confirm_payment(first.pk, people.finance, acknowledged=True).status == "confirmed"


@pytest.mark.parametrize("other", [{"date": dt.date(2026, 7, 9)}, {"amount": D("5000.01")}, {"reference": "CN-78"}])
def test_another_day_amount_or_reference_is_another_receipt(people, customer, other):
    record(people, customer)
    assert record(people, customer, **other).status == "recorded"


def test_the_equal_receipt_of_another_customer_or_a_rejected_one_does_not_count(people, customer):
    first = record(people, customer)
    assert record(people, active_customer(people.rep1)).status == "recorded"
    reject_payment(first.pk, people.finance, "not found at the bank")
    assert record(people, customer).status == "recorded"


def test_a_receipt_dated_into_a_month_the_customer_has_confirmed_must_be_acknowledged(people, customer):
    posted_invoice(customer, "9000.00", date=dt.date(2026, 6, 2))
    june = make_statement(people.rep1, customer=customer, date_from=dt.date(2026, 6, 1), date_to=dt.date(2026, 6, 30))
    send_statement(june.pk, people.rep1)
    assert record(people, customer, date=dt.date(2026, 6, 29)).status == "recorded"
    record_answer(june.pk, people.rep1, D("9000.00"))
    waiting = Payment.objects.get()
    for act in (
        lambda: record(people, customer, date=dt.date(2026, 6, 30)),
        lambda: confirm_payment(waiting.pk, people.finance),
    ):
        with pytest.raises(BusinessError, match=f"confirmed the statement {june}"):
            act()
    assert record(people, customer, date=dt.date(2026, 7, 1)).status == "recorded"
    assert confirm_payment(waiting.pk, people.finance, acknowledged=True).status == "confirmed"


def test_a_receipt_of_last_year_must_be_acknowledged(people, customer):
    with pytest.raises(BusinessError, match="lies in the year 2025"):
        record(people, customer, date=dt.date(2025, 12, 31))
    assert record(people, customer, date=dt.date(2026, 1, 1)).status == "recorded"
    assert record(people, customer, date=dt.date(2025, 12, 31), acknowledged=True).date.year == 2025


def test_a_correction_is_asked_about_only_where_it_changes_what_is_compared(people, customer):
    record(people, customer)
    second = record(people, customer, acknowledged=True)
    edit_payment(second.pk, people.finance, **RECEIPT, remark="by courier")
    third = record(people, customer, reference="CN-79")
    with pytest.raises(BusinessError, match="is equal"):
        edit_payment(third.pk, people.finance, **RECEIPT)
    third.refresh_from_db()
    assert third.reference == "CN-79"


@pytest.mark.parametrize(("first", "second"), [("CN-77", ""), ("", "CN-77")])
def test_a_receipt_without_reference_may_be_the_one_that_has_it(people, customer, first, second):
    """REC-06"""
    known = record(people, customer, reference=first)
    with pytest.raises(
        BusinessError, match=f"{known} is equal: same customer, day and amount, and only one of the two"
    ):
        record(people, customer, reference=second)
    assert record(people, customer, reference=second, acknowledged=True).status == "recorded"


def test_the_form_asks_and_records_when_the_box_is_ticked(people, customer, client):
    first = record(people, customer)
    client.force_login(people.rep1)
    form = {**RECEIPT, "customer": customer.pk, "method": "transfer", "date": "2026-07-10"}
    page = client.post(reverse("payment-create"), form)
    assert str(first) in page.content.decode()
    assert 'type="checkbox" name="acknowledged"' in page.content.decode()
    assert client.post(reverse("payment-create"), {**form, "acknowledged": "on"}).status_code == 302
    assert Payment.objects.count() == 2


def test_the_page_warns_and_confirming_asks(people, customer, client):
    first = record(people, customer)
    second = record(people, customer, acknowledged=True)
    client.force_login(people.finance)
    page = client.get(second.get_absolute_url()).content.decode()
    assert str(first) in page
    assert reverse("payment-do", args=[second.pk, "confirm-anyway"]) in page
    assert reverse("payment-do", args=[second.pk, "confirm"]) not in page
    address = reverse("payment-do", args=[second.pk, "confirm-anyway"])
    assert client.post(address, {}).status_code == 422
    client.post(address, {"acknowledged": "on"})
    second.refresh_from_db()
    assert second.status == "confirmed"
    client.post(reverse("payment-list"), {"bulk": "confirm", "pk": Payment.objects.get(status="recorded").pk})
    assert Payment.objects.filter(status="recorded").count() == 1
