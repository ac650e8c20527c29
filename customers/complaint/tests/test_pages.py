"""Pages of complaints and tickets: who opens them, one query count, what the service centre sees and what not."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django.asserts import assertContains

from contracts.tests.factories import ContractFactory
from customers.complaint import handling
from customers.complaint.corrective_action import add_corrective_action
from customers.complaint.intake import set_severity
from customers.complaint.models import Complaint
from customers.complaint.tests.test_complaints import complaint_of, confirmed, investigated, resolved
from customers.complaint_cause.models import ComplaintCause
from customers.lead.models import Lead
from customers.service.models import ServiceTeam
from customers.tests.factories import CustomerFactory, ProductCategoryFactory
from customers.tests.page_road import count_of
from customers.ticket.models import ServiceTicket
from customers.ticket.tests.test_tickets import ticket_of
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(client, people):
    client.force_login(people.service)
    return client


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def entry(customer, **fields):
    return {
        "customer": customer.pk,
        "channel": "hotline",
        "received_at": local(timezone.now() - dt.timedelta(hours=1)),
        "contact_name": "王芳",
        "contact_phone": "13800000000",
        "content": "后桥异响",
        **fields,
    }


# -- one query count -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "make"), [("complaint-list", complaint_of), ("ticket-list", ticket_of)])
def test_a_list_asks_as_often_for_three_rows_as_for_one(rep, people, name, make, django_assert_max_num_queries):
    make(people)
    rep.get(reverse(name))
    one = count_of(rep, reverse(name), django_assert_max_num_queries)
    make(people)
    make(people)
    assert count_of(rep, reverse(name), django_assert_max_num_queries) == one


def test_a_complaint_page_asks_as_often_for_three_of_everything(rep, people, django_assert_max_num_queries):
    few, many = investigated(people), investigated(people)
    for complaint, departments in ((few, []), (many, ["tec", "prod"])):
        handling.add_note(complaint.pk, people.rep1, "…")
        add_corrective_action(complaint.pk, people.rep1, "a", today(), department="qa")
        for department in departments:
            handling.investigate(complaint.pk, people.rep1, [department])
            handling.add_note(complaint.pk, people.rep1, "…")
            add_corrective_action(complaint.pk, people.rep1, "a", today(), department=department)
    rep.get(few.get_absolute_url())
    one = count_of(rep, few.get_absolute_url(), django_assert_max_num_queries)
    assert count_of(rep, many.get_absolute_url(), django_assert_max_num_queries) == one


def test_the_service_desk_asks_as_often_for_three_callers_as_for_one(service, people, django_assert_max_num_queries):
    address = reverse("service-desk") + "?q=机械制造"
    complaint_of(people)
    ticket_of(people)
    service.get(address)
    one = count_of(service, address, django_assert_max_num_queries)
    for _each in range(2):
        complaint_of(people)
        ticket_of(people)
    assert count_of(service, address, django_assert_max_num_queries) == one


# -- scope ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rep2", "rep3", "supervisor2", "manager2", "admin", "technical", "finance"])
def test_pages_of_other_teams_do_not_exist(client, people, name):
    complaint, ticket = complaint_of(people), ticket_of(people)
    client.force_login(getattr(people, name))
    for document in (complaint, ticket):
        assert client.get(document.get_absolute_url()).status_code == 404
        assert client.get(reverse(f"{document.KIND}-edit", args=[document.pk])).status_code == 404
        assert client.post(reverse(f"{document.KIND}-do", args=[document.pk, "note"]), {}).status_code == 404
    assert client.get(reverse("complaint-pdf", args=[complaint.pk])).status_code == 404


def test_a_department_that_was_asked_opens_this_one_and_writes_its_finding(client, people):
    """CMP-03"""
    other, complaint = complaint_of(people), complaint_of(people)
    handling.investigate(complaint.pk, people.rep1, ["tec"], "请分析")
    client.force_login(people.technical)
    assert client.get(other.get_absolute_url()).status_code == 404
    page = client.get(complaint.get_absolute_url())
    assert [action.name for action, _address in page.context["buttons"]] == ["answer"]
    address = reverse("complaint-do", args=[complaint.pk, "answer"])
    assert client.post(address, {"department": "tec", "finding": ""}).status_code == 422
    assert client.post(address, {"department": "tec", "finding": "硬度偏低"}).status_code == 302
    assert complaint.investigations.get().finding == "硬度偏低"
    assert client.get(reverse("complaint-edit", args=[complaint.pk])).status_code == 403


def test_setting_the_severity_is_forbidden_for_a_rep(rep, people):
    """CMP-06"""
    complaint = complaint_of(people)
    answer = rep.post(reverse("complaint-do", args=[complaint.pk, "severity"]), {"severity": "serious"})
    assertContains(answer, "投诉等级只能由品质部或销售经理确定", status_code=403)
    assert Complaint.objects.get().severity == "general"


# -- registering ---------------------------------------------------------------------------------------------------


def test_a_rep_registers_a_complaint_on_the_form(rep, people):
    """CMP-01"""
    customer = CustomerFactory(owner=people.rep1)
    assert "received_at" in rep.get(reverse("complaint-create")).context["form"].initial
    answer = rep.post(reverse("complaint-create"), entry(customer))
    complaint = Complaint.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, complaint.get_absolute_url())
    assert rep.get(complaint.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["content", "received_at", "contact_name", "contact_phone"])
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(rep, people, name):
    """CMP-01"""
    answer = rep.post(reverse("complaint-create"), entry(CustomerFactory(owner=people.rep1), **{name: ""}))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {name}
    assert Complaint.objects.count() == 0


def test_a_receipt_in_the_future_is_refused_beside_the_field(rep, people):
    """CMP-01"""
    later = local(timezone.now() + dt.timedelta(hours=1))
    answer = rep.post(reverse("complaint-create"), entry(CustomerFactory(owner=people.rep1), received_at=later))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"received_at"})


def test_absurd_days_are_refused_in_words(rep, people):
    customer = CustomerFactory(owner=people.rep1)
    for moment in ("0001-01-01T00:00", "1999-12-31T12:00", "9999-12-31T23:59"):
        answer = rep.post(reverse("complaint-create"), entry(customer, received_at=moment))
        assert answer.status_code in (409, 422), moment
    for day in ("0001-01-01", "9999-12-31"):
        data = {"customer": customer.pk, "kind": "repair", "need": "漏油", "accepted_on": day}
        assert rep.post(reverse("ticket-create"), data).status_code in (409, 422), day
    assert (Complaint.objects.count(), ServiceTicket.objects.count()) == (0, 0)


def test_the_whole_way_on_the_pages(rep, people):
    """CMP-03, CMP-04, CMP-05"""
    complaint = complaint_of(people)
    set_severity(complaint.pk, people.quality, "general")
    cause = ComplaintCause.objects.first()

    def do(name, **data):
        return rep.post(reverse("complaint-do", args=[complaint.pk, name]), data).status_code

    assert do("investigate", departments=["qa"], question="请复检") == 302
    assert do("propose", cause_text="", solution="更换") == 422
    assert do("propose", cause_text="齿轮间隙", solution="更换") == 302
    assert do("resolve", resolution="已更换并告知") == 302
    assert do("confirm", confirmed_by="王芳", satisfied="no", comment="") == 422
    assert do("confirm", confirmed_by="王芳", satisfied="yes") == 302
    assert do("close", cause="", summary="总结") == 422
    assert do("close", cause=cause.pk, summary="总结") == 302
    complaint.refresh_from_db()
    assert (complaint.status, complaint.cause) == ("closed", cause)


def test_why_a_serious_complaint_cannot_be_closed_is_said_in_place_of_the_button(rep, people):
    """CMP-05"""
    complaint = confirmed(people)
    Complaint.objects.filter(pk=complaint.pk).update(severity="serious")
    page = rep.get(complaint.get_absolute_url())
    assert "close" not in [action.name for action, _address in page.context["buttons"]]
    assert len(page.context["why_nots"]) == 1
    data = {"cause": complaint.cause_id, "summary": "总结"}
    assert rep.post(reverse("complaint-do", args=[complaint.pk, "close"]), data).status_code in (403, 409)
    assert Complaint.objects.get().status == "customer_confirmed"


def test_why_a_complaint_nobody_classed_cannot_be_closed_is_said_in_place_of_the_button(rep, people):
    """CMP-06"""
    complaint = confirmed(people, classed="")
    page = rep.get(complaint.get_absolute_url())
    assert "close" not in [action.name for action, _address in page.context["buttons"]]
    assert len(page.context["why_nots"]) == 1
    data = {"cause": complaint.cause_id, "summary": "总结"}
    assert rep.post(reverse("complaint-do", args=[complaint.pk, "close"]), data).status_code in (403, 409)
    assert Complaint.objects.get().status == "customer_confirmed"


def test_the_clock_stands_on_list_page_and_customer(rep, people):
    """CMP-02"""
    complaint = complaint_of(people, hours_ago=13)
    for address in (
        reverse("complaint-list"),
        complaint.get_absolute_url(),
        reverse("customer-complaints", args=[complaint.customer_id]),
    ):
        text = rep.get(address).content.decode()
        assert "clock-warn" in text and "data-clock=" in text
    done = resolved(people, hours_ago=25)
    assert "clock-bad" in rep.get(done.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "open=true",
        "open=false",
        "sla_state=running",
        "severity=serious",
        "escalated=true",
        "q=CMP",
        "sort=clock",
        "received_at_after=2026-01-01",
        "product_name=桥",
        "status=resolved",
        "customer__owner=me",
    ],
)
def test_every_filter_of_the_list_answers(rep, people, query):
    complaint_of(people)
    assert rep.get(f"{reverse('complaint-list')}?{query}").status_code == 200


def test_the_record_is_a_paper_with_everything_on_it(rep, people):
    """CMP-04 (F-28)"""
    complaint = confirmed(people)
    answer = rep.get(reverse("complaint-pdf", args=[complaint.pk]))
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\n", "")
    for words in (complaint.number, "后桥总成异响", "王芳", "市内", "齿轮间隙超差", "更换两套后桥", "请复检同批次"):
        assert words in text


# -- causes, summary -----------------------------------------------------------------------------------------------


def test_quality_keeps_the_list_of_root_causes_and_a_rep_does_not(client, people):
    """CMP-05"""
    client.force_login(people.quality)
    assert client.get(reverse("complaint-cause-list")).status_code == 200
    assert client.post(reverse("complaint-cause-create"), {"name": "仓储", "position": 5}).status_code == 302
    cause = ComplaintCause.objects.get(name="仓储")
    assert client.post(reverse("complaint-cause-create"), {"name": "仓储", "position": 5}).status_code == 422
    data = {"name": "仓储保管", "position": 5, "is_active": "on"}
    assert client.post(reverse("complaint-cause-edit", args=[cause.pk]), data).status_code == 302
    client.force_login(people.rep1)
    assert client.get(reverse("complaint-cause-list")).status_code == 403
    assert client.post(reverse("complaint-cause-edit", args=[cause.pk]), {**data, "name": "x"}).status_code == 403
    assert ComplaintCause.objects.get(pk=cause.pk).name == "仓储保管"


def test_the_monthly_summary_and_its_workbook_for_those_who_may_export(client, rep, people):
    """CMP-05, CUS-04"""
    complaint = confirmed(people, product_name="制动鼓", product_code="BR-1")
    handling.close_complaint(complaint.pk, people.rep1, "总结")
    address = reverse("complaint-summary")
    assert address in [link for _label, link, _icon in rep.get(reverse("complaint-list")).context["extra_links"]]
    assert rep.get(address).context["total"] == 1
    assert rep.get(address + "?month=2020-01").context["total"] == 0
    for nonsense in ("?month=", "?month=9999-99", "?month=x", "?month=0001-01"):
        assert rep.get(address + nonsense).status_code == 200
    data = {"list": "complaint-summary", "querystring": f"month={today():%Y-%m}"}
    for name in ("rep1", "supervisor", "service"):
        client.force_login(getattr(people, name))
        assert client.get(address).context["can_export"] is False
        assertContains(client.post(reverse("export-create"), data), "您没有导出此列表的权限", status_code=403)
    client.force_login(people.manager)
    assert client.get(address).context["can_export"] is True
    answer = client.post(reverse("export-create"), data)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(book.worksheets) == 4
    cells = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {complaint.number, "制动鼓", complaint.cause.name} <= cells


@pytest.mark.parametrize(("name", "status"), [("quality", 403), ("technical", 403), ("admin", 403), ("gm", 200)])
def test_the_summary_is_for_those_who_read_complaints(client, people, name, status):
    client.force_login(getattr(people, name))
    assert client.get(reverse("complaint-summary")).status_code == status


# -- the service centre --------------------------------------------------------------------------------------------


def test_the_service_centre_registers_complaint_ticket_and_inquiry_for_any_customer(service, people):
    """SVC-06"""
    customer = CustomerFactory(owner=people.rep3)
    desk = service.get(reverse("service-desk") + "?q=13800000000")
    ((found, ways),) = desk.context["callers"]
    assert found == customer
    form = service.get(ways["complaint"]).context["form"]
    assert (form["contact_name"].value(), form["contact_phone"].value()) == ("王芳", "13800000000")
    assert service.post(reverse("complaint-create"), entry(customer)).status_code == 302
    data = {"customer": customer.pk, "kind": "repair", "need": "漏油"}
    assert service.get(ways["ticket"]).status_code == 200
    assert service.post(reverse("ticket-create"), data).status_code == 302
    known = service.get(ways["inquiry"]).context["form"]["known_customer"].value()
    lead = {
        "known_customer": known,
        "company": customer.name,
        "contact_name": "王芳",
        "phone": "139",
        "source": "service_centre",
        "channel": "online",
        "region": people.units.west.pk,
    }
    assert service.post(reverse("lead-create"), lead).status_code == 302
    counts = (Complaint.objects.count(), ServiceTicket.objects.count(), Lead.objects.count())
    assert counts == (1, 1, 1)
    inquiry = Lead.objects.get()
    assert (inquiry.owner, inquiry.known_customer, inquiry.status) == (people.rep3, customer, "assigned")
    assert Notice.objects.filter(user=people.rep3, url=inquiry.get_absolute_url()).count() == 1


def test_the_service_centre_sees_no_contracts_prices_or_receivables(service, people):
    """SVC-06"""
    for name in ("contract-list", "price-list-list", "quote-list", "invoice-list", "receivable-report", "payment-list"):
        assert service.get(reverse(name)).status_code == 403, name


def test_the_service_centre_registers_for_a_customer_of_any_region_and_for_one_of_nobody(service, people):
    """SVC-06"""
    for owner in (people.rep1, people.rep2, people.rep3, None):
        customer = CustomerFactory(owner=owner)
        assert service.post(reverse("complaint-create"), entry(customer)).status_code == 302
        assert Complaint.objects.get(customer=customer).rep == owner


def test_no_contract_invoice_payment_or_quote_is_opened_by_the_service_centre(service, people):
    """SVC-06: a list is refused, a single document does not exist for it; nothing of its amounts is on the customer's page."""
    contract = ContractFactory(customer=CustomerFactory(owner=people.rep1), amount="987654.32")
    for name in ("contract-detail", "contract-edit", "contract-pdf", "contract-invoices", "contract-orders"):
        assert service.get(reverse(name, args=[contract.pk])).status_code in (403, 404), name
    assert service.post(reverse("contract-do", args=[contract.pk, "remark"]), {"text": "x"}).status_code in (403, 404)
    page = service.get(contract.customer.get_absolute_url()).content.decode()
    assert "987,654.32" not in page
    assert contract.number not in page


