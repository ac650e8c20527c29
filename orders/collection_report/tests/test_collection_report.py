"""What a rep announced in the week, and why the rest is late, told to finance (REC-03, J16)."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from orders.collection_report.clock import draft_reports, period_for
from orders.collection_report.models import CollectionReport
from orders.collection_report.reporting import acknowledge_report, draft_report, return_report, submit_report
from orders.collection_report.states import CollectionReportStatus
from orders.dunning.contact import log_action
from orders.payment.allocation import accept_proposal
from orders.payment.models import Payment
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Task
from salesmgmt.core.permissions import Role

D = Decimal
MONDAY = dt.date(2026, 4, 6)


def days(n):
    return calendar.today() + dt.timedelta(days=n)


def report_of(people, first=-6, last=0):
    return draft_report(people.rep1, days(first), days(last))


@pytest.mark.parametrize(
    ("last_end", "day", "period"),
    [
        (None, MONDAY, (MONDAY - dt.timedelta(days=7), MONDAY - dt.timedelta(days=1))),
        (None, MONDAY + dt.timedelta(days=1), None),
        (MONDAY - dt.timedelta(days=1), MONDAY + dt.timedelta(days=6), None),
        (MONDAY - dt.timedelta(days=1), MONDAY + dt.timedelta(days=7), (MONDAY, MONDAY + dt.timedelta(days=6))),
        (MONDAY - dt.timedelta(days=1), MONDAY + dt.timedelta(days=9), (MONDAY, MONDAY + dt.timedelta(days=8))),
    ],
)
def test_each_report_begins_where_the_last_ended(last_end, day, period):
    assert period_for(last_end, day, 7) == period


class TestDraft:
    def test_rec_03_it_lists_customer_amount_date_and_invoice(self, people, customer):
        """REC-03"""
        first = posted_invoice(customer, "600.00", due_date=days(5))
        second = posted_invoice(customer, "900.00", due_date=days(9))
        posted_invoice(customer, "50.00", due_date=days(20))
        payment = recorded_payment(customer, "1000.00", date=days(-1))
        report = report_of(people)
        line = report.payments.get()
        assert (line.customer, line.amount, line.date) == (customer, D("1000.00"), days(-1))
        assert line.invoices == f"{first.number}、{second.number}"
        assert (line.payment, report.total) == (payment, D("1000.00"))

    def test_of_allocated_money_the_invoices_it_really_paid(self, people, customer):
        paid = posted_invoice(customer, "600.00")
        accept_proposal(confirmed_payment(customer, "600.00").pk, people.finance)
        assert report_of(people).payments.get().invoices == paid.number

    def test_neither_what_came_in_another_week_nor_what_was_rejected_nor_another_reps(self, people, customer):
        old = recorded_payment(customer, "10.00")
        Payment.objects.filter(pk=old.pk).update(created_at=calendar.at(days(-7)))
        gone = recorded_payment(customer, "20.00")
        Payment.objects.filter(pk=gone.pk).update(status="rejected")
        recorded_payment(customer, "30.00")
        assert [line.amount for line in report_of(people).payments.all()] == [D("30.00")]
        assert not draft_report(people.rep2, days(-6), days(0)).payments.exists()

    def test_j16_gives_every_rep_with_an_account_one_draft_and_a_to_do(self, people, customer):
        posted_invoice(customer, "100.00")
        monday = calendar.at(MONDAY, dt.time(7))
        assert draft_reports(monday) == 1
        assert draft_reports(monday) == 0
        report = CollectionReport.objects.get()
        assert (report.owner, report.date_to) == (people.rep1, MONDAY - dt.timedelta(days=1))
        assert Task.objects.open().filter(person=people.rep1, kind="collection-report").count() == 1


class TestOnItsWay:
    def test_rec_03_handed_in_and_acknowledged(self, people, customer):
        """REC-03"""
        recorded_payment(customer, "30.00")
        report = submit_report(report_of(people).pk, people.rep1, "一切正常")
        assert (report.status, report.remark) == (CollectionReportStatus.SUBMITTED, "一切正常")
        report = acknowledge_report(report.pk, people.finance)
        assert (report.status, report.acknowledged_by) == (CollectionReportStatus.ACKNOWLEDGED, people.finance)

    def test_rec_03_returned_with_a_reason_and_handed_in_again(self, people, customer):
        """REC-03"""
        report = submit_report(report_of(people).pk, people.rep1)
        report = return_report(report.pk, people.finance, "金额不符")
        assert report.status == CollectionReportStatus.DRAFT
        assert submit_report(report.pk, people.rep1).status == CollectionReportStatus.SUBMITTED

    def test_without_the_cause_of_what_is_overdue_it_is_not_handed_in(self, english, people, customer):
        posted_invoice(customer, "100.00", date=days(-40), due_date=days(-10))
        report = report_of(people)
        with pytest.raises(BusinessError, match="Record the cause of the delay first"):
            submit_report(report.pk, people.rep1)
        log_action(customer.pk, people.rep1, date=days(0), way="call", measure="下周付", cause="short")
        report = submit_report(report.pk, people.rep1)
        cause = report.causes.get()
        assert (cause.overdue, cause.cause, cause.measure) == (D("100.00"), "short", "下周付")

    def test_only_the_rep_hands_in_and_only_finance_acknowledges(self, english, people, customer):
        report = report_of(people)
        with pytest.raises(PermissionDenied, match="whose report it is"):
            submit_report(report.pk, people.manager)
        submit_report(report.pk, people.rep1)
        with pytest.raises(PermissionDenied, match="acknowledged or returned by finance"):
            acknowledge_report(report.pk, people.manager)

    def test_who_reports_does_not_acknowledge_even_as_finance(self, english, people, customer):
        people.rep1.roles = [Role.REP, Role.FIN]
        people.rep1.save(update_fields=["roles"])
        report = submit_report(report_of(people).pk, people.rep1)
        with pytest.raises(PermissionDenied, match="nobody whose own report"):
            acknowledge_report(report.pk, people.rep1)


def test_the_pages_and_the_paper(people, customer, client):
    recorded_payment(customer, "1234.50")
    report = report_of(people)
    client.force_login(people.rep1)
    assert report.number in client.get(reverse("collection-report-list")).content.decode()
    assert "1,234.50" in client.get(report.get_absolute_url()).content.decode()
    client.post(reverse("collection-report-do", args=[report.pk, "submit"]), {"remark": ""})
    paper = client.get(reverse("collection-report-pdf", args=[report.pk])).content
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "1,234.50" in text
    assert customer.name in text.replace("\n", "")
    client.force_login(people.finance)
    client.post(reverse("collection-report-do", args=[report.pk, "acknowledge"]))
    report.refresh_from_db()
    assert report.status == CollectionReportStatus.ACKNOWLEDGED
    client.force_login(people.rep2)
    for name in ("collection-report-detail", "collection-report-pdf"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 404


def test_the_list_asks_the_same_number_of_queries_however_many_rows(people, customer, client):
    report_of(people)
    client.force_login(people.manager)

    def asked():
        client.get(reverse("collection-report-list"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("collection-report-list")).status_code == 200
        return len(found)

    once = asked()
    report_of(people, -20, -14)
    report_of(people, -13, -7)
    assert asked() == once
