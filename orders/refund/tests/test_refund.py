"""Free money of a customer: in one place, set off as proposed, or refunded by two persons (REC-06, REC-13, SEC-04)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.credit_note.entry import credit_invoice
from orders.invoice.models import Invoice
from orders.invoice.posting import dispute_invoice, post_invoice
from orders.payment.allocation import allocate
from orders.payment.exposure import exposure_of
from orders.payment.models import Payment
from orders.payment.recording import reverse_payment
from orders.receivables.collection import collected
from orders.refund.free_money import proposals_for, settle_free_money
from orders.refund.models import Refund
from orders.refund.refunding import propose_credit_refund, propose_payment_refund, submit_refund, update_refund
from orders.refund.states import RefundStatus
from orders.statement.figures import figures_of
from orders.tests.factories import demand
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db

D = Decimal
FIELDS = {"reason": "多付退回", "payee": "客户", "bank": "工商银行", "bank_account": "3100021909"}


@pytest.fixture(autouse=True)
def english(settings):
    """Pages speak English, too."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def day(n):
    return calendar.today() + dt.timedelta(days=n)


def left_over(people, customer, amount="300.00"):
    """A red letter on an invoice that was paid before."""
    paid = posted_invoice(customer, "2000.00", date=day(-60), due_date=day(-30))
    receipt = confirmed_payment(customer, "2000.00", date=day(-29))
    allocate(receipt.pk, people.finance, [(paid.pk, D(2000))])
    credit = credit_invoice(paid.pk, people.finance, red_reason="4", amount=D(amount))
    return post_invoice(credit.pk, people.finance)


def of_payment(payment, people, amount):
    return propose_payment_refund(payment.pk, people.finance, amount=D(amount), **FIELDS)


def decided(refund, people):
    submit_refund(refund.pk, people.finance)
    approvals.approve(approvals.open_steps_of(refund).get().pk, people.gm, "同意")
    refund.refresh_from_db()
    return refund


class TestRefund:
    def test_two_persons_and_a_countering_entry(self, people, customer):
        """SEC-04, REC-13"""
        payment = confirmed_payment(customer, "500.00")
        before = list(LedgerEntry.objects.values())
        refund = of_payment(payment, people, "200.00")
        submit_refund(refund.pk, people.finance)
        step = approvals.open_steps_of(refund).get()
        for person in (people.finance, people.rep1, people.director):
            with pytest.raises(PermissionDenied, match="decide"):
                approvals.approve(step.pk, person)
        approvals.approve(step.pk, people.gm, "同意")
        refund.refresh_from_db()
        payment.refresh_from_db()
        assert (refund.status, refund.refunded_on) == (RefundStatus.APPROVED, day(0))
        assert (payment.status, payment.unallocated) == ("confirmed", D(300))
        entry = LedgerEntry.objects.order_by("pk").last()
        assert (entry.kind, entry.amount, entry.date, entry.document) == ("refund", D(200), day(0), refund)
        assert list(LedgerEntry.objects.order_by("pk").values())[:-1] == before
        assert Account.objects.get().balance == D(-300) == exposure_of(customer).outstanding
        assert collected(LedgerEntry.objects.all()) == D(300)
        found = figures_of(customer, day(-5), day(0))
        assert (found.paid, found.closing) == (D(300), D(-300)) and differences() == []

    def test_what_is_left_of_a_credit_note_goes_back_and_nothing_is_open(self, people, customer):
        """REC-13"""
        credit = left_over(people, customer)
        refund = propose_credit_refund(credit.pk, people.finance, amount=D(300), **FIELDS)
        decided(refund, people)
        credit.refresh_from_db()
        assert (credit.open_amount, credit.status, credit.settled_on) == (0, "applied", day(0))
        assert exposure_of(customer).outstanding == 0 == Account.objects.get().balance
        assert not Invoice.objects.open_at(day(0)).exists() and differences() == []
        assert [each.open_then for each in Invoice.objects.open_at(day(-1))] == []

    def test_a_refund_above_what_is_free_is_refused_proposed_and_decided(self, people, customer):
        payment = confirmed_payment(customer, "500.00")
        with pytest.raises(BusinessError, match="500.01 is to be refunded, but only 500.00 of PAY"):
            of_payment(payment, people, "500.01")
        with pytest.raises(BusinessError, match="to whom and to which account"):
            propose_payment_refund(payment.pk, people.finance, amount=D(1), **{**FIELDS, "payee": " "})
        refund = of_payment(payment, people, "500.00")
        with pytest.raises(BusinessError, match="but only 500.00"):
            update_refund(refund.pk, people.finance, amount=D(501), **FIELDS)
        submit_refund(refund.pk, people.finance)
        invoice = posted_invoice(customer, "400.00")
        allocate(payment.pk, people.finance, [(invoice.pk, D(400))])
        with pytest.raises(BusinessError, match="only 100.00"):
            approvals.approve(approvals.open_steps_of(refund).get().pk, people.gm)
        refund.refresh_from_db()
        assert refund.status == RefundStatus.SUBMITTED and differences() == []

    def test_only_finance_proposes_and_a_kept_prepayment_stays(self, people, customer):
        payment = confirmed_payment(customer, "500.00")
        for person in (people.rep1, people.manager, people.gm):
            with pytest.raises(PermissionDenied, match="proposed by finance"):
                propose_payment_refund(payment.pk, person, amount=D(1), **FIELDS)
        held = confirmed_payment(
            customer, "90.00", kind="prepayment", demand_notice=demand(customer, kind="sporadic"), reference="x"
        )
        with pytest.raises(BusinessError, match="kept for its demand notice"):
            of_payment(held, people, "1.00")
        assert not Refund.objects.exists()

    def test_what_was_refunded_is_not_reversed(self, people, customer):
        payment = confirmed_payment(customer, "500.00")
        decided(of_payment(payment, people, "500.00"), people)
        payment.refresh_from_db()
        assert (payment.status, payment.unallocated) == ("allocated", 0)
        with pytest.raises(BusinessError, match="can no longer be reversed"):
            reverse_payment(payment.pk, people.finance, "退票")
        assert not Payment.objects.free_at(day(0)).exists() and differences() == []