def test_the_service_desk_is_the_service_centres(client, people):
    for name in ("rep1", "manager", "quality", "admin"):
        client.force_login(getattr(people, name))
        assert client.get(reverse("service-desk")).status_code == 403


def test_the_service_desk_finds_by_name_pinyin_and_telephone_and_survives_anything(service, people):
    customer = CustomerFactory(owner=people.rep1, name="重庆川江机械制造有限公司")
    for text in ("川江", "cqcj", "138 0000 0000", customer.number):
        callers = service.get(reverse("service-desk"), {"q": text}).context["callers"]
        assert [found for found, _ways in callers] == [customer], text
    for text in ("'\"<>&", "\0", "%", "。。。", "x" * 500):
        assert service.get(reverse("service-desk"), {"q": text}).status_code == 200


def test_an_order_number_named_on_the_telephone_is_checked(service, people):
    """SVC-06"""
    customer = CustomerFactory(owner=people.rep1)
    form = service.get(reverse("complaint-create")).context["form"]
    assert "order" not in form.fields and "order_text" in form.fields
    answer = service.post(reverse("complaint-create"), entry(customer, order_text="ORD-2026-99999"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"order_text"})
    assert Complaint.objects.count() == 0


# -- tickets -------------------------------------------------------------------------------------------------------


