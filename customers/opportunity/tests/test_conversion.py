"""A qualified lead becomes a customer and an opportunity (LEAD-06)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from customers.customer.models import Customer
from customers.evaluation.standing import why_no_business
from customers.lead import following as leads
from customers.lead.tests.test_leads import qualified_lead
from customers.opportunity.conversion import convert_lead
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import lose_opportunity
from customers.tests.factories import CustomerFactory
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db

CONVERSION = {"name": "成都远航车业有限公司", "location_type": "remote", "title": "前桥总成"}


class TestConversion:
    def test_exactly_one_prospect_and_one_opportunity(self, people):
        """LEAD-06"""
        lead = qualified_lead(people, need="年需前桥5000套")
        customer = convert_lead(lead.pk, people.rep1, expected_amount=Decimal("300000"), **CONVERSION)
        lead.refresh_from_db()
        opportunity = Opportunity.objects.get()
        assert list(Customer.objects.all()) == [customer]
        assert (customer.status, customer.owner, customer.contacts.get().name) == ("prospect", people.rep1, "李强")
        assert (opportunity.customer, opportunity.lead, opportunity.status) == (customer, lead, "needs_analysis")
        assert (lead.status, lead.customer, lead.is_editable) == ("converted", customer, False)
        assert why_no_business(customer) != ""

    def test_a_second_time_nothing_is_made(self, people):
        """LEAD-06"""
        lead = qualified_lead(people)
        convert_lead(lead.pk, people.rep1, **CONVERSION)
        with pytest.raises(BusinessError, match="“已转化”，不能变为“已转化”"):
            convert_lead(lead.pk, people.rep1, **CONVERSION)
        assert (Customer.objects.count(), Opportunity.objects.count()) == (1, 1)

    def test_a_converted_lead_is_read_only(self, people):
        """LEAD-06"""
        lead = qualified_lead(people)
        convert_lead(lead.pk, people.rep1, **CONVERSION)
        with pytest.raises(PermissionDenied, match="线索在未结束时由负责人员编辑"):
            leads.update_lead(lead.pk, people.rep1, company="别的公司")
        with pytest.raises(BusinessError, match="”状态，不能记录跟进"):
            leads.log_activity(lead.pk, people.rep1, "call", "…")

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager", "gm"])
    def test_only_the_responsible_rep_converts(self, people, name):
        lead = qualified_lead(people)
        with pytest.raises(PermissionDenied, match="线索由被分配的销售代表转化"):
            convert_lead(lead.pk, getattr(people, name), **CONVERSION)
        lead.refresh_from_db()
        assert (lead.status, Customer.objects.count()) == ("qualified", 0)

    def test_a_registered_credit_code_stops_the_whole_conversion(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep2, credit_code="91500000MA5U0000XN")
        lead = qualified_lead(people)
        with pytest.raises(BusinessError, match="该统一社会信用代码已登记，请询问您的经理"):
            convert_lead(lead.pk, people.rep1, credit_code="91500000MA5U0000XN", **CONVERSION)
        lead.refresh_from_db()
        assert (lead.status, Customer.objects.count(), Opportunity.objects.count()) == ("qualified", 1, 0)

    def test_an_opportunity_is_lost_with_a_reason(self, people):
        lead = qualified_lead(people)
        convert_lead(lead.pk, people.rep1, **CONVERSION)
        opportunity = Opportunity.objects.get()
        with pytest.raises(BusinessError, match="请填写原因"):
            lose_opportunity(opportunity.pk, people.rep1, "")
        with pytest.raises(PermissionDenied, match="未结束的销售机会由被分配的销售代表及其主管跟进"):
            lose_opportunity(opportunity.pk, people.rep2, "价格")
        lose_opportunity(opportunity.pk, people.rep1, "价格")
        opportunity.refresh_from_db()
        assert (opportunity.status, opportunity.lost_reason) == ("lost", "价格")
