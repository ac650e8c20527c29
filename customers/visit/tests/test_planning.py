"""Visits planned, agreed and cancelled (VIS-01)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory
from customers.visit import planning as visits
from customers.visit.models import Visit
from customers.visit.tests.road import TEN, appointed, done, plan
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(people):
    return CustomerFactory(owner=people.rep1)


class TestPlanning:
    def test_a_plan_without_contact_and_time_cannot_be_set_to_appointed(self, people, customer):
        """VIS-01"""
        visit = plan(people.rep1, customer)
        with pytest.raises(BusinessError, match="预约需要填写") as refusal:
            visits.appoint_visit(visit.pk, people.rep1)
        visit.refresh_from_db()
        assert visit.status == "planned"
        assert str(Visit._meta.get_field("contact").verbose_name) in str(refusal.value)

    def test_with_contact_and_time_it_is_agreed(self, people, customer):
        """VIS-01"""
        visit = plan(people.rep1, customer)
        visits.appoint_visit(visit.pk, people.rep1, contact=customer.contacts.first(), time=TEN)
        visit.refresh_from_db()
        assert (visit.status, visit.time, visit.is_unplanned) == ("appointed", TEN, False)
        assert appointed(people.rep1, customer).status == "appointed"

    def test_a_contact_of_another_customer_is_refused(self, people, customer):
        other = CustomerFactory(owner=people.rep1)
        with pytest.raises(BusinessError, match="属于另一家客户"):
            plan(people.rep1, customer, contact=other.contacts.first(), time=TEN)
        assert Visit.objects.count() == 0

    def test_a_plan_lies_ahead(self, people, customer):
        with pytest.raises(BusinessError, match="计划日期不能早于今天；已完成的拜访请按计划外登记"):
            plan(people.rep1, customer, day=today() - dt.timedelta(days=1))
        assert Visit.objects.count() == 0

    def test_a_visit_nobody_planned_is_logged_and_marked(self, people, customer):
        """VIS-01"""
        visit = done(people.rep1, customer)
        assert (visit.status, visit.is_unplanned, visit.visitor) == ("done", True, people.rep1)

    def test_a_visit_tomorrow_cannot_be_logged_today(self, people, customer):
        with pytest.raises(BusinessError, match="拜访时间不能晚于现在"):
            done(people.rep1, customer, timezone.now() + dt.timedelta(days=1))
        assert Visit.objects.count() == 0

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "gm", "manager2", "quality", "finance"])
    def test_others_cannot_plan_here(self, people, customer, name):
        with pytest.raises(PermissionDenied, match="只能拜访您负责的客户"):
            plan(getattr(people, name), customer)
        assert Visit.objects.count() == 0

    def test_colleagues_who_come_along_read_the_visit_and_are_told(self, people, customer):
        visit = plan(people.rep1, customer, companions=[people.rep2])
        assert list(Visit.objects.visible_to(people.rep2)) == [visit]
        assert Notice.objects.filter(user=people.rep2).count() == 1

    def test_a_visit_is_cancelled_with_a_reason_and_a_held_one_never(self, people, customer):
        visit = appointed(people.rep1, customer)
        with pytest.raises(BusinessError, match="请填写原因"):
            visits.cancel_visit(visit.pk, people.rep1, " ")
        visits.cancel_visit(visit.pk, people.rep1, "客户出差")
        visit.refresh_from_db()
        assert (visit.status, visit.cancelled_reason) == ("cancelled", "客户出差")
        held = done(people.rep1, customer)
        with pytest.raises(BusinessError, match="“已拜访”，不能变为“已取消”"):
            visits.cancel_visit(held.pk, people.rep1, "…")

    def test_a_new_owner_takes_over_what_his_predecessor_planned(self, people, customer):
        visit = appointed(people.rep1, customer)
        Customer.objects.filter(pk=customer.pk).update(owner=people.rep2)
        with pytest.raises(PermissionDenied, match="拜访由拜访人或负责该客户的销售代表办理"):
            visits.cancel_visit(visit.pk, people.rep1, "…")
        visits.cancel_visit(visit.pk, people.rep2, "重新安排")
        visit.refresh_from_db()
        assert visit.status == "cancelled"
