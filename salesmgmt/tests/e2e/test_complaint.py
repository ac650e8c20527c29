"""A complaint from the telephone of the service centre to the customer's confirmation, its clock past half time on the way."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from customers.complaint.models import Complaint
from customers.complaint_cause.entry import load_first_causes
from customers.tests.factories import active_customer
from salesmgmt.core.calendar import today
from salesmgmt.tests.e2e.pages import Desk

pytestmark = pytest.mark.e2e

CONTENT = "前桥总成装车后转向沉重，两套，要求派人查看。"
FINDING = "同批次复检十件，两件轴承预紧力偏大。"


@pytest.fixture
def customer(company):
    load_first_causes()
    return active_customer(company.rep1, name="重庆渝峰车桥制造有限公司", short_name="渝峰车桥")


def test_a_complaint_from_the_call_to_the_confirmation(live_worker, desk, open_page, customer, screenshot):
    on_the_phone = Desk(open_page(width=375, height=812))
    the_service_centre_takes_the_call(desk, screenshot)
    complaint = Complaint.objects.get()
    half_of_the_time_goes_by(desk, complaint, screenshot)
    the_supervisor_hears_of_it(on_the_phone, complaint, screenshot)
    quality_is_asked_and_answers(desk, on_the_phone, complaint, screenshot)
    the_solution_is_carried_out(desk, complaint)
    the_customer_confirms(desk, complaint, screenshot)
    it_is_closed_with_a_measure(desk, complaint, screenshot)
    the_summary_counts_it(desk, screenshot)


def the_service_centre_takes_the_call(desk, screenshot):
    desk.seat("service")
    desk.menu("/service/")
    desk.fill("main", q="yfcq")
    with desk.turns_page():
        desk.page.click(".desk-search button")
    desk.sees("重庆渝峰车桥制造有限公司")
    screenshot(desk.page, "complaint-01-service-desk")
    desk.follow('.desk-ways a[href^="/complaints/new/"]')
    expect(desk.page.locator("[name=contact_name]")).to_have_value("王芳")
    desk.fill(content=CONTENT, received_at=timezone.localtime() - dt.timedelta(hours=11))
    screenshot(desk.page, "complaint-02-registering")
    desk.save()
    desk.sees_status(Complaint.Status.REGISTERED)
    expect(desk.page.locator(".clock-card .clock")).to_have_class("clock clock-info")
    screenshot(desk.page, "complaint-03-registered")


def half_of_the_time_goes_by(desk, complaint, screenshot):
    """Two hours pass in the data, not in the test; then the administrator asks for the job."""
    moments = {
        name: getattr(complaint, name) - dt.timedelta(hours=2)
        for name in ("received_at", "half_time_at", "deadline_at")
    }
    Complaint.objects.update(**moments)
    desk.seat("admin", "/jobs/")
    with desk.turns_page():
        desk.page.click("form[action*='complaint-sla'] button")
    for _again in range(40):
        desk.open("/jobs/complaint-sla/")
        complaint.refresh_from_db()
        if complaint.escalated_to_id:
            break
        desk.page.wait_for_timeout(500)
    assert complaint.escalated_to.username == "supervisor"
    screenshot(desk.page, "complaint-04-job")


def the_supervisor_hears_of_it(desk, complaint, screenshot):
    desk.seat("supervisor", "/notices/")
    desk.sees(complaint.number)
    desk.open("/complaints/?open=true")
    expect(desk.page.locator("#list .clock")).to_have_class("clock clock-warn")
    screenshot(desk.page, "complaint-05-list-phone")
    desk.open(complaint)
    desk.sees(complaint.escalated_to.name, within=".clock-card")
    expect(desk.page.locator(".clock-card .clock")).to_have_class("clock clock-warn")
    screenshot(desk.page, "complaint-06-half-time-phone")


def quality_is_asked_and_answers(desk, phone, complaint, screenshot):
    desk.seat("rep1", complaint)
    desk.press("investigate", departments=["qa"], question="请复检同批次")
    desk.sees_status(Complaint.Status.INVESTIGATING)
    phone.seat("quality", complaint)
    phone.press("answer", finding=FINDING)
    phone.sees(FINDING)
    screenshot(phone.page, "complaint-07-finding-phone")
    phone.press("severity", severity=["serious"], comment="涉及转向，定为严重投诉")
    phone.sees(Complaint.Severity.SERIOUS.label)


def the_solution_is_carried_out(desk, complaint):
    desk.seat("rep1", complaint)
    desk.sees(FINDING)
    desk.press("propose", cause_text="轴承预紧力超差", solution="更换两套前桥并复检库存")
    desk.press("resolve", resolution="两套已更换，电话告知客户王芳")
    desk.sees_status(Complaint.Status.RESOLVED)
    expect(desk.page.locator(".clock-card .clock")).to_have_class("clock clock-good")


def the_customer_confirms(desk, complaint, screenshot):
    desk.seat("service", complaint)
    desk.press("confirm", satisfied=["yes"], comment="装车正常，满意")
    desk.sees_status(Complaint.Status.CUSTOMER_CONFIRMED)
    screenshot(desk.page, "complaint-08-confirmed")


def it_is_closed_with_a_measure(desk, complaint, screenshot):
    desk.seat("rep1", complaint)
    expect(desk.page.locator('.page-head a[href$="/do/close/"]')).to_have_count(0)
    desk.press("measure", measure="预紧力每班首件复检", department="qa", due_on=today() + dt.timedelta(days=7))
    cause = complaint._meta.get_field("cause").related_model.objects.first()
    desk.press("close", cause=str(cause.pk), summary="预紧力超差，已换件，增加首件复检")
    desk.sees_status(Complaint.Status.CLOSED)
    screenshot(desk.page, "complaint-09-closed")
    paper = desk.page.request.get(f"/complaints/{complaint.pk}/pdf/")
    assert paper.body().startswith(b"%PDF")


def the_summary_counts_it(desk, screenshot):
    desk.open("/complaints/")
    desk.follow('a[href="/complaints/summary/"]')
    desk.page.locator(".chart canvas").first.wait_for()
    screenshot(desk.page, "complaint-10-summary")
