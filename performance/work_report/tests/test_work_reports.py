"""Work reports: drafted on Monday from the records, handed in with one tap, commented (TEAM-05, J16)."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from customers.tests.factories import LeadFactory, active_customer
from customers.visit.models import Visit
from customers.visit.states import VisitStatus
from orders.payment.recording import reverse_payment
from orders.refund.refunding import propose_payment_refund, submit_refund
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import confirmed_payment, recorded_payment
from performance.work_report.clock import remind_reports
from performance.work_report.models import WorkReport
from performance.work_report.reporting import begin_report, comment_report, draft_report, submit_report, update_report
from performance.work_report.rules import period_begun
from performance.work_report.states import LineKind, WorkReportStatus
from salesmgmt.core import calendar
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
MONDAY = dt.date(2026, 4, 6)
WEEK = dt.timedelta(days=7)


def days(number):
    return today() + dt.timedelta(days=number)


def held_visit(customer, visitor, day, number="V-1"):
    return Visit.objects.create(
        number=number,
        customer=customer,
        visitor=visitor,
        day=day,
        visited_at=calendar.at(day),
        purpose="Prices",
        status=VisitStatus.DONE,
    )


def report_of(person, first=-6, last=0):
    return draft_report(person, days(first), days(last))


@pytest.mark.parametrize(
    ("last_end", "day", "period"),
    [
        (None, MONDAY + dt.timedelta(days=2), (MONDAY, MONDAY + dt.timedelta(days=6))),
        (MONDAY - dt.timedelta(days=1), MONDAY + dt.timedelta(days=4), (MONDAY, MONDAY + dt.timedelta(days=6))),
        (MONDAY + dt.timedelta(days=6), MONDAY + dt.timedelta(days=4), None),
        (
            MONDAY - dt.timedelta(days=1),
            MONDAY + dt.timedelta(days=9),
            (MONDAY, MONDAY + dt.timedelta(days=13)),
        ),
    ],
)
def test_team_05_the_period_that_runs(last_end, day, period):
    """TEAM-05, SET-51"""
    assert period_begun(last_end, day, 7) == period


def test_team_05_visits_leads_orders_and_collections_of_the_week_are_filled_in(people, customer):
    """TEAM-05"""
    visit = held_visit(customer, people.rep1, days(-2))
    lead = LeadFactory(owner=people.rep1)
    order = confirmed_order(customer, order_date=days(-1))
    payment = confirmed_payment(customer, "1200.00", date=days(-3))
    report = report_of(people.rep1)
    found = {line.kind: line.record for line in report.lines.all()}
    assert found == {
        LineKind.VISIT: visit,
        LineKind.LEAD: lead,
        LineKind.ORDER: order,
        LineKind.PAYMENT: payment,
    }
    assert (report.visits, report.leads, report.orders) == (1, 1, 1)
    assert (report.ordered, report.collected) == (order.amount, D("1200.00"))


def test_team_05_a_supervisor_reports_what_his_people_did_too(people, customer, client):
    """TEAM-05: each of his team and nobody else, with the figures of the team page, as they stood when it was handed in."""
    held_visit(customer, people.rep1, days(-2))
    LeadFactory(owner=people.rep1)
    order = confirmed_order(customer, order_date=days(-1))
    confirmed_payment(customer, "1200.00", date=days(-3))
    confirmed_payment(active_customer(people.rep2), "70.00")
    report = report_of(people.supervisor)
    submit_report(report.pk, people.supervisor)
    confirmed_payment(customer, "99.00", date=days(-3))
    names = ("person", "visits", "leads", "orders", "ordered", "collected")
    assert list(report.people.values_list(*names)) == [(people.rep1.pk, 1, 1, 1, order.amount, D("1200.00"))]
    assert not report_of(people.rep1).people.exists()
    client.force_login(people.manager)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "所带人员" in page
    assert "1,200.00" in page
    paper = client.get(reverse("work-report-pdf", args=[report.pk])).content
    assert "所带人员" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def test_team_05_money_that_went_back_in_the_week_is_a_line_below_zero(people, customer, client):
    """TEAM-05: a draft that the bank did not honour, and a refund"""
    bounced, free = (confirmed_payment(customer, amount, date=days(-30)) for amount in ("1200.00", "500.00"))
    reverse_payment(bounced.pk, people.finance, "Draft not honoured")
    payee = {"payee": customer.name, "bank": "ICBC", "bank_account": "3100021909000012345"}
    refund = propose_payment_refund(free.pk, people.finance, amount=D(200), reason="Paid twice", **payee)
    submit_refund(refund.pk, people.finance)
    approvals.approve(approvals.open_steps_of(refund).get().pk, people.gm)
    report = report_of(people.rep1)
    found = {line.record: line.amount for line in report.lines.filter(kind=LineKind.PAYMENT)}
    assert (found, report.collected) == ({bounced: D(-1200), refund: D(-200)}, D(-1400))
    client.force_login(people.rep1)
    assert client.get(report.get_absolute_url()).status_code == 200


def test_neither_what_was_another_week_nor_anothers_nor_only_planned(people, customer):
    held_visit(customer, people.rep1, days(-7))
    held_visit(customer, people.rep2, days(-1), number="V-2")
    Visit.objects.create(
        number="V-3", customer=customer, visitor=people.rep1, day=days(0), purpose="x", status=VisitStatus.PLANNED
    )
    recorded_payment(customer, "50.00")
    confirmed_payment(active_customer(people.rep2), "70.00")
    confirmed_order(customer, order_date=days(-8))
    report = report_of(people.rep1)
    assert not report.lines.exists()
    assert (report.visits, report.orders, report.collected) == (0, 0, D(0))


def test_a_payment_that_is_taken_back_stands_on_the_report_below_zero(people, customer):
    """TEAM-05: also where nothing else was collected in the period."""
    payment = confirmed_payment(customer, "1200.00", date=days(-30))
    reverse_payment(payment.pk, people.finance, "退票")
    report = report_of(people.rep1)
    assert [line.amount for line in report.lines.all()] == [D("-1200.00")]
    assert report.collected == D("-1200.00")


def test_team_05_without_a_report_the_employee_and_his_superior_are_reminded(people):
    """TEAM-05, J16"""
    at = calendar.at(MONDAY, dt.time(7))
    assert remind_reports(at) > 0
    again = WorkReport.objects.count(), Notice.objects.count(), Task.objects.count()
    remind_reports(at)
    assert (WorkReport.objects.count(), Notice.objects.count(), Task.objects.count()) == again
    report = WorkReport.objects.get(employee=people.rep1)
    assert (report.date_from, report.date_to) == (MONDAY - WEEK, MONDAY - dt.timedelta(days=1))
    assert report.status == WorkReportStatus.DRAFT
    assert Task.objects.open().filter(person=people.rep1, kind="work-report").count() == 1
    told = Notice.objects.get(user=people.supervisor, subject__contains="未提交")
    assert "Rep1" in told.body
    assert Notice.objects.filter(user=people.manager, body__contains="Supervisor").exists()
    submit_report(report.pk, people.rep1)
    assert not Task.objects.open().filter(person=people.rep1, kind="work-report").exists()
    remind_reports(calendar.at(MONDAY + dt.timedelta(days=1), dt.time(7)))
    assert WorkReport.objects.filter(employee=people.rep1).count() == 1


def test_team_05_who_has_handed_in_is_not_reminded_and_a_superior_who_left_is_passed_over(people):
    """TEAM-05"""
    people.supervisor.is_active = False
    people.supervisor.save(update_fields=["is_active"])
    done = draft_report(people.rep2, MONDAY - WEEK, MONDAY - dt.timedelta(days=1))
    submit_report(done.pk, people.rep2)
    remind_reports(calendar.at(MONDAY, dt.time(7)))
    assert not Task.objects.filter(person=people.rep2, kind="work-report").exists()
    assert WorkReport.objects.filter(employee=people.rep2).count() == 1
    told = Notice.objects.get(user=people.manager, subject__contains="未提交")
    assert "Rep1" in told.body
    assert "Rep2" not in told.body


def test_team_05_handed_in_with_one_tap_and_commented_by_the_superior(client, people, customer):
    """TEAM-05"""
    report = report_of(people.rep1)
    held_visit(customer, people.rep1, days(0))
    client.force_login(people.rep1)
    assert (
        reverse("work-report-do", args=[report.pk, "submit"]) in client.get(report.get_absolute_url()).content.decode()
    )
    assert client.post(reverse("work-report-do", args=[report.pk, "submit"])).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.visits) == (WorkReportStatus.SUBMITTED, 1)
    assert Notice.objects.filter(user=people.supervisor, subject__contains="的工作汇报").exists()
    client.force_login(people.supervisor)
    answer = client.post(reverse("work-report-do", args=[report.pk, "comment"]), {"comment": " "})
    assert answer.status_code == 422
    client.post(reverse("work-report-do", args=[report.pk, "comment"]), {"comment": "Ask for the order."})
    report.refresh_from_db()
    assert (report.status, report.superior_comment, report.commented_by) == (
        WorkReportStatus.COMMENTED,
        "Ask for the order.",
        people.supervisor,
    )
    assert Notice.objects.filter(user=people.rep1, body="Ask for the order.").exists()


def test_team_05_only_whose_it_is_hands_in_and_only_a_superior_comments(people):
    """TEAM-05, SEC-04"""
    report = report_of(people.rep1)
    for person in (people.supervisor, people.rep2, people.gm):
        with pytest.raises(PermissionDenied, match="by whose work it is"):
            submit_report(report.pk, person)
    with pytest.raises(BusinessError, match="cannot become"):
        comment_report(report.pk, people.supervisor, "good")
    submit_report(report.pk, people.rep1)
    for person in (people.rep1, people.supervisor2, people.manager2, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="commented by a superior"):
            comment_report(report.pk, person, "good")
    with pytest.raises(PermissionDenied, match="while it is a draft"):
        update_report(report.pk, people.rep1, problems="more")
    own = submit_report(report_of(people.supervisor).pk, people.supervisor)
    with pytest.raises(PermissionDenied, match="nobody comments on his own"):
        comment_report(own.pk, people.supervisor, "good")
    with pytest.raises(IntegrityError, match="work_report_commented_by_another"), transaction.atomic():
        WorkReport.objects.filter(pk=own.pk).update(commented_by=people.supervisor)
    assert comment_report(own.pk, people.manager, "good").status == WorkReportStatus.COMMENTED


def test_a_report_is_begun_by_hand_once_a_period(client, people):
    with pytest.raises(PermissionDenied, match="Those who may do this"):
        begin_report(people.finance)
    client.force_login(people.rep1)
    assert reverse("work-report-begin") in client.get(reverse("work-report-list")).content.decode()
    first = client.post(reverse("work-report-begin"))["Location"]
    assert client.post(reverse("work-report-begin"))["Location"] == first
    report = WorkReport.objects.get()
    assert report.date_from <= today() <= report.date_to
    submit_report(report.pk, people.rep1)
    with translation.override("en"), pytest.raises(BusinessError, match="handed in the report of this period"):
        begin_report(people.rep1)
    assert remind_reports(calendar.at(report.date_to, dt.time(7))) >= 0
    assert WorkReport.objects.filter(employee=people.rep1).count() == 1


def test_who_sees_whose_reports(client, people):
    report = report_of(people.rep1)
    for person, code in (
        (people.rep1, 200),
        (people.supervisor, 200),
        (people.manager, 200),
        (people.gm, 200),
        (people.rep2, 404),
        (people.supervisor2, 404),
        (people.manager2, 404),
        (people.finance, 404),
        (people.admin, 404),
    ):
        client.force_login(person)
        assert client.get(report.get_absolute_url()).status_code == code, person.username
        assert client.get(reverse("work-report-pdf", args=[report.pk])).status_code == code, person.username


def test_f_41_the_paper_of_a_work_report(client, people, customer):
    """F-41"""
    confirmed_payment(customer, "1234.50")
    report = report_of(people.rep1)
    client.force_login(people.rep1)
    page = reverse("work-report-edit", args=[report.pk])
    client.post(page, {"problems": "Late deliveries.", "proposals": "Safety stock.", "next_steps": "Visit A."})
    paper = client.get(reverse("work-report-pdf", args=[report.pk])).content
    text = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).replace("\n", "").replace(" ", "")
    )
    for words in ("工作汇报", "1,234.50", "Latedeliveries.", "Safetystock.", "VisitA."):
        assert words in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, customer, count, django_assert_max_num_queries):
    for number in range(count):
        held_visit(customer, people.rep1, days(0), number=f"V-{number}")
        made = draft_report(people.rep1, days(-7 * number - 6), days(-7 * number))
    client.force_login(people.manager)
    client.get(reverse("work-report-list"))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("work-report-list")).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(made.get_absolute_url()).status_code == 200