def test_a_ticket_goes_its_way_on_the_pages_with_the_warning_of_a_missing_skill(service, people):
    """SVC-02, SVC-03"""
    axles, brakes = ProductCategoryFactory(name="车桥"), ProductCategoryFactory(name="制动部件")
    lines = {
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
        "lines-0-person": people.technical.pk,
        "lines-0-skills": [axles.pk],
    }
    data = {"name": "服务一队", "lead": people.service.pk, "is_active": "on", **lines}
    assert service.post(reverse("service-team-create"), data).status_code == 302
    assert service.get(reverse("service-team-list")).status_code == 200
    team = ServiceTeam.objects.get()
    assert service.get(reverse("service-team-edit", args=[team.pk])).status_code == 200
    ticket = ticket_of(people, product_category=brakes)

    def do(name, **typed):
        return service.post(reverse("ticket-do", args=[ticket.pk, name]), typed).status_code

    assert do("assign", assignee=people.finance.pk) == 422
    assert do("assign", assignee=people.technical.pk) == 302
    page = service.get(ticket.get_absolute_url())
    assert "制动部件" in page.context["skill_warning"]
    assert do("resolve", resolution="更换") == 409
    assert do("start", mode="on_site") == 302
    assert do("resolve", resolution="更换") == 302
    assert do("confirm", confirmed_by="王芳", satisfied="yes") == 302
    assert do("close") == 302
    assert ServiceTicket.objects.get().status == "closed"


