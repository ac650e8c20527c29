"""Who follows an opportunity, and how long until the first contact (OPP-05)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from customers.customer.models import Customer
from customers.customer.owner import reassign_customer
from customers.duplicate.merge import merge_customers
from customers.opportunity import assignment as opportunity_assignment
from customers.opportunity.clock import remind_of_first_contacts
from customers.opportunity.funnel import by_rep, funnel
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import contact_customer, create_opportunity, lose_opportunity, update_opportunity
from customers.opportunity.tests.road import fresh
from customers.tests.factories import CustomerFactory
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestAssignment:
    def test_the_supervisor_reassigns_inside_his_team_and_the_old_owner_may_no_more(self, people, chance):
        """OPP-05"""
        colleague = people.rep3
        type(colleague).objects.filter(pk=colleague.pk).update(unit=people.units.team1, superior=people.supervisor)
        opportunity_assignment.assign_opportunity(chance.pk, people.supervisor, colleague, "请跟进")
        assert fresh(chance).assigned_to == colleague
        with pytest.raises(
            PermissionDenied, match="An open opportunity is worked on by the sales representative it is"
        ):
            update_opportunity(chance.pk, people.rep1, title="…")
        assert not Opportunity.objects.visible_to(people.rep1).exists()
        assert update_opportunity(chance.pk, fresh(colleague), title="新").title == "新"
        assert set(Customer.objects.visible_to(fresh(colleague))) == {chance.customer}
        opportunity_assignment.assign_opportunity(chance.pk, people.supervisor, people.rep1)
        assert not Customer.objects.visible_to(fresh(colleague)).exists()

    def test_only_superiors_assign_and_only_their_own_people(self, people, chance):
        """OPP-05"""
        for person in (people.rep1, people.supervisor2, people.manager2, people.director, people.admin):
            with pytest.raises(
                PermissionDenied, match="An open opportunity is assigned by a superior of its team or region"
            ):
                opportunity_assignment.assign_opportunity(chance.pk, person, people.rep2)
        with pytest.raises(BusinessError, match="not a sales representative"):
            opportunity_assignment.assign_opportunity(chance.pk, people.supervisor, people.rep2)
        assert fresh(chance).assigned_to == people.rep1
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        assert fresh(chance).assigned_to == people.rep2
        assert Notice.objects.filter(user=people.rep2).count() == 1

    def test_without_a_first_contact_after_24_hours_rep_and_assigner_are_told_once(self, people, chance):
        """OPP-05"""
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        Notice.objects.all().delete()
        moment = fresh(chance).assigned_at + dt.timedelta(hours=24)
        minute = dt.timedelta(minutes=1)
        assert [remind_of_first_contacts(moment + n * minute) for n in range(3)] == [0, 1, 0]
        assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["manager", "rep2"]
        task = Task.objects.get(kind="opportunity_first_contact")
        assert (task.person, task.document) == (people.rep2, chance)
        contact_customer(chance.pk, people.rep2, "电话联系，约周五面谈")
        assert (fresh(task).status, remind_of_first_contacts(moment + dt.timedelta(days=9))) == ("done", 0)

    def test_another_assignment_begins_the_hours_anew_and_ones_own_chance_has_none(self, people, chance):
        """OPP-05"""
        assert remind_of_first_contacts(chance.created_at + dt.timedelta(days=9)) == 0
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        remind_of_first_contacts(fresh(chance).assigned_at + dt.timedelta(hours=25))
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep1)
        assert list(Task.objects.values_list("status", flat=True)) == ["cancelled"]
        assert remind_of_first_contacts(fresh(chance).assigned_at + dt.timedelta(hours=25)) == 1
        assert Task.objects.get(status="open").person == people.rep1

    def test_the_clock_asks_as_often_for_three_as_for_one(self, people, django_assert_max_num_queries):
        def late():
            one = create_opportunity(people.rep1, CustomerFactory(owner=people.rep1), title="…")
            opportunity_assignment.assign_opportunity(one.pk, people.manager, people.rep2)

        moment = timezone.now() + dt.timedelta(hours=25)
        late()
        with django_assert_max_num_queries(40) as one:
            remind_of_first_contacts(moment)
        for _again in range(3):
            late()
        with django_assert_max_num_queries(len(one)):
            assert remind_of_first_contacts(moment) == 3

    def test_screening_gives_a_priority_and_a_rep(self, people, chance):
        """OPP-05"""
        with pytest.raises(
            PermissionDenied, match="An open opportunity is screened by a superior of its team or region"
        ):
            opportunity_assignment.screen_opportunity(chance.pk, people.rep1, "high")
        opportunity_assignment.screen_opportunity(chance.pk, people.manager, "high", people.rep2, "重点")
        found = fresh(chance)
        assert (found.priority, found.screened_by, found.assigned_to) == ("high", people.manager, people.rep2)
        assert "Screened" in [row.action for row in audit.timeline(found)]

    def test_a_customer_handed_over_takes_its_open_opportunities_along(self, people, chance):
        done = create_opportunity(people.rep1, chance.customer, title="完")
        lose_opportunity(done.pk, people.rep1, "价格")
        reassign_customer(chance.customer.pk, people.manager, people.rep2, "片区调整")
        assert (fresh(chance).assigned_to, fresh(done).assigned_to) == (people.rep2, people.rep1)

    def test_a_file_merged_away_takes_them_along_too(self, people, chance):
        kept = CustomerFactory(owner=people.rep2, name="成都远航商用车有限公司")
        merge_customers(kept.pk, people.manager, chance.customer.pk, "同一家企业")
        assert (fresh(chance).customer, fresh(chance).assigned_to) == (kept, people.rep2)

    def test_who_still_follows_opportunities_of_others_is_not_deactivated(self, people, chance):
        assert opportunity_assignment.why_not_deactivate_pursuer(people.rep1) == ""
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        assert "Rep2" in opportunity_assignment.why_not_deactivate_pursuer(people.rep2)

    def test_the_next_contact_is_not_in_the_past(self, people, chance):
        with pytest.raises(BusinessError, match="past"):
            contact_customer(chance.pk, people.rep1, "电话", today() - dt.timedelta(days=1))
        assert contact_customer(chance.pk, people.rep1, "电话", today()).next_contact_on == today()

    def test_the_funnel_counts_stages_amounts_and_what_stands_still(self, people, chance):
        """OPP-05"""
        update_opportunity(chance.pk, people.rep1, expected_amount=Decimal(300), next_contact_on=dt.date(2020, 1, 1))
        old = create_opportunity(
            people.rep2, CustomerFactory(owner=people.rep2), title="旧", expected_amount=Decimal(50)
        )
        Opportunity.objects.filter(pk=old.pk).update(stage_since=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        first, second, *_rest = funnel(Opportunity.objects.all(), 30)
        assert (first.status, first.count, first.amount, first.stale) == ("needs_analysis", 2, Decimal(350), 1)
        assert (second.count, second.amount) == (0, 0)
        lines = by_rep(Opportunity.objects.all(), 30, today())
        assert [(line.name, line.amount, line.overdue, line.stale) for line in lines] == [
            ("Rep1", 300, 1, 0),
            ("Rep2", 50, 0, 1),
        ]
