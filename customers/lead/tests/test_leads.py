"""Leads: entered, assigned, followed up, assessed, converted."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from customers.customer.models import Customer
from customers.lead import following as leads
from customers.lead.models import Lead, LeadAssessment
from customers.opportunity.conversion import convert_lead
from customers.opportunity.forms import ConversionForm
from customers.opportunity.models import Opportunity
from customers.tests.factories import CustomerFactory, LeadFactory
from salesmgmt.core import audit
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db

FIELDS = {"company": "成都远航车业有限公司", "contact_name": "李强", "phone": "13900000000"}
RATINGS = {"size": "high", "purchasing_power": "medium", "credit_standing": "high", "willingness": "low"}


def assigned_lead(people, **fields):
    return LeadFactory(owner=people.rep1, status="assigned", created_by=people.rep1, **fields)


def qualified_lead(people, **fields):
    lead = LeadFactory(owner=people.rep1, status="qualified", created_by=people.rep1, **fields)
    LeadAssessment.objects.create(lead=lead, **RATINGS)
    return lead


class TestEntering:
    def test_a_rep_enters_a_new_lead_of_his_own_with_a_number(self, people):
        """LEAD-01"""
        lead = leads.create_lead(people.rep1, source="exhibition", **FIELDS)
        lead.refresh_from_db()
        assert (lead.status, lead.created_by, lead.owner) == ("new", people.rep1, people.rep1)
        assert lead.number.startswith("LEAD-")
        assert lead.region == people.units.east

    def test_without_a_source_it_is_refused(self, people):
        """LEAD-01"""
        with pytest.raises(BusinessError, match="请填写线索来源"):
            leads.create_lead(people.rep1, source="", **FIELDS)
        assert Lead.objects.count() == 0

    def test_the_supervisor_of_the_rep_is_told_at_once_and_nobody_else(self, people):
        """LEAD-01, LEAD-02"""
        lead = leads.create_lead(people.rep1, source="exhibition", **FIELDS)
        notice = Notice.objects.get()
        assert (notice.user, notice.url) == (people.supervisor, lead.get_absolute_url())

    def test_where_only_managers_assign_the_manager_is_told(self, people):
        change_setting("lead_assigners", ["mgr"], people.admin)
        leads.create_lead(people.rep1, source="exhibition", **FIELDS)
        assert [notice.user for notice in Notice.objects.all()] == [people.manager]

    def test_by_a_setting_a_lead_of_his_own_is_his_at_once(self, people):
        """LEAD-03: its hours run from then on."""
        change_setting("own_lead_at_once", True, people.admin)
        lead = leads.create_lead(people.rep1, source="exhibition", **FIELDS)
        lead.refresh_from_db()
        assert (lead.status, lead.owner, lead.assigned_at is not None) == ("assigned", people.rep1, True)
        assert (lead.assignments.get().to_user, lead.assignments.get().assigned_by) == (people.rep1, people.rep1)
        assert [notice.user for notice in Notice.objects.all()] == [people.supervisor]
        leads.log_activity(lead.pk, people.rep1, "call", "已联系")

    def test_the_setting_gives_nobody_a_lead_that_somebody_else_entered(self, people):
        change_setting("own_lead_at_once", True, people.admin)
        lead = leads.create_lead(people.service, source="service_centre", region=people.units.east, **FIELDS)
        assert (lead.status, lead.owner) == ("new", None)

    def test_the_service_centre_hands_a_lead_to_a_region(self, people):
        lead = leads.create_lead(people.service, source="service_centre", region=people.units.east, **FIELDS)
        assert lead.owner is None
        seen = {
            name
            for name, person in vars(people).items()
            if name != "units" and Lead.objects.visible_to(person).exists()
        }
        assert seen == {"supervisor", "supervisor2", "manager", "director", "gm"}

    def test_the_service_centre_must_name_the_region(self, people):
        with pytest.raises(BusinessError, match="请选择跟进的区域"):
            leads.create_lead(people.service, source="service_centre", **FIELDS)

    @pytest.mark.parametrize("name", ["manager", "finance", "admin", "quality"])
    def test_others_enter_none(self, people, name):
        with pytest.raises(PermissionDenied, match="线索由销售代表、销售主管和客户服务中心录入"):
            leads.create_lead(getattr(people, name), source="exhibition", **FIELDS)
        assert Lead.objects.count() == 0


class TestInquiriesOfCustomers:
    """SVC-06: an inquiry of an existing customer goes to his rep and never opens a second file."""

    def test_whoever_enters_it_the_customers_rep_has_it_and_is_told(self, people):
        customer = CustomerFactory(owner=people.rep3, name="成都远航车业有限公司")
        lead = leads.create_lead(people.service, source="service_centre", **FIELDS)
        assert (lead.known_customer, lead.owner, lead.status) == (customer, people.rep3, "assigned")
        assert [notice.user for notice in Notice.objects.all()] == [people.rep3]

    def test_a_colleague_who_enters_it_does_not_get_the_customer(self, people):
        CustomerFactory(owner=people.rep3, name="成都远航车业（有限公司）")
        lead = leads.create_lead(people.rep1, source="exhibition", **{**FIELDS, "company": "成都远航车业(有限公司)"})
        assert lead.owner == people.rep3

    def test_its_conversion_opens_an_opportunity_and_no_file(self, people):
        customer = CustomerFactory(owner=people.rep1, name="成都远航车业有限公司")
        lead = qualified_lead(people, known_customer=customer, contact_name="李强", phone="13900000000")
        assert convert_lead(lead.pk, people.rep1, title="前桥总成") == customer
        assert Customer.objects.count() == 1
        assert Opportunity.objects.get().customer == customer
        assert customer.contacts.filter(name="李强").count() == 1

    def test_the_form_of_its_conversion_does_not_ask_for_a_file(self, people):
        customer = CustomerFactory(owner=people.rep1, name="成都远航车业有限公司")
        lead = qualified_lead(people, known_customer=customer)
        assert list(ConversionForm(user=people.rep1, document=lead).fields) == [
            "title",
            "expected_amount",
            "expected_on",
        ]


class TestAssigning:
    def test_the_supervisor_gives_it_to_a_rep_of_his_team_who_is_told(self, people):
        """LEAD-02"""
        lead = LeadFactory(owner=people.rep1, created_by=people.rep1)
        leads.assign_lead(lead.pk, people.supervisor, people.rep1, "请尽快联系")
        lead.refresh_from_db()
        assert (lead.status, lead.owner) == ("assigned", people.rep1)
        assert lead.assigned_at is not None
        assert Notice.objects.filter(user=people.rep1).count() == 1
        assignment = lead.assignments.get()
        assert (assignment.assigned_by, assignment.to_user) == (people.supervisor, people.rep1)

    def test_to_a_rep_outside_the_team_it_is_refused(self, people):
        """LEAD-02"""
        lead = LeadFactory(owner=people.rep1)
        with pytest.raises(BusinessError, match="不是您团队或区域的销售代表"):
            leads.assign_lead(lead.pk, people.supervisor, people.rep2)
        lead.refresh_from_db()
        assert (lead.status, lead.owner, lead.assignments.count()) == ("new", people.rep1, 0)

    def test_the_manager_assigns_across_the_teams_of_his_region(self, people):
        lead = LeadFactory(owner=people.rep1)
        leads.assign_lead(lead.pk, people.manager, people.rep2)
        with pytest.raises(BusinessError, match="不是您团队或区域的销售代表"):
            leads.assign_lead(lead.pk, people.manager, people.rep3)
        lead.refresh_from_db()
        assert lead.owner == people.rep2

    @pytest.mark.parametrize("name", ["rep1", "rep2", "supervisor2", "manager2", "director", "gm", "admin"])
    def test_others_assign_nothing(self, people, name):
        """LEAD-02"""
        lead = LeadFactory(owner=people.rep1)
        with pytest.raises(PermissionDenied, match="您无权分配该线索，须由所属团队或区域的上级决定"):
            leads.assign_lead(lead.pk, getattr(people, name), people.rep1)
        lead.refresh_from_db()
        assert (lead.status, lead.assignments.count()) == ("new", 0)

    def test_a_qualified_lead_is_not_assigned_again(self, people):
        lead = qualified_lead(people)
        with pytest.raises(BusinessError, match="“已合格”，不能变为“已分配”"):
            leads.assign_lead(lead.pk, people.supervisor, people.rep1)

    def test_disqualified_with_a_reason_and_reopened_by_the_manager_only(self, people):
        lead = assigned_lead(people)
        with pytest.raises(BusinessError, match="请填写原因"):
            leads.disqualify_lead(lead.pk, people.supervisor, " ")
        leads.disqualify_lead(lead.pk, people.supervisor, "无采购计划")
        with pytest.raises(BusinessError, match="该线索已作废，销售经理可以重新打开"):
            leads.assign_lead(lead.pk, people.supervisor, people.rep1)
        with pytest.raises(PermissionDenied, match="线索由所属区域的销售经理重新打开"):
            leads.reopen_lead(lead.pk, people.supervisor, people.rep1)
        lead.refresh_from_db()
        assert (lead.status, lead.disqualified_reason) == ("disqualified", "无采购计划")
        leads.reopen_lead(lead.pk, people.manager, people.rep1)
        lead.refresh_from_db()
        assert (lead.status, lead.disqualified_reason) == ("assigned", "")


class TestFollowingUp:
    def test_the_first_call_makes_it_contacted(self, people):
        """LEAD-03"""
        lead = assigned_lead(people)
        leads.log_activity(lead.pk, people.rep1, "call", "约定下周拜访")
        lead.refresh_from_db()
        assert lead.status == "contacted"
        assert lead.first_contact_at is not None
        assert lead.activities.get().summary == "约定下周拜访"

    def test_a_note_is_no_contact(self, people):
        lead = assigned_lead(people)
        leads.log_activity(lead.pk, people.rep1, "note", "查询公司资料")
        lead.refresh_from_db()
        assert (lead.status, lead.first_contact_at) == ("assigned", None)

    def test_a_contact_lies_in_the_past(self, people):
        lead = assigned_lead(people)
        with pytest.raises(BusinessError, match="联系时间不能晚于现在"):
            leads.log_activity(lead.pk, people.rep1, "call", "…", at=timezone.now() + dt.timedelta(hours=1))

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager", "gm"])
    def test_only_the_responsible_rep_logs(self, people, name):
        lead = assigned_lead(people)
        with pytest.raises(PermissionDenied, match="线索由被分配的销售代表跟进"):
            leads.log_activity(lead.pk, getattr(people, name), "call", "…")
        lead.refresh_from_db()
        assert (lead.status, lead.activities.count()) == ("assigned", 0)

    def test_three_of_four_assessments_are_not_enough(self, people):
        """LEAD-05"""
        lead = LeadFactory(owner=people.rep1, status="contacted")
        leads.assess_lead(lead.pk, people.rep1, **{**RATINGS, "willingness": ""})
        with pytest.raises(BusinessError, match="尚未评估"):
            leads.qualify_lead(lead.pk, people.rep1)
        lead.refresh_from_db()
        assert lead.status == "contacted"

    def test_with_all_four_it_is_qualified_and_may_be_a_priority(self, people):
        """LEAD-05"""
        lead = LeadFactory(owner=people.rep1, status="contacted")
        leads.assess_lead(lead.pk, people.rep1, conclusion="重点开发", **RATINGS)
        leads.qualify_lead(lead.pk, people.rep1, is_priority=True)
        lead.refresh_from_db()
        assert (lead.status, lead.is_priority) == ("qualified", True)

    def test_a_qualified_lead_becomes_a_priority_and_is_none_again(self, client, people):
        """LEAD-05"""
        lead = LeadFactory(owner=people.rep1, status="qualified")
        client.force_login(people.rep1)
        for act, after in (("priority", True), ("no-priority", False)):
            client.post(reverse("lead-do", args=[lead.pk, act]))
            lead.refresh_from_db()
            assert lead.is_priority is after

    @pytest.mark.parametrize(
        "name, status", [("rep2", "qualified"), ("supervisor", "qualified"), ("rep1", "contacted")]
    )
    def test_nobody_else_and_nothing_earlier_is_made_a_priority(self, people, name, status):
        """LEAD-05"""
        lead = LeadFactory(owner=people.rep1, status=status)
        with pytest.raises(
            (PermissionDenied, BusinessError), match="线索由被分配的销售代表跟进|只有已确认的线索才能列为重点开发对象"
        ):
            leads.set_priority(lead.pk, getattr(people, name))
        lead.refresh_from_db()
        assert not lead.is_priority

    def test_once_qualified_no_rating_is_taken_away(self, people):
        """LEAD-05"""
        lead = LeadFactory(owner=people.rep1, status="qualified")
        LeadAssessment.objects.create(lead=lead, **RATINGS)
        with pytest.raises(BusinessError, match="尚未评估"):
            leads.assess_lead(lead.pk, people.rep1, **{**RATINGS, "size": ""})
        assert LeadAssessment.objects.get().size == RATINGS["size"]
        leads.assess_lead(lead.pk, people.rep1, **{**RATINGS, "size": "low"})
        assert LeadAssessment.objects.get().size == "low"

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager"])
    def test_only_the_responsible_rep_qualifies(self, people, name):
        lead = LeadFactory(owner=people.rep1, status="contacted")
        LeadAssessment.objects.create(lead=lead, **RATINGS)
        with pytest.raises(PermissionDenied, match="线索由被分配的销售代表跟进"):
            leads.qualify_lead(lead.pk, getattr(people, name))
        lead.refresh_from_db()
        assert lead.status == "contacted"

    def test_unrated_names_what_is_missing(self):
        assert leads.unrated(LeadAssessment(size="high", willingness="low")) == ["purchasing_power", "credit_standing"]


def test_every_step_is_in_the_audit_record(people):
    lead = leads.create_lead(people.rep1, source="exhibition", **FIELDS)
    leads.assign_lead(lead.pk, people.supervisor, people.rep1)
    leads.log_activity(lead.pk, people.rep1, "call", "…")
    steps = [(row.actor, row.from_status, row.to_status) for row in reversed(audit.timeline(lead))]
    assert steps == [
        (people.rep1, "", "new"),
        (people.supervisor, "new", "assigned"),
        (people.rep1, "assigned", "contacted"),
    ]
