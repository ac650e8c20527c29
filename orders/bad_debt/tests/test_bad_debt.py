"""Doubtful receivables, their write-off and what comes in afterwards (REC-04, REC-09, REC-10)."""

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
from orders.bad_debt import indicator
from orders.bad_debt.indicator import bad_debt_ratio, loss_ratio, lost_in
from orders.bad_debt.marking import clear_doubtful, clear_paid, mark_doubtful
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.bad_debt.recovery import recover
from orders.bad_debt.rules import keeps_within
from orders.bad_debt.states import DoubtfulStatus, WriteOffStatus
from orders.bad_debt.writing_off import propose_write_off, submit_write_off
from orders.credit_note.entry import credit_invoice
from orders.delivery.models import DeliveryNote
from orders.invoice.ageing import ageing_sums, open_invoices
from orders.invoice.posting import dispute_invoice, post_invoice
from orders.invoice.states import InvoiceStatus
from orders.payment.allocation import accept_proposal, allocate
from orders.payment.exposure import exposure_of
from orders.payment.recording import reverse_payment
from orders.statement.figures import figures_of
from orders.statement.sending import make_statement
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, posted_invoice
from performance.risk.assessing import assess_risk, close_risk
from performance.risk.reporting import report_risk
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db

D = Decimal
WORDS = {"cause": "short", "reason": "工厂停产，老板失联", "measures": "停止供货，委托律师"}
PROPOSAL = {"reason": "法院裁定终结破产程序", "evidence": "裁定书；三次上门催收"}


