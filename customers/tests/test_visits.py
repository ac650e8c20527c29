"""Visits: planned, agreed, held, reported; the week of a rep; key customers (VIS-01 to VIS-05)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from customers.domain import visits
from customers.domain.key_visits import alert_key_visits
from customers.domain.visit_calendar import fill, month_span, read_month, read_week, week_span
from customers.domain.visit_compliance import close_week, compliance_of
from customers.domain.visit_place import distance, metres_from_before
from customers.domain.visit_report import log_and_report, missing_in_report, remind_of_reports, report_visit
from customers.models import Customer, CustomerPreference, Visit, VisitReport, WeeklyVisitCompliance
from customers.tests.factories import CustomerFactory, active_customer
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, at, iso_week, today, week_bounds
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

REPORT = {"needs": "要更轻的前桥", "feedback": "价格可以接受", "next_step": "寄送样件", "topics": "新款前桥"}
TEN = dt.time(10)


@pytest.fixture
def people():
    return company()


@pytest.fixture
def customer(people):
    return CustomerFactory(owner=people.rep1)


@pytest.fixture
def rep(client, people):
    client.force_login(people.rep1)
    return client


def report(**fields):
    return {**REPORT, "next_on": today() + dt.timedelta(days=7), **fields}


def plan(person, customer, **fields):
    return visits.plan_visit(person, **{"customer": customer, "day": today(), "purpose": "介绍新产品", **fields})


def appointed(person, customer, **fields):
    return plan(person, customer, contact=customer.contacts.first(), time=TEN, **fields)


def done(person, customer, moment=None):
    return visits.log_visit(person, customer=customer, visited_at=moment or timezone.now(), purpose="回访")


class TestPlanning:
    def test_a_plan_without_contact_and_time_cannot_be_set_to_appointed(self, people, customer):
        """VIS-01"""
        visit = plan(people.rep1, customer)
        with pytest.raises(BusinessError) as refusal:
            visits.appoint_visit(visit.pk, people.rep1)
        visit.refresh_from_db()
        assert visit.status == "planned"
        assert str(Visit._meta.get_field("contact").verbose_name) in str(refusal.value)

    def test_with_contact_and_time_it_is_agreed(self, people, customer):
        """VIS-01"""
        visit = plan(people.rep1, customer)
        visits.appoint_visit(visit.pk, people.rep1, contact=customer.contacts.first(), time=TEN)
        visit.refresh_from_db()
        assert (visit.status, visit.time, visit.is_unplanned) == ("appointed", TEN, False)
        assert appointed(people.rep1, customer).status == "appointed"

    def test_a_contact_of_another_customer_is_refused(self, people, customer):
        other = CustomerFactory(owner=people.rep1)
        with pytest.raises(BusinessError):
            plan(people.rep1, customer, contact=other.contacts.first(), time=TEN)
        assert Visit.objects.count() == 0

    def test_a_plan_lies_ahead(self, people, customer):
        with pytest.raises(BusinessError):
            plan(people.rep1, customer, day=today() - dt.timedelta(days=1))
        assert Visit.objects.count() == 0

    def test_a_visit_nobody_planned_is_logged_and_marked(self, people, customer):
        """VIS-01"""
        visit = done(people.rep1, customer)
        assert (visit.status, visit.is_unplanned, visit.visitor) == ("done", True, people.rep1)

    def test_a_visit_tomorrow_cannot_be_logged_today(self, people, customer):
        with pytest.raises(BusinessError):
            done(people.rep1, customer, timezone.now() + dt.timedelta(days=1))
        assert Visit.objects.count() == 0

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "gm", "manager2", "quality", "finance"])
    def test_others_cannot_plan_here(self, people, customer, name):
        with pytest.raises(PermissionDenied):
            plan(getattr(people, name), customer)
        assert Visit.objects.count() == 0

    def test_colleagues_who_come_along_read_the_visit_and_are_told(self, people, customer):
        visit = plan(people.rep1, customer, companions=[people.rep2])
        assert list(Visit.objects.visible_to(people.rep2)) == [visit]
        assert Notice.objects.filter(user=people.rep2).count() == 1

    def test_a_visit_is_cancelled_with_a_reason_and_a_held_one_never(self, people, customer):
        visit = appointed(people.rep1, customer)
        with pytest.raises(BusinessError):
            visits.cancel_visit(visit.pk, people.rep1, " ")
        visits.cancel_visit(visit.pk, people.rep1, "客户出差")
        visit.refresh_from_db()
        assert (visit.status, visit.cancelled_reason) == ("cancelled", "客户出差")
        held = done(people.rep1, customer)
        with pytest.raises(BusinessError):
            visits.cancel_visit(held.pk, people.rep1, "…")

    def test_a_new_owner_takes_over_what_his_predecessor_planned(self, people, customer):
        visit = appointed(people.rep1, customer)
        Customer.objects.filter(pk=customer.pk).update(owner=people.rep2)
        with pytest.raises(PermissionDenied):
            visits.cancel_visit(visit.pk, people.rep1, "…")
        visits.cancel_visit(visit.pk, people.rep2, "重新安排")
        visit.refresh_from_db()
        assert visit.status == "cancelled"


class TestReport:
    @pytest.mark.parametrize("missing", ["needs", "feedback", "next_step", "next_on"])
    def test_without_needs_feedback_or_next_step_it_cannot_be_submitted(self, people, customer, missing):
        """VIS-02, VIS-03"""
        visit = done(people.rep1, customer)
        with pytest.raises(BusinessError):
            report_visit(visit.pk, people.rep1, **report(**{missing: None if missing == "next_on" else "  "}))
        visit.refresh_from_db()
        assert visit.status == "done"
        assert VisitReport.objects.count() == Task.objects.count() == 0

    def test_what_is_missing_is_named(self):
        """VIS-02"""
        assert missing_in_report({"needs": "x", "next_step": "y"}) == ["feedback", "next_on"]
        assert missing_in_report(report()) == []

    def test_a_report_opens_the_follow_up_with_its_due_date(self, people, customer):
        """VIS-03"""
        visit = done(people.rep1, customer)
        report_visit(visit.pk, people.rep1, **report())
        visit.refresh_from_db()
        task = Task.objects.get()
        assert visit.status == "reported"
        assert (task.kind, task.person, task.subject, task.due_on) == (
            "visit_follow_up", people.rep1, "寄送样件", today() + dt.timedelta(days=7),
        )  # fmt: skip
        assert [row.to_status for row in audit.timeline(visit)] == ["reported", "done"]

    def test_an_appointment_is_held_and_reported_in_one_act(self, people, customer):
        visit = appointed(people.rep1, customer)
        report_visit(visit.pk, people.rep1, **report(visited_at=timezone.now()))
        visit.refresh_from_db()
        assert (visit.status, visit.day) == ("reported", today())
        assert [row.to_status for row in audit.timeline(visit)] == ["reported", "done", "appointed", "planned"]

    def test_a_plan_is_reported_only_with_contact_and_time(self, people, customer):
        """VIS-01"""
        visit = plan(people.rep1, customer)
        with pytest.raises(BusinessError):
            report_visit(visit.pk, people.rep1, **report())
        visit.refresh_from_db()
        assert visit.status == "planned"
        report_visit(visit.pk, people.rep1, contact=customer.contacts.first(), time=TEN, **report())
        visit.refresh_from_db()
        assert visit.status == "reported"

    def test_an_unplanned_visit_is_written_with_its_report_or_not_at_all(self, people, customer):
        fields = {"customer": customer, "visited_at": timezone.now(), "purpose": "路过"}
        with pytest.raises(BusinessError):
            log_and_report(people.rep1, **fields, **report(needs=""))
        assert Visit.objects.count() == 0
        visit = log_and_report(people.rep1, **fields, topic="包装", preference="要木箱", **report())
        visit.refresh_from_db()
        assert (visit.status, visit.is_unplanned) == ("reported", True)
        kept = CustomerPreference.objects.get()
        assert (kept.topic, kept.content, kept.source) == ("包装", "要木箱", visit)

    def test_only_the_visitor_reports(self, people, customer):
        visit = done(people.rep1, customer)
        for person in (people.supervisor, people.manager, people.rep2):
            with pytest.raises(PermissionDenied):
                report_visit(visit.pk, person, **report())
        assert VisitReport.objects.count() == 0

    def test_a_visit_without_report_after_24_hours_reminds_the_rep_once(self, people, customer):
        """VIS-03"""
        fifteen = timezone.now().replace(microsecond=0) - dt.timedelta(days=2)
        visit = done(people.rep1, customer, fifteen)
        assert remind_of_reports(fifteen + dt.timedelta(hours=23)) == 0
        assert remind_of_reports(fifteen + dt.timedelta(hours=24)) == 1
        assert remind_of_reports(fifteen + dt.timedelta(hours=25)) == 0
        task = Task.objects.get(kind="visit_report")
        assert (task.person, task.document) == (people.rep1, visit)
        report_visit(visit.pk, people.rep1, **report())
        task.refresh_from_db()
        assert task.status == "done"


class TestCheckIn:
    def test_time_and_place_are_kept_once(self, people, customer):
        visit = appointed(people.rep1, customer)
        visits.check_in(visit.pk, people.rep1, "29.563010", "106.551557", 20)
        visit.refresh_from_db()
        assert visit.checked_in_at is not None
        assert str(visit.latitude) == "29.563010"
        with pytest.raises(BusinessError):
            visits.check_in(visit.pk, people.rep1)

    def test_a_place_out_of_this_world_leaves_the_time_alone(self, rep, people, customer):
        visit = appointed(people.rep1, customer)
        answer = rep.post(reverse("visit-check-in", args=[visit.pk]), {"latitude": "999", "longitude": "NaN"})
        visit.refresh_from_db()
        assert answer.status_code == 302
        assert visit.checked_in_at is not None
        assert visit.latitude is None

    def test_others_cannot_check_in(self, client, people, customer):
        visit = appointed(people.rep1, customer)
        for name, status in (("supervisor", 403), ("rep2", 404)):
            client.force_login(getattr(people, name))
            assert client.post(reverse("visit-check-in", args=[visit.pk])).status_code == status
        visit.refresh_from_db()
        assert visit.checked_in_at is None

    def test_the_distance_is_shown_only_where_both_places_are_known_well(self, people, customer):
        first, second, vague = (appointed(people.rep1, customer) for _n in range(3))
        visits.check_in(first.pk, people.rep1, 29.56, 106.55, 30)
        visits.check_in(second.pk, people.rep1, 29.57, 106.55, 30)
        visits.check_in(vague.pk, people.rep1, 29.60, 106.55, 3000)
        for visit in (first, second, vague):
            visit.refresh_from_db()
        assert metres_from_before(first) is None
        assert metres_from_before(second) == 1110
        assert metres_from_before(vague) is None
        assert round(distance((29.56, 106.55), (29.56, 106.55))) == 0


MONDAY = week_bounds(today() - dt.timedelta(days=7))[0]
WEEK = iso_week(MONDAY)
NEXT_MONDAY = at(MONDAY + dt.timedelta(days=7), dt.time(6, 20))


def on(number):
    """A moment of the past week: 0 is Monday."""
    return at(MONDAY + dt.timedelta(days=number), TEN)


class TestTwiceAWeek:
    def test_two_visits_make_the_week_and_one_with_a_cancelled_one_is_missing_one(self, people, customer):
        """VIS-05"""
        lacking = CustomerFactory(owner=people.rep1)
        for number in (0, 6):
            done(people.rep1, customer, on(number))
        done(people.rep1, lacking, on(3))
        Visit.objects.create(number="V-X", customer=lacking, visitor=people.rep1, created_by=people.rep1,
                             day=MONDAY, purpose="…", status="cancelled", cancelled_reason="客户出差")  # fmt: skip
        found = compliance_of(people.rep1, WEEK)
        assert {row.customer: (row.done, row.missing) for row in found.rows} == {customer: (2, 0), lacking: (1, 1)}
        assert (found.missing, found.is_compliant) == (1, False)
        assert close_week(NEXT_MONDAY) == 1
        task = Task.objects.get(kind="weekly_visits")
        assert task.person == people.rep1
        assert lacking.name in task.body
        assert customer.name not in task.body

    def test_sunday_night_belongs_to_the_week_and_monday_does_not(self, people, customer):
        """VIS-05"""
        done(people.rep1, customer, at(MONDAY + dt.timedelta(days=6), dt.time(23, 59)))
        done(people.rep1, customer, at(MONDAY, dt.time(0, 0)) - dt.timedelta(minutes=1))
        assert compliance_of(people.rep1, WEEK).done == 1

    def test_in_total_of_the_rep_where_the_setting_says_so(self, people, customer):
        """VIS-05, SET-16"""
        CustomerFactory(owner=people.rep1)
        change_setting("visits_scope", "per_rep_total", people.admin)
        done(people.rep1, customer, on(1))
        assert compliance_of(people.rep1, WEEK).missing == 1
        done(people.rep1, customer, on(2))
        assert compliance_of(people.rep1, WEEK).is_compliant

    def test_the_monday_job_runs_twice_and_tells_once(self, people, customer):
        """VIS-05"""
        assert close_week(NEXT_MONDAY) == 1
        assert close_week(NEXT_MONDAY) == 0
        assert WeeklyVisitCompliance.objects.count() == Task.objects.count() == 1

    def test_a_visit_written_down_late_still_counts_in_its_week(self, people, customer):
        """VIS-05"""
        close_week(NEXT_MONDAY)
        done(people.rep1, customer, on(4))
        assert compliance_of(people.rep1, WEEK).done == 1

    def test_a_past_week_stays_with_whoever_was_in_charge(self, people, customer):
        """VIS-05"""
        done(people.rep1, customer, on(4))
        close_week(NEXT_MONDAY)
        Customer.objects.filter(pk=customer.pk).update(owner=people.rep2)
        assert [row.done for row in compliance_of(people.rep1, WEEK).rows] == [1]
        assert compliance_of(people.rep2, WEEK).rows == []

    def test_blocked_and_sleeping_customers_ask_for_no_visits(self, people):
        CustomerFactory(owner=people.rep1, status="blocked")
        active_customer(people.rep1)
        Customer.objects.filter(status="active").update(status="dormant")
        assert compliance_of(people.rep1, WEEK).rows == []

    def test_the_job_asks_as_often_for_thirty_customers_as_for_three(self, people, django_assert_num_queries):
        for _n in range(3):
            CustomerFactory(owner=people.rep1)
        compliance_of(people.rep1, WEEK)
        with django_assert_num_queries(4):
            compliance_of(people.rep1, WEEK)
        for _n in range(27):
            CustomerFactory(owner=people.rep1)
        with django_assert_num_queries(4):
            compliance_of(people.rep1, WEEK)


class TestKeyCustomers:
    def key(self, people, days):
        customer = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.manager)
        done(people.rep1, customer, timezone.now() - dt.timedelta(days=days))
        return customer

    def test_owner_and_sponsor_are_told_after_31_days_and_once(self, people):
        """VIS-04"""
        customer = self.key(people, 31)
        self.key(people, 30)
        now = timezone.now()
        assert alert_key_visits(now) == 1
        assert alert_key_visits(now) == 0
        task = Task.objects.get(kind="key_visit_due")
        assert (task.person, task.document) == (people.rep1, customer)
        assert Notice.objects.filter(user=people.manager).count() == 1

    def test_a_visit_closes_the_alert(self, people):
        """VIS-04"""
        customer = self.key(people, 31)
        alert_key_visits(timezone.now())
        done(people.manager, customer)
        assert Task.objects.get(kind="key_visit_due").status == "done"
        assert alert_key_visits(timezone.now()) == 0

    def test_a_visit_by_the_deputy_manager_is_stored_with_his_name_and_in_his_report(self, client, people):
        """VIS-04"""
        customer = self.key(people, 10)
        visit = done(people.manager, customer)
        assert visit.visitor == people.manager
        client.force_login(people.manager)
        page = client.get(reverse("visit-list"), {"visitor": "me"})
        assert [row.record for row in page.context["page"].object_list] == [visit]

    def test_the_sponsor_of_another_region_visits_his_key_customer(self, people):
        customer = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.manager2)
        visit = done(people.manager2, customer)
        assert list(Visit.objects.visible_to(people.manager2)) == [visit]


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
            dt.date(2026, 2, 23), dt.date(2026, 4, 5), "2026-02", "2026-04",
        )  # fmt: skip

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
        data = {"customer": customer.pk, "contact": customer.contacts.get().pk, "day": today(), "time": "14:30",
                "purpose": "介绍新产品", "companions": people.manager.pk}  # fmt: skip
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
        addresses = [reverse("visit-list"), reverse("visit-calendar"), reverse("customer-visits", args=[customer.pk]),
                     first.get_absolute_url()]  # fmt: skip
        for address in addresses:
            rep.get(address)
        before = [count_of(rep, address, django_assert_max_num_queries) for address in addresses]
        for _n in range(2):
            appointed(people.rep1, CustomerFactory(owner=people.rep1))
            appointed(people.rep1, customer)
        assert [count_of(rep, address, django_assert_max_num_queries) for address in addresses] == before


def count_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
