"""Follow-up calls, preferences and sleeping customers (VIS-06, SVC-12, CUS-06, REL-03)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from customers.campaign.models import Campaign, CampaignInvitation
from customers.complaint.models import Complaint
from customers.customer.models import Customer
from customers.follow_up.call import log_follow_up, open_due_calls
from customers.follow_up.dormant import dormant_customers, with_last_activity
from customers.follow_up.models import FollowUpCall, QualityTrackingCard
from customers.needs.models import NeedsTemplate
from customers.negotiation.models import NegotiationRecord
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import contact_customer, create_opportunity
from customers.preference.keeping import keep_preference, retire_preference
from customers.preference.models import CustomerPreference
from customers.solution.models import Solution
from customers.tests.factories import CustomerFactory, active_customer
from customers.ticket.models import ServiceTicket
from customers.visit import planning as visits
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import apply_profile, policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import QueueFault, Task

pytestmark = pytest.mark.django_db

CARD = {"delivery_note": "DN-1", "used_on": None, "findings": "磨损正常", "opinion": "", "action": ""}


def age(customer, days):
    Customer.objects.filter(pk=customer.pk).update(created_at=timezone.now() - dt.timedelta(days=days))


class TestCalls:
    @pytest.mark.parametrize(("needs", "model"), [("complaint", Complaint), ("ticket", ServiceTicket)])
    def test_an_issue_that_needs_action_opens_a_linked_complaint_or_ticket(self, people, customer, needs, model):
        """VIS-06"""
        call = log_follow_up(people.rep1, customer=customer, satisfaction=2, issues="异响", needs_action=needs)
        call.refresh_from_db()
        opened = model.objects.get()
        assert call.opened == opened
        assert opened.customer == customer
        assert "异响" in (getattr(opened, "content", "") or opened.need)

    def test_without_an_issue_nothing_is_opened_and_nothing_saved(self, people, customer):
        """VIS-06"""
        with pytest.raises(BusinessError, match="请描述需要处理的问题"):
            log_follow_up(people.rep1, customer=customer, satisfaction=2, issues=" ", needs_action="ticket")
        assert FollowUpCall.objects.count() == ServiceTicket.objects.count() == 0

    def test_a_case_that_cannot_be_opened_takes_the_call_back(self, people, customer):
        customer.contacts.all().delete()
        with pytest.raises(BusinessError, match="请填写客户联系人和联系方式"):
            log_follow_up(people.rep1, customer=customer, satisfaction=2, issues="异响", needs_action="complaint")
        assert FollowUpCall.objects.count() == 0

    @pytest.mark.parametrize("satisfaction", [0, 6, None])
    def test_satisfaction_is_one_to_five(self, people, customer, satisfaction):
        """VIS-06"""
        with pytest.raises(BusinessError, match="满意度为 1 至 5"):
            log_follow_up(people.rep1, customer=customer, satisfaction=satisfaction)
        assert FollowUpCall.objects.count() == 0

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager", "quality"])
    def test_others_cannot_log(self, people, customer, name):
        with pytest.raises(PermissionDenied, match="只能回访您负责的客户"):
            log_follow_up(getattr(people, name), customer=customer, satisfaction=4)
        assert FollowUpCall.objects.count() == 0

    def test_the_customer_page_shows_the_last_call(self, rep, people, customer):
        """VIS-06"""
        log_follow_up(people.rep1, customer=customer, satisfaction=4, called_at=timezone.now() - dt.timedelta(days=9))
        page = rep.get(customer.get_absolute_url()).content.decode()
        assert (
            str(today() - dt.timedelta(days=9))
            in rep.get(reverse("customer-figures", args=[customer.pk])).content.decode()
        )
        assert reverse("visit-log") + f"?customer={customer.pk}" in page

    def test_a_call_is_due_after_90_days_and_logging_closes_it(self, people, customer):
        """VIS-06"""
        now = timezone.now()
        age(customer, 89)
        assert open_due_calls(now) == 0
        age(customer, 90)
        assert open_due_calls(now) == 0
        age(customer, 91)
        assert open_due_calls(now) == 1
        assert open_due_calls(now) == 0
        assert Task.objects.get(kind="follow_up_due").person == people.rep1
        log_follow_up(people.rep1, customer=customer, satisfaction=4)
        assert Task.objects.get(kind="follow_up_due").status == "done"
        assert open_due_calls(now) == 0

    def test_the_service_centre_logs_none(self, client, people, customer):
        """docs/roles.md: follow-up calls are the rep's; what is told to the service centre is a complaint or a ticket."""
        client.force_login(people.service)
        data = {"customer": customer.pk, "called_at": "2026-01-05T15:00", "way": "phone", "satisfaction": 5}
        answer = client.post(reverse("follow-up-create"), data)
        assert answer.status_code == 403
        assert not FollowUpCall.objects.exists()


