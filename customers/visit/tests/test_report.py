"""Visits held: the place, the report and who is reminded of it (VIS-02, VIS-03)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from customers.preference.models import CustomerPreference
from customers.tests.factories import CustomerFactory
from customers.visit import planning as visits
from customers.visit.models import Visit, VisitReport
from customers.visit.place import distance, metres_from_before
from customers.visit.report import log_and_report, missing_in_report, remind_of_reports, report_visit
from customers.visit.tests.road import TEN, appointed, done, plan, report
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(people):
    return CustomerFactory(owner=people.rep1)


class TestReport:
    @pytest.mark.parametrize("missing", ["needs", "feedback", "next_step", "next_on"])
    def test_without_needs_feedback_or_next_step_it_cannot_be_submitted(self, people, customer, missing):
        """VIS-02, VIS-03"""
        visit = done(people.rep1, customer)
        with pytest.raises(BusinessError, match="拜访记录缺少"):
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
            "visit_follow_up",
            people.rep1,
            "寄送样件",
            today() + dt.timedelta(days=7),
        )
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
        with pytest.raises(BusinessError, match="预约需要填写"):
            report_visit(visit.pk, people.rep1, **report())
        visit.refresh_from_db()
        assert visit.status == "planned"
        report_visit(visit.pk, people.rep1, contact=customer.contacts.first(), time=TEN, **report())
        visit.refresh_from_db()
        assert visit.status == "reported"

    def test_an_unplanned_visit_is_written_with_its_report_or_not_at_all(self, people, customer):
        fields = {"customer": customer, "visited_at": timezone.now(), "purpose": "路过"}
        with pytest.raises(BusinessError, match="拜访记录缺少"):
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
            with pytest.raises(PermissionDenied, match="拜访由拜访人或负责该客户的销售代表办理"):
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
        with pytest.raises(BusinessError, match="您已签到"):
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
