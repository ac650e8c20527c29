"""The calendar of visits and their pages."""

import datetime as dt

import pytest
from django.urls import reverse

from customers.tests.factories import CustomerFactory
from customers.tests.page_road import count_of
from customers.visit.models import Visit
from customers.visit.report import report_visit
from customers.visit.tests.road import REPORT, TEN, WEEK, appointed, plan, report
from customers.visit_week.calendar import fill, month_span, read_month, read_week, week_span
from salesmgmt.core.calendar import SHANGHAI, today, week_bounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(people):
    return CustomerFactory(owner=people.rep1)


class TestCalendar:
    def test_a_week_has_seven_days_and_puts_visits_on_theirs(self, people, customer):
        late, early = appointed(people.rep1, customer), appointed(people.rep1, customer)
        early.time = dt.time(8)
        span = fill(week_span(week_bounds(today())[0], today()), [late, early])
        assert [len(week) for week in span.weeks] == [7]
        assert [day.visits for day in span.days if day.visits] == [[early, late]]

    @pytest.mark.parametrize("text", ["", "x", "2026-W99", "9999-W52", "0001-W01", "2026-W²", "-W", "2026-13"])
    def test_an_address_that_makes_no_sense_shows_today(self, text):
        day = dt.date(2026, 3, 4)
        assert read_week(text, day) == dt.date(2026, 3, 2)
        assert read_month(text, day) == dt.date(2026, 3, 1)

    def test_a_month_shows_whole_weeks(self):
        span = month_span(dt.date(2026, 3, 1), dt.date(2026, 3, 4))
        assert (span.first, span.last, span.before, span.after) == (
            dt.date(2026, 2, 23),
            dt.date(2026, 4, 5),
            "2026-02",
            "2026-04",
        )

    def test_a_rep_sees_his_own_and_a_superior_his_team(self, client, people, customer):
        mine = appointed(people.rep1, customer)
        other = appointed(people.rep2, CustomerFactory(owner=people.rep2))
        for name, expected in (
            ("rep1", {mine}),
            ("supervisor", {mine}),
            ("manager", {mine, other}),
            ("manager2", set()),
        ):
            client.force_login(getattr(people, name))
            span = client.get(reverse("visit-calendar")).context["span"]
            assert {visit for day in span.days for visit in day.visits} == expected

    def test_a_person_outside_the_scope_does_not_exist(self, rep, people):
        assert rep.get(reverse("visit-calendar"), {"person": people.rep2.pk}).status_code == 404

    def test_an_empty_day_creates_a_visit_on_that_day(self, rep):
        day = today() + dt.timedelta(days=7)
        page = rep.get(reverse("visit-calendar"), {"month": f"{day:%Y-%m}"}).content.decode()
        assert f"{reverse('visit-create')}?day={day}" in page
        assert f'value="{day}"' in rep.get(reverse("visit-create"), {"day": str(day)}).content.decode()