class TestTrackingCard:
    def test_the_forging_branch_demands_the_card(self, people, customer):
        """SVC-12"""
        apply_profile("forging", people.admin)
        with pytest.raises(BusinessError, match="请填写产品质量跟踪卡：制度要求每次回访都填写"):
            log_follow_up(people.rep1, customer=customer, satisfaction=4)
        assert FollowUpCall.objects.count() == 0
        log_follow_up(people.rep1, customer=customer, satisfaction=4, card=CARD)
        assert QualityTrackingCard.objects.get().findings == "磨损正常"

    def test_other_profiles_do_not(self, people, customer):
        """SVC-12"""
        assert policy().tracking_card_required is False
        log_follow_up(people.rep1, customer=customer, satisfaction=4)
        assert QualityTrackingCard.objects.count() == 0

    def test_the_form_asks_for_it_and_the_card_is_printed(self, rep, people, customer):
        """SVC-12, F-22"""
        apply_profile("forging", people.admin)
        data = {"customer": customer.pk, "called_at": "2026-01-05T15:00", "way": "phone", "satisfaction": 5}
        refused = rep.post(reverse("follow-up-create"), data)
        assert refused.status_code == 422
        assert "card_findings" in refused.context["form"].errors
        assert rep.post(reverse("follow-up-create"), {**data, "card_findings": "磨损正常"}).status_code == 302
        call = FollowUpCall.objects.get()
        assert rep.get(call.get_absolute_url()).status_code == 200
        assert rep.get(reverse("tracking-card-pdf", args=[call.pk])).content.startswith(b"%PDF")

    def test_the_card_of_another_team_does_not_exist(self, client, people, customer):
        call = log_follow_up(people.rep1, customer=customer, satisfaction=4, card=CARD)
        client.force_login(people.rep2)
        assert client.get(reverse("tracking-card-pdf", args=[call.pk])).status_code == 404
        assert client.get(call.get_absolute_url()).status_code == 404


