"""What a rep still had to do for a customer goes along, when the customer gets another rep or its file is merged."""

import datetime as dt

import pytest
from django.utils import timezone

from customers.campaign.models import Campaign, CampaignInvitation
from customers.complaint.intake import HANDLE, register_complaint
from customers.customer.owner import reassign_customer
from customers.duplicate.merge import merge_customers
from customers.tests.factories import CustomerFactory, active_customer
from customers.visit import planning as visits
from customers.visit.report import remind_of_reports, report_visit
from salesmgmt.core import audit
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task

pytestmark = pytest.mark.django_db
REPORT = {"needs": "…", "feedback": "…", "next_step": "寄送样件"}


def visit(person, customer, days=3):
    moment = timezone.now() - dt.timedelta(days=days)
    return visits.log_visit(person, customer=customer, visited_at=moment, purpose="回访")


def report(found, person):
    return report_visit(found.pk, person, next_on=today() + dt.timedelta(days=7), **REPORT)


def owes(kind):
    return {task.person for task in Task.objects.open().filter(kind=kind)}


class TestReassignment:
    def test_reports_and_next_steps_of_visits_go_to_the_new_rep_who_closes_them(self, people, customer):
        """CUS-08, VIS-03"""
        report(visit(people.rep1, customer), people.rep1)
        unreported = visit(people.rep1, customer)
        remind_of_reports(timezone.now())
        reassign_customer(customer.pk, people.manager, people.rep2, "区域调整")
        assert (owes("visit_report"), owes("visit_follow_up")) == ({people.rep2}, {people.rep2})
        report(unreported, people.rep2)
        assert not owes("visit_report")
        # The next step of a report written by the successor is his too.
        assert owes("visit_follow_up") == {people.rep2}

    def test_the_report_of_a_managers_own_visit_stays_his(self, people, customer):
        """VIS-03"""
        visit(people.manager, customer)
        remind_of_reports(timezone.now())
        reassign_customer(customer.pk, people.manager, people.rep2, "…")
        assert owes("visit_report") == {people.manager}

    def test_who_sees_the_visit_no_more_is_not_reminded_of_it(self, people, customer):
        """VIS-03, CUS-08"""
        visit(people.rep1, customer)
        reassign_customer(customer.pk, people.manager, people.rep2, "…")
        assert remind_of_reports(timezone.now()) == 1
        assert owes("visit_report") == {people.rep2}

    def test_the_reminder_is_due_on_the_day_of_shanghai(self, people, customer):
        """VIS-03"""
        visit(people.rep1, customer)
        early = at(today(), dt.time(7))  # still yesterday in Greenwich
        remind_of_reports(early.astimezone(dt.UTC))
        assert Task.objects.get(kind="visit_report").due_on == today()


class TestMerge:
    def test_to_dos_of_the_closed_file_become_those_of_the_kept_files_rep(self, people, customer):
        """CUS-13, CUS-08"""
        merged = active_customer(people.rep2)
        open_task("customer_stale", merged, people.rep2, "…")
        visit(people.rep2, merged)
        remind_of_reports(timezone.now())
        register_complaint(people.rep2, merged, "漏油", timezone.now(), "phone", "王芳", "138")
        assert owes(HANDLE) == {people.rep2}
        merge_customers(customer.pk, people.manager, merged.pk, "同一家企业")
        for kind in ("customer_stale", "visit_report", HANDLE):
            assert owes(kind) == {people.rep1}

    def test_a_file_without_rep_takes_over_the_rep_of_the_other(self, people):
        """CUS-07, CUS-13"""
        kept, merged = CustomerFactory(), CustomerFactory(owner=people.rep2)
        open_task("customer_stale", merged, people.rep2, "…")
        merge_customers(kept.pk, people.director, merged.pk, "同一家企业")
        kept.refresh_from_db()
        assert (kept.owner, owes("customer_stale")) == (people.rep2, {people.rep2})

    def test_a_file_under_evaluation_is_not_merged_into_a_prospect_but_the_other_way_round(self, people):
        """CUS-13, RAT-04"""
        prospect = CustomerFactory(owner=people.rep1)
        evaluated = CustomerFactory(owner=people.rep2, status="under_evaluation")
        with pytest.raises(BusinessError, match="尚未评估。请保留评估中的档案") as refusal:
            merge_customers(prospect.pk, people.manager, evaluated.pk, "…")
        evaluated.refresh_from_db()
        assert evaluated.number in str(refusal.value) and evaluated.status == "under_evaluation"
        merge_customers(evaluated.pk, people.manager, prospect.pk, "…")
        prospect.refresh_from_db()
        assert prospect.merged_into == evaluated

    def test_what_both_files_have_stays_behind_and_the_record_says_so(self, people, customer):
        """CUS-13"""
        merged = active_customer(people.rep1)
        both, one = (
            Campaign.objects.create(
                number=f"CAM-{n}",
                name="用户大会",
                starts_on=today(),
                ends_on=today(),
                responsible_person=people.manager,
                created_by=people.manager,
            )
            for n in range(2)
        )
        for campaign, file in ((both, customer), (both, merged), (one, merged)):
            CampaignInvitation.objects.create(campaign=campaign, customer=file, invited_by=people.rep1)
        merge_customers(customer.pk, people.manager, merged.pk, "同一家企业")
        assert (customer.invitations.count(), merged.invitations.count()) == (2, 1)
        label = CampaignInvitation._meta.verbose_name_plural
        comment = next(entry.comment for entry in audit.timeline(customer) if merged.number in entry.comment)
        moved, stayed = comment.split(" · ")
        assert f"{label} 1" in moved and f"{label} 1" in stayed
