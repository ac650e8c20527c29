"""The week of a rep, and key customers nobody visited (VIS-04, VIS-05)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory, active_customer
from customers.visit.key_customer import alert_key_visits
from customers.visit.models import Visit
from customers.visit.tests.road import MONDAY, NEXT_MONDAY, WEEK, done, on
from customers.visit_week.compliance import close_week, compliance_of_all
from customers.visit_week.models import WeeklyVisitCompliance
from salesmgmt.core.calendar import at
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.models import Notice, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(people):
    return CustomerFactory(owner=people.rep1)


def compliance_of(rep, week):
    return compliance_of_all([rep], [week])[rep.pk, week]


class TestTwiceAWeek:
    def test_two_visits_make_the_week_and_one_with_a_cancelled_one_is_missing_one(self, people, customer):
        """VIS-05"""
        lacking = CustomerFactory(owner=people.rep1)
        for number in (0, 6):
            done(people.rep1, customer, on(number))
        done(people.rep1, lacking, on(3))
        Visit.objects.create(
            number="V-X",
            customer=lacking,
            visitor=people.rep1,
            created_by=people.rep1,
            day=MONDAY,
            purpose="…",
            status="cancelled",
            cancelled_reason="客户出差",
        )
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
