"""J01, the assessment and the monthly summary: what happens around complaints without anybody pressing a button."""

import datetime as dt

import pytest
from django.utils import timezone

from customers.complaint import handling
from customers.complaint.escalation import watch_complaints
from customers.complaint.intake import register_complaint, set_severity
from customers.complaint.models import Complaint
from customers.complaint.tests.test_complaints import complaint_of, confirmed, investigated, resolved
from customers.complaint_summary.points import complaint_deduction, handled_in_time, points_of
from customers.customer.owner import reassign_customer
from customers.tests.factories import CustomerFactory
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, month_bounds, today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.registry import metrics_for
from salesmgmt.core.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def escalated(complaint):
    complaint.refresh_from_db()
    return complaint.escalated_to


class TestEscalation:
    def test_before_half_time_nobody_is_told(self, people):
        """CMP-08"""
        complaint = complaint_of(people, hours_ago=11)
        assert watch_complaints(timezone.now()) == 0
        assert escalated(complaint) is None

    def test_past_half_of_the_time_without_solution_the_supervisor_is_told_once(self, people):
        """CMP-08"""
        complaint = complaint_of(people, hours_ago=13)
        Notice.objects.all().delete()
        assert watch_complaints(timezone.now()) == 1
        assert watch_complaints(timezone.now()) == 0
        assert escalated(complaint) == people.supervisor
        assert {notice.user for notice in Notice.objects.all()} == {people.rep1, people.supervisor}
        assert audit.timeline(complaint).first().actor is None

    def test_with_a_solution_the_supervisor_is_left_in_peace(self, people):
        """CMP-08"""
        complaint = investigated(people, hours_ago=13)
        handling.propose_solution(complaint.pk, people.rep1, "a", "b")
        assert watch_complaints(timezone.now()) == 0

    def test_at_the_deadline_the_manager_is_told_and_the_clock_is_missed(self, people):
        """CMP-02, CMP-08"""
        complaint = complaint_of(people, hours_ago=13)
        watch_complaints(timezone.now())
        Notice.objects.all().delete()
        late = complaint.deadline_at + dt.timedelta(minutes=1)
        assert watch_complaints(complaint.deadline_at) == 0
        assert watch_complaints(late) == 1
        assert watch_complaints(late) == 0
        assert escalated(complaint) == people.manager
        assert complaint.sla_state == "missed"
        assert {notice.user for notice in Notice.objects.all()} == {people.rep1, people.supervisor, people.manager}

    def test_what_is_carried_out_is_escalated_no_more(self, people):
        complaint = resolved(people, hours_ago=13)
        assert watch_complaints(complaint.deadline_at + dt.timedelta(days=3)) == 0
        assert escalated(complaint) is None

    def test_after_a_pause_of_the_clock_the_deadline_alone_is_told(self, people):
        complaint = complaint_of(people, hours_ago=30)
        assert watch_complaints(timezone.now()) == 1
        assert escalated(complaint) == people.manager

    def test_a_customer_without_rep_goes_to_the_head_of_sales(self, people):
        complaint = complaint_of(people, people.service, customer=CustomerFactory(owner=None), hours_ago=13)
        watch_complaints(timezone.now())
        assert escalated(complaint) == people.director

    @pytest.mark.parametrize(
        ("of", "seconds", "told"),
        [
            ("half_time_at", -1, ""),
            ("half_time_at", 0, "half_time"),
            ("deadline_at", 0, "half_time"),
            ("deadline_at", 60, "deadline"),
        ],
    )
    def test_each_limit_is_told_from_its_very_moment_on(self, people, of, seconds, told):
        """CMP-08: half time when it is reached; the deadline when its minute has passed, as for the clock (CMP-02)."""
        complaint = complaint_of(people)
        complaint.refresh_from_db()
        assert complaint.half_time_at - complaint.received_at == dt.timedelta(hours=12)
        moment = getattr(complaint, of).replace(second=0, microsecond=0) if seconds == 60 else getattr(complaint, of)
        assert watch_complaints(moment + dt.timedelta(seconds=seconds)) == bool(told)
        person = {"": None, "half_time": people.supervisor, "deadline": people.manager}[told]
        assert escalated(complaint) == person

    def test_a_complaint_of_an_out_of_city_customer_has_twice_the_time(self, people):
        """CMP-08"""
        complaint = complaint_of(
            people, customer=CustomerFactory(owner=people.rep1, location_type="remote"), hours_ago=23
        )
        assert watch_complaints(timezone.now()) == 0
        assert watch_complaints(timezone.now() + dt.timedelta(hours=1)) == 1
        assert escalated(complaint) == people.supervisor

    def test_with_a_solution_that_is_not_carried_out_the_manager_hears_of_it_at_the_deadline(self, people):
        """CMP-08"""
        complaint = investigated(people, hours_ago=13)
        handling.propose_solution(complaint.pk, people.rep1, "a", "b")
        assert watch_complaints(timezone.now()) == 0
        assert watch_complaints(complaint.deadline_at + dt.timedelta(minutes=1)) == 1
        assert escalated(complaint) == people.manager

    def test_the_setting_moves_half_time(self, people):
        """CMP-08, SET-54"""
        change_setting("complaint_escalation_percent", "25", people.admin)
        complaint = complaint_of(people, hours_ago=7)
        assert watch_complaints(timezone.now()) == 1
        assert escalated(complaint) == people.supervisor