@pytest.mark.django_db(transaction=True)
def test_a_refund_and_an_allocation_of_the_same_money_wait_for_each_other(people, customer):
    payment = confirmed_payment(customer, "500.00")
    invoice = posted_invoice(customer, "400.00")
    refund = of_payment(payment, people, "300.00")
    submit_refund(refund.pk, people.finance)
    step = approvals.open_steps_of(refund).get().pk
    results = meet(
        lambda: approvals.approve(step, people.gm),
        lambda: allocate(payment.pk, people.finance, [(invoice.pk, D(400))]),
    )
    assert sum(isinstance(each, BusinessError) for each in results) == 1, results
    assert differences() == []


class TestFreeMoney:
    def test_all_of_it_goes_to_the_oldest_and_never_to_what_is_disputed(self, people, customer):
        """REC-06, REC-13"""
        credit = left_over(people, customer)
        late, later = posted_invoice(customer, "400.00", date=day(-20)), posted_invoice(customer, "900.00")
        disputed = posted_invoice(customer, "50.00", date=day(-25))
        dispute_invoice(disputed.pk, people.finance, "单价不符")
        payment = confirmed_payment(customer, "600.00", reference="b")
        found = [(origin, [(each.pk, amount) for each, amount in shares]) for origin, shares in proposals_for(customer)]
        assert found == [(credit, [(late.pk, D(300))]), (payment, [(late.pk, D(100)), (later.pk, D(500))])]
        with pytest.raises(PermissionDenied, match="set against invoices by finance"):
            settle_free_money(customer.pk, people.rep1)
        settle_free_money(customer.pk, people.finance)
        late.refresh_from_db()
        later.refresh_from_db()
        disputed.refresh_from_db()
        assert (late.open_amount, later.open_amount, disputed.open_amount) == (0, D(400), D(50))
        assert exposure_of(customer).unallocated == 0 and differences() == []
        with pytest.raises(BusinessError, match="no free money"):
            settle_free_money(customer.pk, people.finance)

    def test_a_prepayment_pays_its_notice_alone(self, people, customer):
        """REC-15"""
        posted_invoice(customer, "400.00")
        notice = demand(customer, kind="sporadic")
        confirmed_payment(customer, "90.00", kind="prepayment", demand_notice=notice)
        assert [shares for _origin, shares in proposals_for(customer)] == [[]]

    def test_the_tab_shows_it_and_the_button_does_it(self, people, customer, client):
        credit = left_over(people, customer)
        invoice = posted_invoice(customer, "400.00")
        client.force_login(people.finance)
        address = reverse("customer-free-money", args=[customer.pk])
        page = client.get(address).content.decode()
        assert "300.00" in page and credit.number in page and invoice.number in page
        client.post(reverse("customer-do", args=[customer.pk, "settle-free-money"]))
        credit.refresh_from_db()
        assert credit.open_amount == 0
        client.force_login(people.rep2)
        assert client.get(address).status_code == 404
        client.force_login(people.warehouse)
        assert client.get(address).status_code in (403, 404)

    def test_the_button_of_a_payment_makes_a_draft(self, people, customer, client):
        payment = confirmed_payment(customer, "500.00")
        client.force_login(people.finance)
        answer = client.post(reverse("payment-do", args=[payment.pk, "refund"]), {**FIELDS, "amount": "20.00"})
        refund = Refund.objects.get()
        assert answer.status_code == 302 and refund.amount == D(20)
        page = client.get(refund.get_absolute_url()).content.decode()
        assert payment.number in page and "Submit for approval" in page
        answer = client.post(reverse("payment-do", args=[payment.pk, "refund"]), {**FIELDS, "amount": "5000.00"})
        assert answer.status_code == 409 and "but only" in answer.content.decode()

    def test_the_list_asks_the_same_for_three_rows(self, people, client):
        client.force_login(people.finance)
        counts = []
        for number in (1, 2):
            for _row in range(number):
                of_payment(confirmed_payment(active_customer(people.rep1), "500.00"), people, "1.00")
            client.get(reverse("refund-list"))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse("refund-list")).status_code == 200
            counts.append(len(asked))
        assert counts == [8, 8]