def test_a_commitment_is_kept_on_its_pages(service, people):
    """SVC-01"""
    customer = CustomerFactory(owner=people.rep1)
    number, foreign = ContractFactory(customer=customer).number, ContractFactory(customer=CustomerFactory()).number
    data = {"customer": customer.pk, "contract_number": number, "warranty_months": 12, "scope": "总成"}
    for wrong in ("HT-1", foreign, number.lower()):
        answer = service.post(reverse("service-commitment-create"), {**data, "contract_number": wrong})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"contract_number"})
    assert not customer.service_commitments.exists()
    assert service.post(reverse("service-commitment-create"), data).status_code == 302
    assert service.post(reverse("service-commitment-create"), data).status_code in (409, 422)
    commitment = customer.service_commitments.get()
    address = reverse("service-commitment-edit", args=[commitment.pk])
    assert service.post(address, {"warranty_months": 5000, "scope": "总成"}).status_code == 422
    assert service.post(address, {"warranty_months": 18, "scope": "总成"}).status_code == 302
    commitment.refresh_from_db()
    assert (commitment.warranty_months, commitment.scope) == (18, "总成")
    assert service.get(reverse("service-commitment-list")).status_code == 200


def test_tickets_of_a_customer_stand_on_his_tab(rep, people):
    ticket = ticket_of(people)
    work_page = rep.get(reverse("customer-tickets", args=[ticket.customer_id]))
    assert [row.record for row in work_page.context["page"].object_list] == [ticket]