@pytest.fixture(autouse=True)
def english(settings):
    """Pages speak English, too."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def day(n):
    return calendar.today() + dt.timedelta(days=n)


def overdue(customer, amount="1000.00", late=40):
    return posted_invoice(customer, amount, date=day(-late - 30), due_date=day(-late))


def risk_of(customer, category="credit"):
    return report_risk(
        customer.owner,
        category=category,
        title="客户停产",
        customer=customer,
        description="工厂停产",
        known_since=day(-1),
        proposal="停止供货",
    )


def doubtful(customer, amount="1000.00", late=40):
    risk_of(customer)
    return mark_doubtful(overdue(customer, amount, late).pk, customer.owner, **WORDS)


def proposed(row, amount=None):
    made = propose_write_off(row.pk, row.customer.owner, amount=D(amount or row.amount), **PROPOSAL)
    submit_write_off(made.pk, row.customer.owner)
    made.refresh_from_db()
    return made


def decide(write_off, *people):
    for person in people:
        approvals.approve(approvals.open_steps_of(write_off).get().pk, person, "同意")
    write_off.refresh_from_db()
    return write_off


def written_off(people, customer, amount="1000.00", late=40):
    row = doubtful(customer, amount, late)
    decide(proposed(row), people.finance, people.gm)
    row.refresh_from_db()
    return row


def balance(customer):
    return Account.objects.get(customer=customer).balance


class TestMarking:
    def test_rec_04_without_a_risk_report_it_is_refused_and_nothing_changes(self, people, customer):
        """REC-04"""
        invoice = overdue(customer)
        with pytest.raises(BusinessError, match="Report the credit risk of this customer first"):
            mark_doubtful(invoice.pk, people.rep1, **WORDS)
        risk_of(customer, "market")
        with pytest.raises(BusinessError, match="without a risk report no receivable becomes doubtful"):
            mark_doubtful(invoice.pk, people.rep1, **WORDS)
        assert not DoubtfulReceivable.objects.exists() and not Task.objects.exists()

    def test_a_closed_risk_report_is_none(self, people, customer):
        risk = risk_of(customer)
        assess_risk(risk.pk, people.manager, 2, 2)
        close_risk(risk.pk, people.manager, "已核实")
        with pytest.raises(BusinessError, match="Report the credit risk"):
            mark_doubtful(overdue(customer).pk, people.rep1, **WORDS)

    def test_rec_04_upward_at_once_with_the_risk_report_and_the_measures_as_a_to_do(self, people, customer):
        """REC-04: everybody above the rep, and finance"""
        risk = risk_of(customer)
        invoice = overdue(customer)
        Notice.objects.all().delete()
        row = mark_doubtful(invoice.pk, people.rep1, **WORDS, due_on=day(3))
        assert (row.status, row.amount, row.marked_on, row.risk) == ("doubtful", D(1000), day(0), risk)
        told = set(Notice.objects.filter(key=f"doubtful-{row.pk}").values_list("user", flat=True))
        above = {people.supervisor.pk, people.manager.pk, people.director.pk, people.gm.pk, people.finance.pk}
        assert told == above
        task = Task.objects.about(row).get()
        assert (task.person, task.due_on, task.body) == (people.rep1, day(3), WORDS["measures"])

    def test_only_the_own_overdue_invoice_once_and_with_measures(self, people, customer):
        risk_of(customer)
        invoice, due = overdue(customer), posted_invoice(customer, "5.00")
        for person in (people.rep2, people.manager, people.finance):
            with pytest.raises(PermissionDenied, match="marked as doubtful by the sales representative"):
                mark_doubtful(invoice.pk, person, **WORDS)
        with pytest.raises(BusinessError, match="Only an overdue invoice"):
            mark_doubtful(due.pk, people.rep1, **WORDS)
        with pytest.raises(BusinessError, match="which measures are taken"):
            mark_doubtful(invoice.pk, people.rep1, **{**WORDS, "measures": "  "})
        with pytest.raises(BusinessError, match="has passed"):
            mark_doubtful(invoice.pk, people.rep1, **WORDS, due_on=day(-1))
        assert not DoubtfulReceivable.objects.exists()
        mark_doubtful(invoice.pk, people.rep1, **WORDS)
        with pytest.raises(BusinessError, match="called doubtful already"):
            mark_doubtful(invoice.pk, people.rep1, **WORDS)
        assert DoubtfulReceivable.objects.count() == 1

    def test_finance_says_that_it_is_no_longer_doubtful_with_the_reason(self, people, customer):
        row = doubtful(customer)
        with pytest.raises(PermissionDenied, match="decided by finance, and not by who marked it"):
            clear_doubtful(row.pk, people.rep1, "已付")
        with pytest.raises(BusinessError, match="reason"):
            clear_doubtful(row.pk, people.finance, " ")
        made = propose_write_off(row.pk, people.rep1, amount=D(1000), **PROPOSAL)
        with pytest.raises(BusinessError, match="discarded or decided first"):
            clear_doubtful(row.pk, people.finance, "担保人付款")
        WriteOff.objects.filter(pk=made.pk).update(status=WriteOffStatus.DISCARDED)
        clear_doubtful(row.pk, people.finance, "担保人付款")
        row.refresh_from_db()
        assert (row.status, row.ended_on) == (DoubtfulStatus.CLEARED, day(0))
        assert not Task.objects.about(row).open().exists()

    def test_what_was_paid_is_no_longer_doubtful_the_next_night_once(self, people, customer):
        row = doubtful(customer)
        assert clear_paid(calendar.now()) == 0
        payment = confirmed_payment(customer, "1000.00")
        allocate(payment.pk, people.finance, [(row.invoice_id, D(1000))])
        assert (clear_paid(calendar.now()), clear_paid(calendar.now())) == (1, 0)
        row.refresh_from_db()
        assert row.status == DoubtfulStatus.CLEARED


class TestWriteOff:
    def test_rec_04_finance_and_then_the_general_manager_and_nothing_posted_is_changed(self, people, customer):
        """REC-04, SET-47"""
        row = doubtful(customer)
        other = posted_invoice(customer, "300.00")
        before = list(LedgerEntry.objects.order_by("pk").values())
        made = proposed(row)
        with pytest.raises(PermissionDenied, match="decide"):
            approvals.approve(approvals.open_steps_of(made).get().pk, people.gm)
        with pytest.raises(PermissionDenied, match="decide"):
            approvals.approve(approvals.open_steps_of(made).get().pk, people.rep1)
        decide(made, people.finance)
        assert (made.status, balance(customer)) == (WriteOffStatus.SUBMITTED, D(1300))
        with pytest.raises(PermissionDenied, match="decide"):
            approvals.approve(approvals.open_steps_of(made).get().pk, people.finance)
        decide(made, people.gm)
        row.refresh_from_db()
        row.invoice.refresh_from_db()
        assert (made.status, made.decided_on) == (WriteOffStatus.APPROVED, day(0))
        assert (row.status, row.written_off, row.lost, row.ended_on) == ("bad", D(1000), D(1000), day(0))
        assert (row.invoice.status, row.invoice.open_amount, row.invoice.settled_on) == ("written_off", 0, day(0))
        assert list(LedgerEntry.objects.order_by("pk").values())[:-1] == before
        entry = LedgerEntry.objects.order_by("pk").last()
        assert (entry.kind, entry.amount, entry.date, entry.document) == ("write_off", D(-1000), day(0), row)
        assert entry.document_url == row.get_absolute_url()
        assert balance(customer) == D(300) == exposure_of(customer).outstanding == other.open_amount
        assert exposure_of(customer).overdue == 0
        found, field = open_invoices(day(0))
        assert found.aggregate(**ageing_sums(day(0), field))["open"] == D(300)
        found, field = open_invoices(day(-1))
        assert found.aggregate(**ageing_sums(day(-1), field))["overdue"] == D(1000)
        assert differences() == []

    def test_the_general_manager_refuses_and_it_stays_open_and_doubtful(self, people, customer):
        row = doubtful(customer)
        made = decide(proposed(row), people.finance)
        approvals.reject(approvals.open_steps_of(made).get().pk, people.gm, "先起诉")
        made.refresh_from_db()
        row.refresh_from_db()
        assert (made.status, row.status, balance(customer)) == (WriteOffStatus.REJECTED, "doubtful", D(1000))

    def test_set_47_names_the_general_manager_alone(self, people, customer, settings_of):
        """SET-47"""
        settings_of(write_off_approvers=["gm"])
        made = decide(proposed(doubtful(customer)), people.gm)
        assert made.status == WriteOffStatus.APPROVED

    def test_who_may_propose_and_what(self, people, customer):
        row = doubtful(customer)
        for person in (people.rep2, people.supervisor, people.manager, people.finance, people.gm):
            with pytest.raises(PermissionDenied, match="proposed by the sales representative"):
                propose_write_off(row.pk, person, amount=D(1), **PROPOSAL)
        with pytest.raises(BusinessError, match="1,000.01 cannot be written off"):
            propose_write_off(row.pk, people.rep1, amount=D("1000.01"), **PROPOSAL)
        with pytest.raises(BusinessError, match="what proves it"):
            propose_write_off(row.pk, people.rep1, amount=D(1), reason="x", evidence=" ")
        propose_write_off(row.pk, people.rep1, amount=D(1), **PROPOSAL)
        with pytest.raises(BusinessError, match="proposed already"):
            propose_write_off(row.pk, people.rep1, amount=D(1), **PROPOSAL)
        assert WriteOff.objects.count() == 1

    def test_a_disputed_invoice_is_not_written_off_neither_proposed_nor_decided(self, people, customer):
        row = doubtful(customer)
        made = decide(proposed(row), people.finance)
        dispute_invoice(row.invoice_id, people.finance, "数量不符")
        with pytest.raises(BusinessError, match="disputed by the customer: settle the dispute first"):
            decide(made, people.gm)
        made.refresh_from_db()
        assert (made.status, balance(customer)) == (WriteOffStatus.SUBMITTED, D(1000))
        other = mark_doubtful(overdue(customer).pk, people.rep1, **WORDS)
        dispute_invoice(other.invoice_id, people.finance, "数量不符")
        with pytest.raises(BusinessError, match="disputed"):
            propose_write_off(other.pk, people.rep1, amount=D(1), **PROPOSAL)

    def test_money_that_came_in_meanwhile_is_not_lost(self, people, customer):
        row = doubtful(customer)
        made = decide(proposed(row), people.finance)
        payment = confirmed_payment(customer, "400.00")
        allocate(payment.pk, people.finance, [(row.invoice_id, D(400))])
        with pytest.raises(BusinessError, match="Only 600.00 of invoice"):
            decide(made, people.gm)
        assert balance(customer) == D(600) and differences() == []

    def test_a_part_is_written_off_and_the_rest_stays_open(self, people, customer):
        row = doubtful(customer)
        decide(proposed(row, "400.00"), people.finance, people.gm)
        row.invoice.refresh_from_db()
        assert (row.invoice.status, row.invoice.open_amount) == (InvoiceStatus.PARTLY_PAID, D(600))
        payment = confirmed_payment(customer, "600.00")
        allocate(payment.pk, people.finance, [(row.invoice_id, D(600))])
        row.invoice.refresh_from_db()
        assert (row.invoice.status, row.invoice.open_amount) == (InvoiceStatus.WRITTEN_OFF, 0)
        assert differences() == []


class TestRecovery:
    def test_money_after_the_write_off_brings_it_back_and_pays_it(self, people, customer):
        row = written_off(people, customer)
        payment = confirmed_payment(customer, "250.00")
        recover(row.pk, people.finance, payment=payment, amount=D(250))
        row.refresh_from_db()
        row.invoice.refresh_from_db()
        payment.refresh_from_db()
        assert (row.recovered, row.lost, row.status) == (D(250), D(750), "bad")
        assert (row.invoice.open_amount, row.invoice.status) == (0, InvoiceStatus.WRITTEN_OFF)
        assert (payment.status, payment.unallocated) == ("allocated", 0)
        kinds = list(LedgerEntry.objects.order_by("pk").values_list("kind", "amount"))[1:]
        assert kinds == [("write_off", D(-1000)), ("payment", D(-250)), ("recovery", D(250))]
        assert balance(customer) == 0 and differences() == []

    def test_all_of_it_recovered_is_paid(self, people, customer):
        row = written_off(people, customer)
        recover(row.pk, people.finance, payment=confirmed_payment(customer), amount=D(1000))
        row.invoice.refresh_from_db()
        assert row.invoice.status == InvoiceStatus.PAID and differences() == []

    def test_a_recovery_that_bounces_leaves_the_invoice_open(self, people, customer):
        row = written_off(people, customer)
        payment = confirmed_payment(customer, "250.00")
        recover(row.pk, people.finance, payment=payment, amount=D(250))
        reverse_payment(payment.pk, people.finance, "退票")
        row.invoice.refresh_from_db()
        assert (row.invoice.status, row.invoice.open_amount) == (InvoiceStatus.PARTLY_PAID, D(250))
        assert balance(customer) == D(250) and differences() == []

    def test_what_is_refused(self, people, customer):
        row = written_off(people, customer)
        mine, others = confirmed_payment(customer, "2000.00"), confirmed_payment(active_customer(people.rep1), "9.00")
        with pytest.raises(PermissionDenied, match="booked by finance"):
            recover(row.pk, people.rep1, payment=mine, amount=D(1))
        with pytest.raises(BusinessError, match="money of another customer"):
            recover(row.pk, people.finance, payment=others, amount=D(1))
        with pytest.raises(BusinessError, match="Only 1,000.00 is written off"):
            recover(row.pk, people.finance, payment=mine, amount=D("1000.01"))
        small = confirmed_payment(customer, "3.00", reference="小额")
        with pytest.raises(BusinessError, match="only 3.00 of this payment is free"):
            recover(row.pk, people.finance, payment=small, amount=D(5))
        row.refresh_from_db()
        assert row.recovered == 0 and differences() == []

    def test_a_credit_note_of_what_was_written_off_takes_the_loss_back_and_makes_no_money_free(self, people, customer):
        """REC-04, REC-09"""
        row = written_off(people, customer)
        whole = credit_invoice(row.invoice_id, people.finance, red_reason="1")
        post_invoice(whole.pk, people.finance)
        for each in (row, row.invoice, whole):
            each.refresh_from_db()
        assert (row.lost, row.invoice.open_amount, row.invoice.status) == (0, 0, InvoiceStatus.CREDITED)
        assert (whole.open_amount, whole.status) == (0, InvoiceStatus.APPLIED)
        assert lost_in(people.gm, calendar.today().year) == 0
        assert exposure_of(customer).outstanding == balance(customer) == 0 and differences() == []

    def test_of_an_invoice_paid_in_part_the_loss_is_taken_back_before_the_money_is_free(self, people, customer):
        row = doubtful(customer)
        accept_proposal(confirmed_payment(customer, "400.00").pk, people.finance)
        decide(proposed(row, "600.00"), people.finance, people.gm)
        whole = credit_invoice(row.invoice_id, people.finance, red_reason="1")
        post_invoice(whole.pk, people.finance)
        row.refresh_from_db()
        whole.refresh_from_db()
        assert (row.lost, whole.open_amount) == (0, D(-400))
        assert exposure_of(customer).outstanding == balance(customer) == D(-400) and differences() == []

    def test_doubtful_still_is_not_recovered(self, people, customer):
        row = doubtful(customer)
        with pytest.raises(BusinessError, match="Only what was written off can be recovered"):
            recover(row.pk, people.finance, payment=confirmed_payment(customer), amount=D(1))


@pytest.mark.django_db(transaction=True)
def test_two_recoveries_of_one_loss_wait_for_each_other(people, customer):
    row = written_off(people, customer)
    first, second = confirmed_payment(customer, "700.00"), confirmed_payment(customer, "600.00", reference="二")
    outcomes = meet(
        lambda: recover(row.pk, people.finance, payment=first, amount=D(700)),
        lambda: recover(row.pk, people.finance, payment=second, amount=D(600)),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["BusinessError", "DoubtfulReceivable"]
    assert differences() == []


class TestStatement:
    def test_opening_plus_billed_less_paid_less_written_off_is_closing(self, people, customer):
        """REC-05"""
        row = written_off(people, customer)
        recover(row.pk, people.finance, payment=confirmed_payment(customer, "250.00"), amount=D(250))
        found = figures_of(customer, day(-10), day(0))
        assert (found.opening, found.paid, found.written_off, found.closing) == (D(1000), D(250), D(750), 0)
        assert [(each.debit, each.credit) for each in found.rows] == [(None, 1000), (None, 250), (250, None)]
        made = make_statement(people.finance, customer=customer, date_from=day(-10), date_to=day(0))
        assert (made.written_off, made.closing, made.credited) == (D(750), 0, 0)


class TestIndicators:
    def test_rec_09_five_per_mille_of_the_goods_dispatched(self):
        """REC-09, W10: of 10,000,000"""
        assert keeps_within(D(50_000), D(10_000_000), D(5))
        assert not keeps_within(D("50000.01"), D(10_000_000), D(5))
        assert keeps_within(D(0), D(0), D(5)) and not keeps_within(D("0.01"), D(0), D(5))

    @pytest.mark.parametrize(("loss", "bad", "met"), [("40000", "60000", (True, False)), ("60000", "4", (False, True))])
    def test_rec_10_two_indicators_that_are_not_added(self, people, monkeypatch, loss, bad, met):
        """REC-10, CF-20: loss 4‰ and bad debts 6‰"""
        monkeypatch.setattr(indicator, "dispatched_in", lambda user, year: D(10_000_000))
        monkeypatch.setattr(indicator, "lost_in", lambda user, year: D(loss))
        monkeypatch.setattr(indicator, "doubtful_at", lambda user, at: D(bad) - D(loss))
        found = loss_ratio(people.gm, 2026), bad_debt_ratio(people.gm, 2026)
        assert tuple(each.is_met for each in found) == met
        assert (found[0].per_mille, found[1].per_mille) == (D(loss) / 10000, D(bad) / 10000)

    def test_the_figures_of_a_year_of_what_one_may_see(self, people, customer, settings_of):
        """REC-09, REC-10, SET-19"""
        settings_of(loss_per_mille="7.5", bad_debt_per_mille="6")
        year = calendar.today().year
        note = signed_delivery(people)
        DeliveryNote.objects.filter(pk=note.pk).update(departed_at=calendar.now())
        row = written_off(people, customer)
        recover(row.pk, people.finance, payment=confirmed_payment(customer, "250.00"), amount=D(250))
        mark_doubtful(overdue(customer, "80.00").pk, people.rep1, **WORDS)
        doubtful(active_customer(people.rep2), "5.00")
        loss, bad = loss_ratio(people.gm, year), bad_debt_ratio(people.gm, year)
        assert (loss.amount, loss.limit) == (D(750), D("7.5"))
        assert (bad.doubtful, bad.written_off, bad.amount, bad.limit) == (D(85), D(750), D(835), D(6))
        assert loss.dispatched == bad.dispatched == D(1000)
        assert loss.ratio == D("0.75") and not loss.is_met and not bad.is_met
        assert bad_debt_ratio(people.rep2, year).amount == D(5) and loss_ratio(people.rep2, year).amount == 0
        assert bad_debt_ratio(people.rep1, year).amount == D(830)

    def test_what_comes_in_later_makes_the_losses_of_another_year_no_smaller(self, people, customer):
        """REC-09"""
        row = written_off(people, customer)
        year = calendar.today().year
        assert loss_ratio(people.gm, year).amount == D(1000)
        assert loss_ratio(people.gm, year + 1).amount == 0
        assert loss_ratio(people.gm, year - 1).amount == 0
        assert row.lost == D(1000)

    def test_the_page_shows_both_with_their_lists(self, people, customer, client):
        """REC-09, REC-10"""
        written_off(people, customer)
        client.force_login(people.manager)
        page = client.get(reverse("receivable-indicators")).content.decode()
        assert "Losses of goods payment" in page and "Doubtful and bad accounts" in page and "Exceeded" in page
        address = f"{reverse('doubtful-list')}?status=bad&amp;ended_on_after={calendar.today().year}-01-01"
        assert address in page
        listed = client.get(
            reverse("doubtful-list"), {"status": "bad", "ended_on_after": f"{calendar.today().year}-01-01"}
        )
        assert "1,000.00" in listed.content.decode()


class TestPages:
    def test_the_button_on_the_invoice_and_the_refusal_in_words(self, people, customer, client):
        """REC-04"""
        invoice = overdue(customer)
        client.force_login(people.rep1)
        assert "Mark as doubtful" in client.get(invoice.get_absolute_url()).content.decode()
        address = reverse("invoice-do", args=[invoice.pk, "doubtful"])
        answer = client.post(address, WORDS)
        assert answer.status_code == 409 and "Report the credit risk" in answer.content.decode()
        risk_of(customer)
        answer = client.post(address, WORDS)
        row = DoubtfulReceivable.objects.get()
        assert answer.status_code in (302, 204) and row.reason == WORDS["reason"]
        page = client.get(row.get_absolute_url()).content.decode()
        assert "RSK" in page and WORDS["measures"] in page
        assert row.number in client.get(invoice.get_absolute_url()).content.decode()

    def test_the_account_shows_what_is_doubtful_and_what_was_lost(self, people, customer, client):
        written_off(people, customer)
        mark_doubtful(overdue(customer, "80.00").pk, people.rep1, **WORDS)
        client.force_login(people.finance)
        page = client.get(reverse("customer-account", args=[customer.pk])).content.decode()
        assert "of which doubtful" in page and "written off and not recovered" in page
        assert client.get(reverse("customer-doubtful", args=[customer.pk])).status_code == 200
        figures = client.get(reverse("customer-figures", args=[customer.pk])).content.decode()
        assert "Doubtful and written off" in figures

    def test_manager_and_supervisor_read_no_write_off(self, people, customer, client):
        made = proposed(doubtful(customer))
        for person, status in (
            (people.manager, 404),
            (people.supervisor, 404),
            (people.finance, 200),
            (people.gm, 200),
        ):
            client.force_login(person)
            assert client.get(made.get_absolute_url()).status_code == status

    @pytest.mark.parametrize(("name", "count"), [("doubtful-list", 8), ("write-off-list", 8)])
    def test_the_lists_ask_the_same_for_three_rows(self, people, client, name, count):
        client.force_login(people.finance)
        proposed(doubtful(active_customer(people.rep1)))
        client.get(reverse(name))
        for _row in range(2):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name)).status_code == 200
            assert len(asked) == count
            for _more in range(2):
                proposed(doubtful(active_customer(people.rep1)))

    def test_the_pages_of_one_row(self, people, customer, client):
        made = proposed(doubtful(customer))
        client.force_login(people.finance)
        for address in (made.get_absolute_url(), made.doubtful.get_absolute_url()):
            assert client.get(address).status_code == 200