class TestPreferences:
    def test_it_is_shown_read_only_where_a_visit_is_planned_and_on_the_visit(self, rep, people, customer):
        """CUS-06"""
        keep_preference(people.rep1, customer=customer, topic="包装", content="木箱，不要纸箱")
        visit = visits.plan_visit(people.rep1, customer=customer, day=today(), purpose="…")
        pages = [
            rep.get(reverse("visit-create"), {"customer": customer.pk}),
            rep.get(reverse("visit-log"), {"customer": customer.pk}),
            rep.get(reverse("visit-edit", args=[visit.pk])),
            rep.get(visit.get_absolute_url()),
            rep.get(reverse("preferences-read", args=[customer.pk])),
        ]
        for page in pages:
            assert "木箱，不要纸箱" in page.content.decode()
        assert "木箱" not in rep.get(reverse("visit-create")).content.decode()

    def test_of_a_customer_out_of_scope_nothing_is_shown(self, client, people, customer):
        keep_preference(people.rep1, customer=customer, topic="包装", content="木箱，不要纸箱")
        client.force_login(people.rep2)
        assert "木箱" not in client.get(reverse("visit-create"), {"customer": customer.pk}).content.decode()
        for name in ("preferences-read", "customer-preferences", "preference-create"):
            assert client.get(reverse(name, args=[customer.pk])).status_code == 404

    def test_it_is_recorded_from_a_visit_with_its_source(self, rep, people, customer):
        """CUS-06"""
        visit = visits.log_visit(people.rep1, customer=customer, visited_at=timezone.now(), purpose="…")
        address = reverse("visit-do", args=[visit.pk, "remember"])
        assert rep.post(address, {"topic": "交期", "content": "周五前"}).status_code == 302
        assert CustomerPreference.objects.get().source == visit

    def test_tab_new_edit_and_set_aside(self, rep, people, customer):
        tab = reverse("customer-preferences", args=[customer.pk])
        assert (
            rep.post(reverse("preference-create", args=[customer.pk]), {"topic": "交期", "content": "周五"}).url == tab
        )
        found = CustomerPreference.objects.get()
        edit = reverse("preference-edit", args=[found.pk])
        assert edit in rep.get(tab).content.decode()
        assert rep.get(edit).status_code == 200
        assert rep.post(edit, {"topic": "交期", "content": "周四"}).status_code == 302
        assert rep.post(reverse("preference-retire", args=[found.pk])).status_code == 302
        found.refresh_from_db()
        assert (found.content, found.retired_at is not None) == ("周四", True)
        with pytest.raises(BusinessError, match="该偏好已停用"):
            retire_preference(found.pk, people.rep1)

    def test_a_supervisor_reads_but_does_not_keep_it(self, client, people, customer):
        found = keep_preference(people.rep1, customer=customer, topic="包装", content="木箱")
        client.force_login(people.supervisor)
        page = client.get(reverse("customer-preferences", args=[customer.pk]))
        assert "木箱" in page.content.decode()
        assert client.get(reverse("preference-create", args=[customer.pk])).status_code == 403
        assertContains(
            client.post(reverse("preference-retire", args=[found.pk])),
            "客户偏好由负责该客户的人员维护",
            status_code=403,
        )
        assert CustomerPreference.objects.current().count() == 1


class TestDormant:
    def test_a_customer_without_any_activity_for_90_days_is_listed_with_its_owner(self, rep, people):
        """REL-03"""
        silent, fresh = active_customer(people.rep1), active_customer(people.rep1)
        visited, called = active_customer(people.rep1), active_customer(people.rep1)
        for each in (silent, visited, called):
            age(each, 91)
        age(fresh, 89)
        moment = timezone.now() - dt.timedelta(days=20)
        visits.log_visit(people.rep1, customer=visited, visited_at=moment, purpose="…")
        log_follow_up(people.rep1, customer=called, satisfaction=4, called_at=moment)
        page = rep.get(reverse("dormant-list"))
        assert [row.record for row in page.context["page"].object_list] == [silent]
        assert str(silent.owner) in page.content.decode()

    def test_old_activity_keeps_nobody_awake_and_is_named(self, people):
        """REL-03"""
        customer = active_customer(people.rep1)
        age(customer, 300)
        moment = timezone.now() - dt.timedelta(days=95)
        visits.log_visit(people.rep1, customer=customer, visited_at=moment, purpose="…")
        found = with_last_activity(dormant_customers(Customer.objects.all())).get()
        assert (found, found.last_activity) == (customer, moment)

    @pytest.mark.parametrize("days, listed", [(91, True), (90, False)])
    def test_at_90_days_exactly_nobody_sleeps_yet(self, people, days, listed):
        """REL-03"""
        customer = active_customer(people.rep1)
        age(customer, 300)
        moment = timezone.now() - dt.timedelta(days=days)
        visits.log_visit(people.rep1, customer=customer, visited_at=moment, purpose="…")
        assert dormant_customers(Customer.objects.all()).exists() is listed

    @pytest.mark.parametrize("sign", ["contact", "talk", "solution", "event"])
    def test_contacts_talks_solutions_and_events_keep_a_customer_awake(self, people, sign):
        """REL-03"""
        customer = active_customer(people.rep1)
        age(customer, 300)
        long_ago = timezone.now() - dt.timedelta(days=200)
        chance = create_opportunity(people.rep1, customer, title="…")
        Opportunity.objects.filter(pk=chance.pk).update(created_at=long_ago)
        assert dormant_customers(Customer.objects.all()).exists()
        day = today() - dt.timedelta(days=5)
        if sign == "contact":
            contact_customer(chance.pk, people.rep1, "电话")
        elif sign == "talk":
            NegotiationRecord.objects.create(opportunity=chance, held_on=day, by=people.rep1)
        elif sign == "solution":
            Solution.objects.create(
                opportunity=chance,
                number="SOL-T",
                template=NeedsTemplate.objects.first(),
                title="…",
                status="presented",
                presented_on=day,
            )
        else:
            event = Campaign.objects.create(number="C-T", name="…", type="launch", starts_on=day, ends_on=day)
            invited = CampaignInvitation.objects.create(campaign=event, customer=customer, invited_by=people.rep1)
            assert dormant_customers(Customer.objects.all()).exists()
            CampaignInvitation.objects.filter(pk=invited.pk).update(status="attended")
        assert not dormant_customers(Customer.objects.all()).exists()

    def test_a_manager_exports_it_and_a_rep_does_not(self, client, people):
        """REL-03"""
        customer = active_customer(people.rep1)
        age(customer, 91)
        for name, shown in (("manager", True), ("rep1", False)):
            client.force_login(getattr(people, name))
            assert bool(client.get(reverse("dormant-list")).context["export_url"]) is shown

    def test_it_asks_as_often_for_three_as_for_one(self, rep, people, django_assert_max_num_queries):
        address = reverse("dormant-list")
        age(active_customer(people.rep1), 91)
        rep.get(address)
        with django_assert_max_num_queries(100) as one:
            rep.get(address)
        for _n in range(2):
            age(active_customer(people.rep1), 91)
        with django_assert_max_num_queries(len(one)):
            assert len(rep.get(address).context["page"].object_list) == 3