class TestAssessment:
    def test_two_general_and_one_serious_are_seven_points(self, people):
        """CMP-07"""
        assert points_of(2, 1, 1, 5) == 7
        complaints = [confirmed(people) for _each in range(3)]
        complaint_of(people)
        set_severity(complaints[0].pk, people.quality, "serious")
        first, last = month_bounds(today())
        found = complaint_deduction(people.rep1, first, last)
        assert (found.general, found.serious, found.points) == (2, 1, 7)
        assert complaint_deduction(people.rep2, first, last).points == 0
        assert complaint_deduction(people.rep1, last + dt.timedelta(days=1), last + dt.timedelta(days=31)).points == 0

    @pytest.mark.parametrize(
        ("clock", "counts"),
        [
            ((2026, 2, 28, 23, 59), False),
            ((2026, 3, 1, 0, 0), True),
            ((2026, 3, 31, 23, 59), True),
            ((2026, 4, 1, 0, 0), False),
        ],
    )
    def test_a_complaint_counts_in_the_month_in_which_it_was_confirmed_in_shanghai(self, people, clock, counts):
        """CMP-07"""
        complaint = confirmed(people)
        Complaint.objects.filter(pk=complaint.pk).update(confirmed_at=dt.datetime(*clock, tzinfo=SHANGHAI))
        found = complaint_deduction(people.rep1, dt.date(2026, 3, 1), dt.date(2026, 3, 31))
        assert (found.general, found.serious, found.points) == (int(counts), 0, int(counts))

    def test_what_the_customer_has_not_confirmed_costs_nothing(self, people):
        """CMP-07"""
        complaint_of(people)
        set_severity(resolved(people).pk, people.quality, "serious")
        found = complaint_deduction(people.rep1, *month_bounds(today()))
        assert (found.general, found.serious, found.points) == (0, 0, 0)

    def test_the_settings_say_what_each_class_costs(self, people):
        """CMP-07, SET-23"""
        change_setting("complaint_points_general", "2", people.admin)
        change_setting("complaint_points_serious", "7", people.admin)
        confirmed(people)
        confirmed(people, classed="serious")
        assert complaint_deduction(people.rep1, *month_bounds(today())).points == 9

    def test_in_time_is_until_the_minute_of_the_deadline_as_for_the_clock(self, people):
        """CMP-07, CMP-02"""
        for late in (0, 59, 60):
            complaint = investigated(people, hours_ago=30)
            handling.propose_solution(complaint.pk, people.rep1, "a", "b")
            limit = complaint.deadline_at.replace(second=0, microsecond=0) + dt.timedelta(seconds=late)
            handling.resolve_complaint(complaint.pk, people.rep1, "已更换", limit)
        assert handled_in_time(today() - dt.timedelta(days=3), today() + dt.timedelta(days=3)) == (2, 3)

    def test_a_change_of_severity_changes_the_deduction(self, people):
        """CMP-06, CMP-07"""
        complaint, period = confirmed(people), month_bounds(today())
        assert complaint_deduction(people.rep1, *period).points == 1
        set_severity(complaint.pk, people.manager, "serious")
        assert complaint_deduction(people.rep1, *period).points == 5

    def test_a_later_change_of_hands_moves_no_points(self, people):
        """CMP-07"""
        complaint = confirmed(people)
        customer = complaint.customer
        customer.owner = people.rep2
        customer.save(update_fields=["owner"])
        assert complaint_deduction(people.rep1, *month_bounds(today())).points == 1

    def test_nine_of_ten_in_time(self, people):
        """CMP-07"""
        for number in range(10):
            complaint = investigated(people, hours_ago=30)
            handling.propose_solution(complaint.pk, people.rep1, "a", "b")
            moment = timezone.now() - dt.timedelta(hours=1 if number == 0 else 10)
            handling.resolve_complaint(complaint.pk, people.rep1, "已更换", moment)
        period = today() - dt.timedelta(days=3), today() + dt.timedelta(days=3)
        assert handled_in_time(*period) == (9, 10)
        assert handled_in_time(*period, [people.rep1]) == (9, 10)
        assert handled_in_time(*period, [people.rep2]) == (0, 0)

    def test_a_deadline_still_to_come_counts_neither_way(self, people):
        """CMP-07"""
        complaint_of(people, hours_ago=1)
        resolved(people, hours_ago=1)
        assert handled_in_time(today(), today() + dt.timedelta(days=3)) == (0, 0)

    @pytest.mark.parametrize(
        ("name", "shown"), [("rep1", [5]), ("rep2", [0]), ("supervisor", [5]), ("manager", [5]), ("service", [])]
    )
    def test_the_points_of_the_month_stand_on_the_home_page(self, client, people, name, shown):
        """CMP-07"""
        confirmed(people, classed="serious")
        user = getattr(people, name)
        assert [each.value(user).value for each in metrics_for(user) if each.name == "complaint-points"] == shown
        client.force_login(user)
        assert client.get("/").status_code == 200


