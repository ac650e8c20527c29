"""What the clock does with leads: first contact overdue, idle, announced, into the public pool."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from customers.lead import following as leads
from customers.lead.clock import flag_first_contacts, mark_idle_leads
from customers.lead.models import Lead
from customers.pool.claim import claim_lead, why_no_room
from customers.tests.factories import LeadFactory
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task

pytestmark = pytest.mark.django_db

NINE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


def assigned(people, at=NINE, **fields):
    """Given to rep1 by his supervisor at a moment."""
    lead = LeadFactory(owner=people.rep1, created_by=people.rep1, region=people.units.east)
    leads.assign_lead(lead.pk, people.supervisor, people.rep1)
    Lead.objects.filter(pk=lead.pk).update(assigned_at=at, created_at=at, **fields)
    Notice.objects.all().delete()
    lead.refresh_from_db()
    return lead


def contacted(people, days, now=NINE, **fields):
    """With the last activity so many days before the job runs."""
    moment = now - days * DAY
    return assigned(people, at=moment, status="contacted", last_activity_at=moment, **fields)


def told():
    return sorted(Notice.objects.values_list("user__username", flat=True))


class TestFirstContact:
    def test_it_is_flagged_after_twenty_four_hours_and_rep_and_assigner_are_told_once(self, people):
        """LEAD-03"""
        lead = assigned(people)
        assert flag_first_contacts(NINE + DAY) == 0
        assert flag_first_contacts(NINE + DAY + MINUTE) == 1
        assert flag_first_contacts(NINE + DAY + 61 * MINUTE) == 0
        lead.refresh_from_db()
        assert (lead.first_contact_overdue, lead.status) == (True, "assigned")
        assert told() == ["rep1", "supervisor"]
        task = Task.objects.get()
        assert (task.person, task.document, task.status) == (people.rep1, lead, "open")

    def test_logging_a_call_sets_contacted_and_clears_the_flag(self, people):
        """LEAD-03"""
        lead = assigned(people)
        flag_first_contacts(NINE + 2 * DAY)
        leads.log_activity(lead.pk, people.rep1, "note", "查资料")
        lead.refresh_from_db()
        assert (lead.status, lead.first_contact_overdue, Task.objects.get().status) == ("assigned", True, "open")
        leads.log_activity(lead.pk, people.rep1, "call", "约定拜访")
        lead.refresh_from_db()
        assert (lead.status, lead.first_contact_overdue, Task.objects.get().status) == ("contacted", False, "done")
        assert flag_first_contacts(NINE + 9 * DAY) == 0

    def test_a_new_assignment_begins_the_hours_anew(self, people):
        """LEAD-03"""
        lead = assigned(people)
        flag_first_contacts(NINE + 2 * DAY)
        leads.assign_lead(lead.pk, people.manager, people.rep2)
        lead.refresh_from_db()
        assert (lead.first_contact_overdue, Task.objects.get().status) == (False, "cancelled")
        assert flag_first_contacts(lead.assigned_at + DAY + MINUTE) == 1
        assert Task.objects.get(status="open").person == people.rep2

    def test_neither_a_new_lead_nor_one_of_the_pool_is_late(self, people):
        LeadFactory(owner=people.rep1, created_by=people.rep1)
        pooled(people)
        assert flag_first_contacts(NINE + 99 * DAY) == 0

    def test_three_leads_cost_no_more_queries_than_one(self, people, django_assert_max_num_queries):
        assigned(people)
        with django_assert_max_num_queries(40) as one:
            flag_first_contacts(NINE + 2 * DAY)
        for _again in range(3):
            assigned(people)
        with django_assert_max_num_queries(len(one)):
            assert flag_first_contacts(NINE + 2 * DAY) == 3


class TestIdle:
    def test_eight_days_after_the_last_activity_it_is_on_the_managers_list_at_seven_not(self, people):
        """LEAD-04"""
        idle, quiet = contacted(people, 8), contacted(people, 7)
        assert mark_idle_leads(NINE) == 1
        idle.refresh_from_db()
        quiet.refresh_from_db()
        assert (idle.idle_since, idle.recycle_on) == (NINE - 8 * DAY, dt.date(2026, 3, 5))
        assert quiet.idle_since is None
        on_list = Lead.objects.visible_to(people.manager).filter(idle_since__isnull=False)
        assert list(on_list) == [idle]

    def test_rep_supervisor_and_manager_are_told_once(self, people):
        """LEAD-04"""
        contacted(people, 8)
        contacted(people, 9)
        mark_idle_leads(NINE)
        assert mark_idle_leads(NINE + 60 * MINUTE) == 0
        assert told() == ["manager", "rep1", "supervisor"]
        assert Task.objects.filter(person=people.rep1, status="open", due_on=dt.date(2026, 3, 5)).count() == 2

    def test_an_activity_takes_the_mark_and_the_announcement_back(self, people):
        """LEAD-04"""
        lead = contacted(people, 8)
        mark_idle_leads(NINE)
        leads.log_activity(lead.pk, people.rep1, "call", "重新联系", at=NINE)
        assert mark_idle_leads(NINE + 3 * DAY) == 0
        lead.refresh_from_db()
        assert (lead.idle_since, lead.recycle_on, lead.owner) == (None, None, people.rep1)
        assert Task.objects.get().status == "done"

    def test_the_manager_gives_it_to_somebody_else(self, people):
        """LEAD-04: contacted → assigned."""
        lead = contacted(people, 8)
        mark_idle_leads(NINE)
        leads.assign_lead(lead.pk, people.manager, people.rep2)
        lead.refresh_from_db()
        assert (lead.status, lead.owner, lead.idle_since) == ("assigned", people.rep2, None)

    @pytest.mark.parametrize("status", ["new", "qualified"])
    def test_what_cannot_be_given_to_another_rep_is_not_idle(self, people, status):
        LeadFactory(owner=people.rep1, status=status, last_activity_at=NINE - 30 * DAY)
        assert mark_idle_leads(NINE) == 0


def pooled(people, **fields):
    lead = contacted(people, 8, **fields)
    mark_idle_leads(NINE)
    assert mark_idle_leads(NINE + 3 * DAY) == 1
    lead.refresh_from_db()
    return lead


class TestPool:
    def test_announced_three_days_before_it_goes_there(self, people):
        lead = contacted(people, 8)
        mark_idle_leads(NINE)
        assert mark_idle_leads(NINE + 2 * DAY) == 0
        Notice.objects.all().delete()
        assert mark_idle_leads(NINE + 3 * DAY) == 1
        assert mark_idle_leads(NINE + 3 * DAY) == 0
        lead.refresh_from_db()
        assert (lead.owner, lead.status, lead.pool_since) == (None, "contacted", NINE + 3 * DAY)
        assert (told(), Task.objects.get().status) == (["rep1"], "cancelled")
        entry = audit.timeline(lead)[0]
        assert (entry.actor, entry.action, entry.changes) == (None, "To the public pool", {"owner": ["Rep1", ""]})

    def test_a_lead_without_a_region_goes_to_that_of_its_rep(self, people):
        assert pooled(people, region=None).region == people.units.east

    def test_it_is_seen_by_those_of_its_region_only(self, people):
        lead = pooled(people)
        seen = {
            name
            for name, person in vars(people).items()
            if name != "units" and Lead.objects.visible_to(person).filter(pk=lead.pk).exists()
        }
        assert seen == {"rep1", "rep2", "supervisor", "supervisor2", "manager", "director", "gm"}

    def test_any_rep_of_the_region_claims_it(self, people):
        lead = pooled(people)
        claim_lead(lead.pk, people.rep2)
        lead.refresh_from_db()
        assert (lead.owner, lead.status, lead.pool_since) == (people.rep2, "assigned", None)
        assert timezone.now() - lead.assigned_at < MINUTE
        assert (lead.assignments.first().from_user, lead.assignments.first().to_user) == (None, people.rep2)
        entry = audit.timeline(lead)[0]
        assert (entry.actor, entry.from_status, entry.to_status) == (people.rep2, "contacted", "assigned")

    @pytest.mark.parametrize("name", ["rep3", "supervisor", "manager", "gm", "service", "admin"])
    def test_others_claim_nothing(self, people, name):
        lead = pooled(people)
        with pytest.raises(PermissionDenied, match="公海线索由所属区域的销售代表领取"):
            claim_lead(lead.pk, getattr(people, name))
        lead.refresh_from_db()
        assert (lead.owner, lead.status) == (None, "contacted")

    def test_what_is_not_in_the_pool_is_not_claimed(self, people):
        lead = contacted(people, 1)
        with pytest.raises(BusinessError, match="该线索已不在公海，已被他人领取"):
            claim_lead(lead.pk, people.rep2)
        lead.refresh_from_db()
        assert lead.owner == people.rep1

    def test_who_has_his_hands_full_is_refused_with_the_figures(self, people):
        lead = pooled(people)
        change_setting("lead_pool_capacity", "2", people.admin)
        LeadFactory.create_batch(2, owner=people.rep2)
        LeadFactory(owner=people.rep2, status="disqualified", disqualified_reason="…")
        with pytest.raises(BusinessError, match="2.*2"):
            claim_lead(lead.pk, people.rep2)
        lead.refresh_from_db()
        assert lead.pool_since is not None
        Lead.objects.filter(owner=people.rep2).open().first().delete()
        claim_lead(lead.pk, people.rep2)

    def test_room_is_left_below_the_capacity(self):
        assert (why_no_room(19, 20), bool(why_no_room(20, 20))) == ("", True)

    def test_the_supervisor_takes_it_out_by_assigning_it(self, people):
        lead = pooled(people)
        leads.assign_lead(lead.pk, people.supervisor, people.rep1)
        lead.refresh_from_db()
        assert (lead.owner, lead.pool_since) == (people.rep1, None)

    def test_nobody_follows_up_what_lies_in_the_pool(self, people):
        lead = pooled(people)
        with pytest.raises(PermissionDenied, match="线索由被分配的销售代表跟进"):
            leads.log_activity(lead.pk, people.rep1, "call", "…")