def test_lists_ask_as_often_for_three_as_for_one(rep, people, customer, django_assert_max_num_queries):
    def make():
        call = log_follow_up(people.rep1, customer=customer, satisfaction=4, card=CARD)
        keep_preference(people.rep1, customer=customer, topic="包装", content="木箱", source=call)

    make()
    addresses = [
        reverse("follow-up-list"),
        reverse("customer-follow-ups", args=[customer.pk]),
        reverse("customer-preferences", args=[customer.pk]),
    ]
    for address in addresses:
        rep.get(address)
        with django_assert_max_num_queries(100) as one:
            rep.get(address)
        make()
        make()
        with django_assert_max_num_queries(len(one)):
            assert rep.get(address).status_code == 200


def test_a_customer_without_owner_or_contact_breaks_no_form(rep):
    customer = CustomerFactory(owner=None, contact=False)
    assert rep.get(reverse("visit-log"), {"customer": customer.pk}).status_code == 200
    assert rep.get(reverse("visit-log"), {"customer": "²"}).status_code == 200


def test_ten_times_as_many_due_calls_cost_no_more_statements(people, django_assert_max_num_queries):
    now = timezone.now() + dt.timedelta(days=policy().follow_up_days + 2)
    for number in range(30):
        active_customer(people.rep1, name=f"重庆第{number}机械厂")
    with django_assert_max_num_queries(8):
        assert open_due_calls(now) == 30
    assert open_due_calls(now) == 0


def test_one_customer_whose_call_cannot_be_opened_costs_no_other_his(people):
    good, bad = active_customer(people.rep1), active_customer(people.rep1)

    def of_a_broken_file():
        raise ValueError("no name")

    rows = [(bad, people.rep1, of_a_broken_file), (good, people.rep1, lambda: "电话回访")]
    made = open_tasks("follow_up_due", rows, key="", queue="follow_up_due")
    assert [task.object_id for task in made] == [good.pk]
    assert Task.objects.get(kind="follow_up_due").object_id == good.pk
    fault = QueueFault.objects.get(queue="follow_up_due")
    assert (fault.row, fault.reason) == (bad, "ValueError: no name")
