"""The weekly quality feedback form: one a week and sales department, prefilled, submitted, passed on (SVC-10)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.complaint.models import Complaint
from customers.complaint.tests.test_complaints import complaint_of
from customers.quality.opinion import record_opinion
from customers.quality_report import weekly as reports
from customers.quality_report.models import QualityFeedbackReport
from customers.tests.factories import CustomerFactory
from salesmgmt.core.calendar import SHANGHAI, at, today, week_bounds
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Task
from salesmgmt.core.output import pdf
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db

FRIDAY = dt.datetime(2026, 3, 6, 14, tzinfo=SHANGHAI)  # ISO week 10
MONDAY = dt.datetime(2026, 3, 9, 7, tzinfo=SHANGHAI)  # ISO week 11


def east(people):
    return QualityFeedbackReport.objects.get(unit=people.units.east)


def opinion_in_week_10(people, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    return record_opinion(people.rep1, customer, content="后桥异响", heard_on=dt.date(2026, 3, 4), **fields)


def filled(people):
    """The draft of week 10 with one opinion, given to the quality department."""
    opinion_in_week_10(people)
    reports.draft_week(FRIDAY)
    report = east(people)
    report.lines.update(department="qa", action="全检库存")
    return report


def test_a_week_without_submitted_form_is_an_overdue_to_do_of_the_head(people):
    """SVC-10"""
    assert reports.ask_for_missing(MONDAY) == 2  # both regions
    task = Task.objects.get(person=people.manager)
    report = east(people)
    assert (task.document, task.kind, task.due_on) == (report, reports.MISSING, dt.date(2026, 3, 8))
    assert (report.year, report.week, report.status, report.owner) == (2026, 10, "draft", people.manager)
    assert reports.ask_for_missing(MONDAY) == 0
    reports.update_report(report.pk, people.rep1, lines=[], is_nil=True, remark="")
    reports.submit_report(report.pk, people.manager)
    task.refresh_from_db()
    assert task.status == "done"


def test_a_form_of_a_past_week_that_is_opened_again_is_a_to_do_again(people):
    """SVC-10"""
    reports.ask_for_missing(MONDAY)
    report = east(people)
    reports.update_report(report.pk, people.rep1, lines=[], is_nil=True, remark="")
    reports.submit_report(report.pk, people.manager)
    reports.reopen_report(report.pk, people.manager, "漏了一条")
    assert Task.objects.about(report).open().get().person == people.manager
    reports.submit_report(report.pk, people.manager)
    assert not Task.objects.about(report).open().exists()


def test_the_form_counts_customers_without_owner_by_their_region(people):
    """SVC-10"""
    customer = CustomerFactory(owner=people.rep1)
    opinion = opinion_in_week_10(people, customer=customer)
    type(customer).objects.filter(pk=customer.pk).update(owner=None, region=people.units.east)
    reports.draft_week(FRIDAY)
    assert [line.opinion for line in east(people).lines.all()] == [opinion]


def test_a_week_with_nothing_to_report_is_submitted_as_such_and_nobody_is_asked(people):
    """SVC-10"""
    reports.draft_week(FRIDAY)
    for report in QualityFeedbackReport.objects.all():
        with pytest.raises(BusinessError, match="反馈表为空。请填写意见，或勾选“零报告”"):
            reports.submit_report(report.pk, people.service)
        reports.update_report(report.pk, people.service, lines=[], is_nil=True, remark="")
        reports.submit_report(report.pk, people.service)
    assert reports.ask_for_missing(MONDAY) == 0
    assert not Task.objects.exists()


def test_friday_makes_one_draft_a_department_with_the_opinions_and_complaints_of_the_week(people):
    """SVC-10"""
    opinion = opinion_in_week_10(people)
    record_opinion(people.rep1, opinion.customer, content="上周", heard_on=dt.date(2026, 3, 1))
    complaint = complaint_of(people)
    Complaint.objects.filter(pk=complaint.pk).update(received_at=at(dt.date(2026, 3, 2)))
    assert [reports.draft_week(FRIDAY), reports.draft_week(FRIDAY)] == [2, 0]
    lines = east(people).lines
    assert set(lines.values_list("opinion", "complaint")) == {(opinion.pk, None), (None, complaint.pk)}
    late = opinion_in_week_10(people)
    reports.refill_report(east(people).pk, people.rep1)
    assert set(lines.exclude(opinion=None).values_list("opinion", flat=True)) == {opinion.pk, late.pk}
    with pytest.raises(BusinessError, match="该周的意见和投诉均已列入反馈表"):
        reports.refill_report(east(people).pk, people.rep1)


def test_it_goes_to_the_departments_as_a_paper_and_its_opinions_with_it(people):
    """SVC-10"""
    report = filled(people)
    reports.submit_report(report.pk, people.manager)
    reports.forward_report(report.pk, people.manager, ["qa", "tec"])
    report.refresh_from_db()
    assert (report.status, report.departments, report.forwarded_by) == ("forwarded", ["qa", "tec"], people.manager)
    assert pdf.read(pdf.issued(report, "F-27"))[:5] == b"%PDF-"
    opinion = report.lines.get().opinion
    assert (opinion.status, opinion.department) == ("forwarded", "qa")
    about = [notice.document for notice in DepartmentNotice.objects.order_by("pk")]
    assert about == [report, report, opinion]


def test_a_line_keeps_the_customer_and_product_of_its_source(people):
    """SVC-10"""
    report = filled(people)
    line = report.lines.get()
    before = line.customer
    other = CustomerFactory(owner=people.rep1)
    values = {"id": line, "customer": other, "content": "异响", "department": "tec", "product_name": ""}
    typed = {"customer": other, "content": "毛刺", "department": "qa"}
    reports.update_report(report.pk, people.rep1, lines=[values, typed], is_nil=False, remark="")
    assert list(report.lines.values_list("customer", "content", "department")) == [
        (before.pk, "异响", "tec"),
        (other.pk, "毛刺", "qa"),
    ]
    reports.update_report(report.pk, people.rep1, lines=[], is_nil=True, remark="")
    assert not report.lines.exists()


def test_lines_need_a_department_and_a_form_with_lines_is_not_nil(people):
    """SVC-10"""
    report = filled(people)
    report.lines.update(department="")
    with pytest.raises(BusinessError, match="行未填责任部门"):
        reports.submit_report(report.pk, people.manager)
    report.lines.update(department="qa")
    QualityFeedbackReport.objects.filter(pk=report.pk).update(is_nil=True)
    with pytest.raises(BusinessError, match="已有意见明细，不能作零报告"):
        reports.submit_report(report.pk, people.manager)
    report.refresh_from_db()
    assert report.status == "draft"


@pytest.mark.parametrize("name", ["rep1", "rep3", "manager2", "director", "quality", "finance"])
def test_others_do_not_submit_or_pass_it_on(people, name):
    """SVC-10: a rep of the department fills it in, its head submits it."""
    report = filled(people)
    with pytest.raises(PermissionDenied, match="质量信息反馈表由部门负责人、部门主管或客户服务中心提交"):
        reports.submit_report(report.pk, getattr(people, name))
    report.refresh_from_db()
    assert report.status == "draft"
    reports.submit_report(report.pk, people.supervisor)
    with pytest.raises(PermissionDenied, match="质量信息反馈表由部门负责人、部门主管或客户服务中心转发"):
        reports.forward_report(report.pk, getattr(people, name), ["qa"])
    report.refresh_from_db()
    assert (report.status, DepartmentNotice.objects.count()) == ("submitted", 0)


def test_a_form_is_opened_once_for_the_own_department_and_not_ahead(people):
    """SVC-10"""
    first = reports.open_report(people.rep1, people.units.east, today())
    assert reports.open_report(people.manager, people.units.east, week_bounds(today())[0]) == first
    with pytest.raises(PermissionDenied, match="您只能填写本部门的质量信息反馈表"):
        reports.open_report(people.rep1, people.units.west, today())
    with pytest.raises(BusinessError, match="该周尚未开始"):
        reports.open_report(people.rep1, people.units.east, today() + dt.timedelta(days=7))
    assert QualityFeedbackReport.objects.count() == 1


@pytest.mark.parametrize(
    "name, seen", [("rep1", 1), ("rep2", 1), ("rep3", 0), ("manager", 1), ("gm", 1), ("quality", 1), ("finance", 0)]
)
def test_who_sees_the_form_of_a_department(people, name, seen):
    filled(people)
    rows = QualityFeedbackReport.objects.visible_to(getattr(people, name)).filter(unit=people.units.east)
    assert rows.count() == seen


def test_it_is_filled_in_submitted_and_printed_on_its_pages(client, people):
    """SVC-10"""
    client.force_login(people.rep1)
    assert client.get(reverse("quality-report-create")).status_code == 200
    data = {"unit": people.units.east.pk, "day": today().isoformat()}
    assert client.post(reverse("quality-report-create"), data).status_code == 302
    report = QualityFeedbackReport.objects.get()
    assert client.get(report.get_absolute_url()).status_code == 200
    edit = reverse("quality-report-edit", args=[report.pk])
    assert client.get(edit).status_code == 200
    customer = CustomerFactory(owner=people.rep1)
    lines = {
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 0,
        "lines-MAX_NUM_FORMS": 500,
        "lines-0-customer": customer.pk,
        "lines-0-content": "毛刺",
        "lines-0-department": "prod",
    }
    assert client.post(edit, {"remark": "本周一条", **lines}).status_code == 302
    assert list(report.lines.values_list("customer", "content", "department")) == [(customer.pk, "毛刺", "prod")]
    client.force_login(people.manager)
    assert client.post(reverse("quality-report-do", args=[report.pk, "submit"])).status_code == 302
    form = client.get(reverse("quality-report-do", args=[report.pk, "forward"])).context["form"]
    assert form.initial["departments"] == ["prod"]
    address = reverse("quality-report-do", args=[report.pk, "forward"])
    assert client.post(address, {"departments": ["prod", "qa"]}).status_code == 302
    client.force_login(people.production)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(reverse("quality-report-pdf", args=[report.pk])).content[:5] == b"%PDF-"
    client.force_login(people.rep3)
    assert client.get(reverse("quality-report-pdf", args=[report.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_week_at_once_get_the_one_form():
    """SVC-10"""
    people = company()
    results = run_together(*[lambda: reports.open_report(people.rep1, people.units.east, today()).pk] * 2)
    assert len(set(results)) == 1, results
    assert QualityFeedbackReport.objects.count() == 1