def test_a_new_rep_takes_over_the_complaints_still_to_be_handled(people):
    """CUS-08"""
    open_one = complaint_of(people)
    done = resolved(people, customer=open_one.customer)
    other = UserFactory(roles=["rep"], unit=people.units.team1, superior=people.supervisor)
    reassign_customer(open_one.customer_id, people.manager, other, "区域调整")
    assert [task.person for task in Task.objects.about(open_one).open()] == [other]
    assert not Task.objects.about(done).open().exists()


def test_a_complaint_of_nobodys_customer_becomes_a_to_do_with_the_first_rep(people):
    """CUS-08"""
    complaint = complaint_of(people, people.service, customer=CustomerFactory(owner=None))
    assert not Task.objects.about(complaint).exists()
    reassign_customer(complaint.customer_id, people.director, people.rep3, "落实负责人")
    assert [task.person for task in Task.objects.about(complaint).open()] == [people.rep3]


def test_the_watch_asks_once_for_many_that_are_not_due(people, django_assert_num_queries):
    customer = CustomerFactory(owner=people.rep1)
    for _each in range(3):
        register_complaint(
            people.rep1, customer, "异响", timezone.now() - dt.timedelta(hours=1), "hotline", "王芳", "138"
        )
    with django_assert_num_queries(2):  # what is due, and faults of the queue that are none any more
        assert watch_complaints(timezone.now()) == 0