class TestPages:
    def test_plan_form_creates_an_appointment(self, rep, people, customer):
        data = {
            "customer": customer.pk,
            "contact": customer.contacts.get().pk,
            "day": today(),
            "time": "14:30",
            "purpose": "介绍新产品",
            "companions": people.manager.pk,
        }
        answer = rep.post(reverse("visit-create"), data)
        visit = Visit.objects.get()
        assert answer.status_code == 302, answer.content.decode()
        assert (visit.status, list(visit.companions.all())) == ("appointed", [people.manager])

    def test_the_report_from_the_customer_page_is_one_form(self, rep, people, customer):
        page = rep.get(reverse("visit-create"), {"customer": customer.pk, "unplanned": 1}, follow=True)
        assert page.request["PATH_INFO"] == reverse("visit-log")
        data = {
            "customer": customer.pk,
            "visited_at": "2026-01-05T15:00",
            "purpose": "路过",
            **REPORT,
            "next_on": today(),
        }
        assert rep.post(reverse("visit-log"), data).status_code == 302
        visit = Visit.objects.get()
        assert (visit.status, visit.visited_at.astimezone(SHANGHAI).hour) == ("reported", 15)

    def test_a_half_report_keeps_what_was_typed_and_names_the_fields(self, rep, people, customer):
        """VIS-02"""
        data = {"customer": customer.pk, "visited_at": "2026-01-05T15:00", "purpose": "路过", "needs": "要更轻的前桥"}
        answer = rep.post(reverse("visit-log"), data)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"feedback", "next_step", "next_on"}
        assert "要更轻的前桥" in answer.content.decode()
        assert Visit.objects.count() == 0

    def test_a_waiting_plan_is_offered_before_an_unplanned_visit(self, rep, people, customer):
        visit = appointed(people.rep1, customer)
        page = rep.get(reverse("visit-log"), {"customer": customer.pk}).content.decode()
        assert reverse("visit-do", args=[visit.pk, "report"]) in page

    def test_report_button_edit_and_paper(self, rep, people, customer):
        """F-03"""
        visit = plan(people.rep1, customer)
        assert rep.get(reverse("visit-do", args=[visit.pk, "report"])).status_code == 200
        data = {"day": today(), "purpose": "改期", "customer": customer.pk}
        assert rep.post(reverse("visit-edit", args=[visit.pk]), data).status_code == 302
        visit.refresh_from_db()
        assert visit.purpose == "改期"
        for _again in range(2):
            paper = rep.get(reverse("visit-pdf", args=[visit.pk]))
            assert paper.content.startswith(b"%PDF")
            if visit.status == "planned":
                report_visit(visit.pk, people.rep1, contact=customer.contacts.get(), time=TEN, **report())
                visit.refresh_from_db()
        page = rep.get(visit.get_absolute_url())
        assert page.status_code == 200
        assert "要更轻的前桥" in page.content.decode()

    def test_the_grid_opens_the_customers_that_are_missing(self, client, people, customer):
        """VIS-05"""
        client.force_login(people.manager)
        week = f"{WEEK[0]}-W{WEEK[1]:02d}"
        page = client.get(reverse("visit-compliance"), {"week": week, "rep": people.rep1.pk})
        assert [row.customer for row in page.context["chosen"]["week"].missing_rows] == [customer]
        assert customer.name in page.content.decode()
        client.force_login(people.manager2)
        page = client.get(reverse("visit-compliance"), {"week": week, "rep": people.rep1.pk})
        assert page.context["chosen"] is None
        client.force_login(people.quality)
        assert client.get(reverse("visit-compliance")).status_code == 403

    def test_visits_of_others_do_not_exist(self, client, people, customer):
        visit = appointed(people.rep1, customer)
        for name in ("rep2", "rep3", "supervisor2", "manager2", "quality", "admin"):
            client.force_login(getattr(people, name))
            for address in (
                visit.get_absolute_url(),
                reverse("visit-pdf", args=[visit.pk]),
                reverse("visit-edit", args=[visit.pk]),
            ):
                assert client.get(address).status_code == 404
        client.force_login(people.supervisor)
        assert client.get(visit.get_absolute_url()).status_code == 200
        assert client.get(reverse("visit-edit", args=[visit.pk])).status_code == 403

    def test_list_calendar_and_page_ask_as_often_for_three_as_for_one(
        self, rep, people, customer, django_assert_max_num_queries
    ):
        first = appointed(people.rep1, customer)
        addresses = [
            reverse("visit-list"),
            reverse("visit-calendar"),
            reverse("customer-visits", args=[customer.pk]),
            first.get_absolute_url(),
        ]
        for address in addresses:
            rep.get(address)
        before = [count_of(rep, address, django_assert_max_num_queries) for address in addresses]
        for _n in range(2):
            appointed(people.rep1, CustomerFactory(owner=people.rep1))
            appointed(people.rep1, customer)
        assert [count_of(rep, address, django_assert_max_num_queries) for address in addresses] == before
