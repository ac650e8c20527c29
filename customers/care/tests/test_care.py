"""Greetings, festivals and campaigns (REL-01, REL-02)."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains

from customers.campaign import running as campaigns
from customers.campaign.models import Campaign, CampaignInvitation
from customers.care.festival import birthdays_on, falls_on, next_day
from customers.care.greeting import (
    draft_greetings,
    greeting_for,
    mail_greetings,
    mark_called,
    send_greeting,
    skip_greeting,
    update_greeting,
)
from customers.care.models import CareTask, Festival
from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory, active_customer
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

SEVEN = dt.time(7)


@pytest.fixture
def people():
    # The list of festivals is the company's own; here every festival is named.
    Festival.objects.all().delete()
    return company()


@pytest.fixture
def contact(people):
    found = active_customer(people.rep1).contacts.get()
    found.birthday = dt.date(1980, 5, 12)
    found.save(update_fields=["birthday"])
    return found


def on(year, month, day):
    return at(dt.date(year, month, day), SEVEN)


class TestBirthdays:
    @pytest.mark.parametrize("day", [9, 10, 11, 12])
    def test_one_draft_for_the_owner_from_three_days_before_and_never_a_second(self, people, contact, day):
        """REL-01"""
        assert draft_greetings(on(2026, 5, day)) == 1
        assert draft_greetings(on(2026, 5, day)) == draft_greetings(on(2026, 5, 12)) == 0
        care = CareTask.objects.get()
        assert (care.contact, care.status, care.day, care.festival) == (contact, "draft", dt.date(2026, 5, 12), None)
        assert contact.name in care.greeting
        task = Task.objects.get(kind="care")
        assert (task.person, task.document, task.due_on) == (people.rep1, care, dt.date(2026, 5, 12))

    @pytest.mark.parametrize("day", [8, 13])
    def test_neither_earlier_nor_later(self, contact, day):
        """REL-01"""
        assert draft_greetings(on(2026, 5, day)) == 0

    def test_another_draft_in_the_next_year(self, contact):
        draft_greetings(on(2026, 5, 12))
        assert draft_greetings(on(2027, 5, 12)) == 1

    def test_blocked_customers_and_those_without_owner_are_not_greeted(self, people, contact):
        Customer.objects.update(status="blocked")
        other = CustomerFactory(owner=None)
        other.contacts.update(birthday=dt.date(1980, 5, 12))
        assert draft_greetings(on(2026, 5, 12)) == 0

    def test_a_leap_day_is_greeted_on_the_28th_of_a_short_year(self):
        assert birthdays_on(dt.date(2027, 2, 28)) == [(2, 28), (2, 29)]
        assert birthdays_on(dt.date(2028, 2, 28)) == [(2, 28)]

    def test_the_to_do_follows_the_customer_to_its_new_rep(self, people, contact):
        draft_greetings(on(2026, 5, 10))
        Customer.objects.update(owner=people.rep2)
        draft_greetings(on(2026, 5, 11))
        assert Task.objects.get(kind="care").person == people.rep2


class TestFestivals:
    @pytest.mark.parametrize(
        ("month", "day", "falls"),
        [
            (1, 1, [(2025, 1, 29), (2026, 2, 17), (2027, 2, 6)]),
            (5, 5, [(2025, 5, 31), (2026, 6, 19)]),
            (8, 15, [(2025, 10, 6), (2026, 9, 25)]),
            (12, 30, [(2025, 1, 28), (2026, 2, 16)]),
            # 2025 has a sixth month twice; the festival is in the first of them.
            (6, 6, [(2025, 6, 30)]),
        ],
    )
    def test_the_chinese_calendar(self, month, day, falls):
        """REL-01"""
        festival = SimpleNamespace(calendar="lunar", month=month, day=day)
        for each in falls:
            assert falls_on(festival, dt.date(*each))
        year = falls[0][0]
        first = dt.date(year, 1, 1)
        days = [first + dt.timedelta(days=number) for number in range(365)]
        assert [each for each in days if falls_on(festival, each)] == [dt.date(*falls[0])]

    def test_every_contact_gets_one_draft_and_each_owner_one_notice(self, people, contact):
        """REL-01"""
        Contact.objects.create(customer=contact.customer, name="刘明", phone="138")
        other = active_customer(people.rep2)
        festival = Festival.objects.create(
            name="中秋节", calendar="lunar", month=8, day=15, greeting="{contact}中秋快乐"
        )
        assert draft_greetings(on(2026, 9, 22)) == 3
        assert draft_greetings(on(2026, 9, 25)) == 0
        assert {care.contact.customer for care in CareTask.objects.filter(festival=festival)} == {
            contact.customer,
            other,
        }
        assert Notice.objects.filter(user=people.rep1).count() == Notice.objects.filter(user=people.rep2).count() == 1
        assert Task.objects.filter(kind="care").count() == 0

    def test_a_festival_not_in_use_drafts_nothing(self, contact):
        Festival.objects.create(name="元旦", month=1, day=1, greeting="…", is_active=False)
        assert draft_greetings(on(2026, 1, 1)) == 0

    def test_names_are_filled_in_and_other_braces_stay(self, contact):
        assert (
            greeting_for("{contact} {company} {x} {0}", contact)
            == f"{contact.name} {contact.customer.name} {{x}} {{0}}"
        )

    def test_the_next_day_of_a_festival(self):
        festival = SimpleNamespace(calendar="lunar", month=1, day=1)
        assert next_day(festival, dt.date(2026, 2, 18)) == dt.date(2027, 2, 6)

    @pytest.mark.parametrize("name", ["admin", "director"])
    def test_administrator_and_director_keep_the_list(self, client, people, name):
        client.force_login(getattr(people, name))
        data = {"name": "端午节", "calendar": "lunar", "month": 5, "day": 5, "greeting": "端午安康", "is_active": "on"}
        assert client.post(reverse("festival-create"), data).status_code == 302
        festival = Festival.objects.get()
        address = reverse("festival-edit", args=[festival.pk])
        assert client.post(address, {**data, "day": 31}).status_code == 422
        assert client.post(address, {**data, "greeting": "端午快乐"}).status_code == 302
        festival.refresh_from_db()
        assert (festival.day, festival.greeting) == (5, "端午快乐")
        assert "端午节" in client.get(reverse("festival-list")).content.decode()

    def test_others_do_not(self, rep, people):
        festival = Festival.objects.create(name="元旦", month=1, day=1, greeting="…")
        assert rep.get(reverse("festival-create")).status_code == 403
        assert rep.get(reverse("festival-list")).status_code == 403
        assert rep.get(reverse("festival-edit", args=[festival.pk])).status_code == 404


class TestSending:
    @pytest.fixture
    def care(self, contact):
        contact.email = "wang@example.com"
        contact.save(update_fields=["email"])
        draft_greetings(on(2026, 5, 12))
        return CareTask.objects.get()

    def test_nothing_is_mailed_without_a_person(self, care):
        """REL-01"""
        assert mail_greetings(on(2026, 5, 12)) == 0
        assert mail.outbox == []

    def test_a_person_sends_it_once(self, people, care):
        """REL-01"""
        send_greeting(care.pk, people.rep1, "生日快乐", "祝您生日快乐")
        assert Task.objects.get(kind="care").status == "done"
        assert mail_greetings(on(2026, 5, 12)) == 1
        assert mail_greetings(on(2026, 5, 12)) == 0
        letter = mail.outbox[-1]
        assert (letter.to, letter.subject, letter.body) == (["wang@example.com"], "生日快乐", "祝您生日快乐")
        with pytest.raises(BusinessError, match="“已发邮件”，不能变为“已电话问候”"):
            mark_called(care.pk, people.rep1)

    def test_without_an_address_it_is_refused(self, people, care):
        Contact.objects.update(email="")
        with pytest.raises(BusinessError, match="没有邮箱地址"):
            send_greeting(care.pk, people.rep1, "…", "…")
        care.refresh_from_db()
        assert care.status == "draft"

    def test_it_is_edited_called_or_skipped(self, people, care):
        update_greeting(care.pk, people.rep1, "改过的问候")
        mark_called(care.pk, people.rep1)
        care.refresh_from_db()
        assert (care.greeting, care.status, care.done_at is not None) == ("改过的问候", "called", True)
        with pytest.raises(BusinessError, match="该问候状态为“"):
            update_greeting(care.pk, people.rep1, "再改")
        with pytest.raises(BusinessError, match="“已电话问候”，不能变为“未问候”"):
            skip_greeting(care.pk, people.rep1)

    def test_others_greet_nobody(self, people, care):
        for person in (people.rep2, people.supervisor, people.manager):
            with pytest.raises(PermissionDenied, match="问候由负责该客户的销售代表发送"):
                send_greeting(care.pk, person, "…", "…")
        care.refresh_from_db()
        assert care.status == "draft"

    def test_pages(self, rep, people, care):
        assert care.contact.name in rep.get(reverse("care-list"), {"status": "draft"}).content.decode()
        assert rep.get(reverse("care-list"), {"festival": "null"}).status_code == 200
        assert rep.get(care.get_absolute_url()).status_code == 200
        assert rep.get(reverse("customer-care", args=[care.customer_id])).status_code == 200
        assert rep.get(reverse("care-do", args=[care.pk, "send"])).status_code == 200
        assert rep.post(reverse("care-edit", args=[care.pk]), {"greeting": "改"}).status_code == 302
        assert rep.post(reverse("care-list"), {"bulk": "called", "pk": care.pk}).status_code == 302
        care.refresh_from_db()
        assert (care.greeting, care.status) == ("改", "called")
        rep.force_login(people.rep2)
        assert rep.get(care.get_absolute_url()).status_code == 404


LAUNCH = {"name": "新品发布会", "type": "launch", "starts_on": today(), "ends_on": today()}


class TestCampaigns:
    def test_five_invited_and_three_came(self, client, people):
        """REL-02"""
        campaign = campaigns.create_campaign(people.manager, **LAUNCH)
        customers = [active_customer(people.rep1) for _n in range(5)]
        for customer in customers:
            campaigns.invite(campaign.pk, people.manager, customer=customer)
        for row in CampaignInvitation.objects.order_by("pk")[:3]:
            campaigns.answer_invitation(row.pk, people.rep1, "attended")
        client.force_login(people.rep1)
        page = client.get(campaign.get_absolute_url())
        assert "5/3" in page.content.decode()
        for customer in customers:
            assert campaign.name in client.get(reverse("customer-campaigns", args=[customer.pk])).content.decode()
        row = client.get(reverse("campaign-list")).context["page"].object_list[0].record
        assert (row.invited, row.attended) == (5, 3)

    def test_nobody_is_invited_twice_and_a_rep_invites_only_his_own(self, people):
        """REL-02"""
        campaign = campaigns.create_campaign(people.manager, **LAUNCH)
        customer = active_customer(people.rep1)
        campaigns.invite(campaign.pk, people.rep1, customer=customer)
        with pytest.raises(BusinessError, match="这些客户已经邀请"):
            campaigns.invite(campaign.pk, people.manager, customer=customer)
        with pytest.raises(PermissionDenied, match="客户由其负责人或活动组织者邀请"):
            campaigns.invite(campaign.pk, people.rep1, customer=active_customer(people.rep2))
        assert CampaignInvitation.objects.count() == 1

    def test_a_group_is_invited_at_once_within_the_own_scope(self, people):
        campaign = campaigns.create_campaign(people.manager, **LAUNCH)
        mine = active_customer(people.rep1)
        active_customer(people.rep2)
        CustomerFactory(owner=people.rep1)
        campaigns.invite(campaign.pk, people.rep1, group="active")
        assert [row.customer for row in CampaignInvitation.objects.all()] == [mine]

    def test_it_is_approved_by_somebody_else_and_outside_a_plan_with_a_reason(self, people):
        """MKT-03"""
        campaign = campaigns.create_campaign(people.manager, **LAUNCH)
        with pytest.raises(BusinessError, match="不在已批准的推广计划内"):
            campaigns.submit_campaign(campaign.pk, people.manager, " ")
        campaign.refresh_from_db()
        assert campaign.status == "planned"
        campaigns.submit_campaign(campaign.pk, people.manager, "客户维护")
        step = approvals.open_steps_of(campaign).get()
        for person in (people.manager, people.manager2, people.gm):
            with pytest.raises(PermissionDenied, match="该步骤不由您审批|因此由Director审批"):
                approvals.approve(step.pk, person)
        campaign.refresh_from_db()
        assert campaign.status == "submitted"
        approvals.approve(step.pk, people.director)
        campaign.refresh_from_db()
        assert campaign.status == "approved"

    def test_who_raises_the_budget_does_not_approve_the_campaign(self, people):
        """SEC-04"""
        people.director.roles = [*people.director.roles, "mgr"]  # only managers edit campaigns
        people.director.save(update_fields=["roles"])
        campaign = campaigns.create_campaign(people.manager, **LAUNCH, budget=Decimal(20000))
        campaigns.update_campaign(campaign.pk, people.director, budget=Decimal(200000))
        campaigns.submit_campaign(campaign.pk, people.manager, "客户维护")
        step = approvals.open_steps_of(campaign).get()
        assert (step.assignee, step.instead_of) == (people.gm, people.director)
        with pytest.raises(PermissionDenied, match="您于.*修改了预算，因此由Gm审批"):
            approvals.approve(step.pk, people.director)
        campaign.refresh_from_db()
        assert campaign.status == "submitted"
        approvals.approve(step.pk, people.gm)
        campaign.refresh_from_db()
        assert campaign.status == "approved"

    def test_the_whole_road_and_no_answer_at_its_end(self, people):
        campaign = campaigns.create_campaign(people.manager, **LAUNCH)
        campaigns.invite(campaign.pk, people.rep1, customer=active_customer(people.rep1))
        campaigns.submit_campaign(campaign.pk, people.manager, "客户维护")
        approvals.approve(approvals.open_steps_of(campaign).get().pk, people.director)
        for stop in ("preparing", "running", "finished"):
            campaigns.advance(stop)(campaign.pk, people.manager)
        campaigns.evaluate_campaign(campaign.pk, people.manager, 46, Decimal("10"), "好")
        with pytest.raises(BusinessError, match="请写下可供下次借鉴的经验"):
            campaigns.close_campaign(campaign.pk, people.manager, " ")
        campaigns.close_campaign(campaign.pk, people.manager, "早些邀请")
        row = CampaignInvitation.objects.get()
        with pytest.raises(BusinessError, match="活动状态为“"):
            campaigns.answer_invitation(row.pk, people.rep1, "attended")
        with pytest.raises(BusinessError, match="”，不能再邀请客户"):
            campaigns.invite(campaign.pk, people.manager, group="active")
        row.refresh_from_db()
        assert row.status == "invited"

    def test_pages_and_one_tap_answers(self, client, people):
        client.force_login(people.manager)
        data = {**LAUNCH, "starts_on": "2026-03-02", "ends_on": "2026-03-01"}
        assert client.post(reverse("campaign-create"), data).status_code == 422
        assert client.post(reverse("campaign-create"), {**data, "ends_on": "2026-03-03"}).status_code == 302
        campaign = Campaign.objects.get()
        assert client.get(reverse("campaign-edit", args=[campaign.pk])).status_code == 200
        invite = reverse("campaign-do", args=[campaign.pk, "invite"])
        assert client.get(invite).status_code == 200
        assert client.post(invite, {}).status_code == 422
        customer = active_customer(people.rep1)
        assert client.post(invite, {"customer": customer.pk}).status_code == 302
        row = CampaignInvitation.objects.get()
        answer = reverse("invitation-answer", args=[row.pk])
        assert client.post(answer, {"status": "accepted"}).status_code == 302
        assertContains(client.post(answer, {"status": "nonsense"}), "请选择答复", status_code=409)
        for name, status in (("rep2", 404), ("supervisor", 403)):
            client.force_login(getattr(people, name))
            assert client.post(answer, {"status": "declined"}).status_code == status
        row.refresh_from_db()
        assert row.status == "accepted"

    def test_lists_ask_as_often_for_three_as_for_one(self, client, people, django_assert_max_num_queries):
        client.force_login(people.director)
        customer = active_customer(people.rep1)
        Festival.objects.create(name="F", month=1, day=1, greeting="…")

        def make(number):
            campaign = campaigns.create_campaign(people.manager, **{**LAUNCH, "name": f"活动{number}"})
            campaigns.invite(campaign.pk, people.manager, customer=customer)
            contact = customer.contacts.create(name=f"王{number}", phone="1")
            CareTask.objects.create(customer=customer, contact=contact, day=today(), greeting="…")
            Festival.objects.create(name=f"F{number}", month=1, day=1, greeting="…")
            return campaign

        first = make(1)
        addresses = [
            reverse("campaign-list"),
            reverse("care-list"),
            reverse("festival-list"),
            first.get_absolute_url(),
            reverse("customer-campaigns", args=[customer.pk]),
            reverse("customer-care", args=[customer.pk]),
        ]
        before = {}
        for address in addresses:
            client.get(address)
            with django_assert_max_num_queries(100) as one:
                client.get(address)
            before[address] = len(one)
        for number in (2, 3):
            make(number)
            campaigns.invite(first.pk, people.manager, customer=active_customer(people.rep1))
        for address in addresses:
            with django_assert_max_num_queries(before[address]):
                assert client.get(address).status_code == 200
