"""The customer's page at the gate: credit used, what is open, whom to call; its tabs and its paper."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from customers.complaint.intake import register_complaint
from customers.contact.models import Contact
from customers.customer.card import credit_used
from customers.customer_file.papers import paper_context
from customers.evaluation.history import bands_of, chart_of, history_of
from customers.tests.factories import CustomerFactory, active_customer, approved_evaluation, scheme
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.models import ExportLog
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web.conversation_pages import conversation_address
from salesmgmt.core.web.tabs import tabs_of

pytestmark = pytest.mark.django_db
TABS = ("customer-contacts", "customer-documents", "customer-timeline", "customer-evaluations")


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.mark.parametrize(
    "outstanding, line, percent, tone, room",
    [
        ("0", "700000", 0, "good", "700000"),
        ("559999", "700000", 79, "good", "140001"),
        ("560000", "700000", 80, "warn", "140000"),
        ("700000", "700000", 100, "warn", "0"),
        ("700000.01", "700000", 100, "bad", "-0.01"),
        ("1400000", "700000", 200, "bad", "-700000"),
        ("-5", "700000", 0, "good", "700005"),
    ],
)
def test_the_bar_shows_how_much_of_the_line_is_used(outstanding, line, percent, tone, room):
    found = credit_used(Decimal(outstanding), Decimal(line), 80)
    assert (found.percent, found.tone, found.room) == (percent, tone, Decimal(room))
    assert 0 <= found.bar <= 100


def test_without_a_line_there_is_no_bar_but_debts_are_bad():
    assert (credit_used(Decimal(5), None, 80).tone, credit_used(Decimal(0), None, 80).tone) == ("bad", "neutral")


def test_the_bands_of_the_chart_reach_from_e_to_the_top():
    assert bands_of([("A", 40), ("B", 33), ("C", 26), ("D", 18)]) == [
        ("E", 0, 18),
        ("D", 18, 26),
        ("C", 26, 33),
        ("B", 33, 40),
        ("A", 40, None),
    ]


def test_the_chart_has_a_point_for_every_report_that_was_in_force(people):
    customer = active_customer(people.rep1, "B")
    approved_evaluation(customer, "C", status="superseded")
    chart = chart_of(history_of(customer))
    assert chart["series"][0]["data"] == [28, 35] or chart["series"][0]["data"] == [35, 28]


def test_the_head_names_whom_to_call_what_is_open_and_what_he_prefers(rep, people):
    """CUS-01"""
    customer = active_customer(people.rep1, needs="只收整托盘")
    open_task("customer_stale", customer, people.rep1, "核对资料")
    html = rep.get(customer.get_absolute_url()).content.decode()
    assert 'href="tel:13800000000"' in html and "只收整托盘" in html
    figures = reverse("customer-figures", args=[customer.pk])
    assert f'hx-get="{figures}"' in html
    part = rep.get(figures)
    assert "核对资料" in part.content.decode()
    assert [tile.name for tile, _value in part.context["tiles"]][-1] == "tasks"


def test_the_reports_of_the_gate_are_offered_where_no_contact_is_known(rep, people):
    """VIS-02, VIS-06"""
    customer = CustomerFactory(owner=people.rep1, contact=False)
    html = rep.get(customer.get_absolute_url()).content.decode()
    for name in ("visit-log", "follow-up-create"):
        assert f"{reverse(name)}?customer={customer.pk}" in html


def test_the_clock_of_the_most_urgent_complaint_runs_on_its_tile(rep, people):
    """CMP-02"""
    customer = active_customer(people.rep1)
    register_complaint(people.rep1, customer, "漏油", timezone.now(), "phone", "王芳", "138")
    page = rep.get(reverse("customer-figures", args=[customer.pk]))
    clock = next(value.clock for tile, value in page.context["tiles"] if tile.name == "complaints")
    assert clock.ticks and f'data-clock="{escape(clock.data)}"' in page.content.decode()


def test_a_department_sees_no_money(client, people):
    customer = active_customer(people.rep1)
    client.force_login(people.service)
    response = client.get(reverse("customer-figures", args=[customer.pk]))
    assert response.context["credit"] is None
    assert "overdue" not in {tile.name for tile, _value in response.context["tiles"]}


@pytest.mark.parametrize("name", TABS)
def test_the_tabs_of_another_teams_customer_do_not_exist(client, people, name):
    customer = active_customer(people.rep1)
    client.force_login(people.rep2)
    assert client.get(reverse(name, args=[customer.pk])).status_code == 404
    assert client.get(reverse("customer-pdf", args=[customer.pk])).status_code == 404


def test_the_service_centre_sees_whom_to_call_and_not_the_file(client, people):
    """SEC-01: of customers the service centre reads the contact data alone (roles.md)."""
    customer = active_customer(people.rep1, needs="想要轻量化前桥", remark="老板爱下棋")
    customer.owner_history.create(to_user=people.rep1, changed_by=people.manager, reason="交接")
    paper = reverse("customer-pdf", args=[customer.pk])
    for person, sees in ((people.service, False), (people.rep1, True)):
        client.force_login(person)
        page, past = client.get(customer.get_absolute_url()), client.get(reverse("customer-past", args=[customer.pk]))
        assert "王芳" in page.text
        words = ("想要轻量化前桥", "老板爱下棋", "grade-steps", paper)
        assert [word in page.text + past.text for word in words] == [sees] * len(words)
        assert bool(past.context["owner_table"].rows) is sees
        assert client.get(paper).status_code == (200 if sees else 403)


@pytest.mark.parametrize("name", ["customer-figures", "customer-past"])
def test_the_parts_of_the_page_of_another_teams_customer_do_not_exist(client, people, name):
    """SEC-01"""
    address = reverse(name, args=[active_customer(people.rep1).pk])
    for person, status in ((people.rep1, 200), (people.rep2, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status


# A representative is also told of visits, and asked about what he may do.
MOST = {
    "finance": {"customer-detail": 14, "customer-figures": 11, "customer-past": 10},
    "rep1": {"customer-detail": 15, "customer-figures": 17, "customer-past": 10},
}


@pytest.mark.parametrize("name", ["customer-detail", "customer-figures", "customer-past"])
def test_the_page_and_its_parts_ask_little(client, people, name, django_assert_max_num_queries):
    address = reverse(name, args=[with_files(active_customer(people.rep1), people.rep1, 3).pk])
    for person, most in MOST.items():
        client.force_login(getattr(people, person))
        client.get(address)
        with django_assert_max_num_queries(most[name]):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", [*TABS, "customer-detail", "customer-figures", "customer-past"])
def test_a_tab_asks_as_often_for_three_of_everything(rep, people, name, django_assert_max_num_queries):
    first, second = (with_files(active_customer(people.rep1), people.rep1, number) for number in (1, 3))
    counts = []
    for customer in (first, second):
        rep.get(reverse(name, args=[customer.pk]))
        with django_assert_max_num_queries(120) as queries:
            assert rep.get(reverse(name, args=[customer.pk])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def with_files(customer, user, number):
    for index in range(number):
        attachments.add(customer, SimpleUploadedFile(f"{index}.txt", b"text"), user)
        Contact.objects.create(customer=customer, name=f"李{index}", phone="138")
        approved_evaluation(customer, status="superseded")
    return customer


def test_documents_hold_the_files_of_the_customers_documents_too(rep, people):
    customer = active_customer(people.rep1)
    attachments.add(customer, SimpleUploadedFile("a.txt", b"a"), people.rep1)
    attachments.add(customer.evaluations.get(), SimpleUploadedFile("b.txt", b"b"), people.rep1)
    attachments.add(active_customer(people.rep1), SimpleUploadedFile("other.txt", b"c"), people.rep1)
    files = rep.get(reverse("customer-documents", args=[customer.pk])).context["files"].object_list
    assert {file.original_name for file in files} == {"a.txt", "b.txt"}


@pytest.mark.parametrize("query", ["?page=99999999999999999999", "?papers=x", "?page=-1"])
def test_a_page_that_is_not_there_is_the_first(rep, people, query):
    customer = active_customer(people.rep1)
    for name in ("customer-documents", "customer-timeline"):
        assert rep.get(reverse(name, args=[customer.pk]) + query).status_code == 200


@pytest.mark.parametrize("quarters, is_outdated", [(1, False), (2, True)])
def test_a_credit_review_that_is_too_old_is_flagged_and_begun_anew_with_the_last_answers(
    rep, people, quarters, is_outdated
):
    """RAT-06, RAT-10"""
    quarter = quarter_of(today())
    for _back in range(quarters):
        quarter = quarter.preceding
    customer = active_customer(people.rep1, approved_on=quarter.last_day)
    assert rep.get(customer.get_absolute_url()).context["review_outdated"] is is_outdated
    response = rep.post(reverse("customer-do", args=[customer.pk, "reevaluate"]))
    assert response.url == reverse("evaluation-edit", args=[customer.evaluations.get(status="draft").pk])


class TestContacts:
    def test_contacts_are_as_visible_as_their_customer(self, people):
        customer = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.manager2)
        seen = {
            name
            for name in ("rep1", "rep2", "supervisor", "manager2", "gm", "service", "quality", "admin")
            if Contact.objects.visible_to(getattr(people, name)).filter(customer=customer).exists()
        }
        assert seen == {"rep1", "supervisor", "manager2", "gm", "service"}

    @pytest.mark.parametrize("name, may", [("manager", True), ("director", True), ("finance", True), ("rep1", False)])
    def test_only_who_may_export_customers_exports_contacts(self, client, people, name, may):
        """CUS-04"""
        CustomerFactory(owner=people.rep1)
        client.force_login(getattr(people, name))
        assert bool(client.get(reverse("contact-list")).context["export_url"]) is may
        before = ExportLog.objects.count()
        response = client.post(reverse("export-create"), {"list": "contact", "query": ""})
        assert ((response.status_code != 403), ExportLog.objects.count() - before) == (may, int(may))


class TestPaper:
    def test_the_customer_file_is_printed_with_everything_it_holds(self, rep, people):
        """CUS-01, F-01"""
        customer = active_customer(people.rep1)
        context = paper_context(customer, people.rep1)
        assert ([row.name for row in context["contacts"]], len(context["evaluations"]), context["prices"]) == (
            ["王芳"],
            1,
            True,
        )
        response = rep.get(reverse("customer-pdf", args=[customer.pk]))
        assert (response.status_code, response.content[:5]) == (200, b"%PDF-")

    def test_without_prices_for_the_service_centre(self, people):
        assert not paper_context(active_customer(people.rep1), people.service)["prices"]


def test_the_numbers_of_the_tabs_come_with_the_conversation_and_not_with_every_remark(client, people):
    """The page does not wait for them; each tab has its place, and a tab that one may not open has none."""
    customer = active_customer(people.rep1)
    Contact.objects.create(customer=customer, name="王芳", phone="13800000001")
    client.force_login(people.rep1)
    page = client.get(customer.get_absolute_url()).content.decode()
    assert '<span class="tab-count" id="tab-count-contacts"></span>' in page
    conversation = conversation_address(customer)
    number = f'id="tab-count-contacts" hx-swap-oob="true">{customer.contacts.count()}<'
    assert number in client.get(conversation).content.decode()
    said = client.post(conversation, {"text": "客户要样品"}, headers={"hx-request": "true"}).content.decode()
    assert "客户要样品" in said and "tab-count" not in said
    open_to_all = {each.tab.name for each in tabs_of(customer, people.rep1)}
    assert open_to_all == {each.tab.name for each in tabs_of(customer, people.rep1, counted=False)}
    mere = tabs_of(customer, people.service)
    client.force_login(people.service)
    counted = client.get(conversation).content.decode()
    assert (
        {name for name in open_to_all if f'id="tab-count-{name}"' in counted}
        == {each.tab.name for each in mere if each.count is not None}
        < open_to_all
    )
