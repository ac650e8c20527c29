"""Service tickets: opened, judged by the warranty, assigned with or without the skill, resolved in a mode, confirmed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from customers.service.commitment import create_commitment
from customers.service.models import ServiceTeam, Technician
from customers.service.team import create_team, update_team
from customers.service.warranty import Acceptance, judge, matching, warranty_end
from customers.tests.factories import CustomerFactory, ProductCategoryFactory
from customers.ticket import work
from customers.ticket.alert import alert_unassigned
from customers.ticket.intake import open_ticket, update_ticket
from customers.ticket.models import ServiceTicket
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task, User
from salesmgmt.core.tests.factories import UserFactory, company

pytestmark = pytest.mark.django_db

ACCEPTED = dt.date(2026, 1, 15)


@pytest.fixture
def people():
    found = company()
    found.axles = ProductCategoryFactory(name="车桥")
    found.brakes = ProductCategoryFactory(name="制动部件")
    found.technician = UserFactory(name="马师傅", roles=["svc"])
    found.team = create_team(
        found.service, "西南服务队", found.service, [{"person": found.technician, "skills": [found.axles]}]
    )
    return found


def ticket_of(people, user=None, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    return open_ticket(user or people.rep1, customer, "后桥漏油", **fields)


def at_work(people, mode="on_site", **fields):
    ticket = ticket_of(people, **fields)
    work.assign_ticket(ticket.pk, people.service, people.technician)
    return work.start_service(ticket.pk, people.technician, mode)


class TestWarranty:
    @pytest.mark.parametrize(
        ("opened", "state"), [(dt.date(2027, 1, 15), "in"), (dt.date(2027, 1, 16), "out"), (dt.date(2026, 1, 15), "in")]
    )
    def test_twelve_months_from_the_acceptance(self, opened, state):
        """SVC-01"""
        assert judge(opened, ACCEPTED, 12) == (state, dt.date(2027, 1, 15))

    def test_the_end_of_a_short_month(self):
        assert warranty_end(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)

    def test_without_acceptance_or_promise_nothing_is_said(self):
        assert judge(today(), None, 12) == ("unknown", None)
        assert judge(today(), ACCEPTED, None) == ("unknown", None)

    def test_the_acceptance_the_ticket_is_about(self):
        rows = [Acceptance("ORD-2", "HT-1", "AX-1", dt.date(2026, 3, 1)), Acceptance("ORD-1", "HT-1", "AX-1", ACCEPTED)]
        assert matching(rows, order_number="ORD-1") == rows[1]
        assert matching(rows, product_code="AX-1") == rows[0]
        assert matching(rows, order_number="ORD-1", product_code="BR-1") is None
        assert matching(rows, contract_number="HT-1") == rows[0]
        assert matching(rows, order_number="ORD-1", contract_number="HT-2") is None
        assert matching(rows) is None

    def test_a_ticket_is_judged_by_the_promise_of_its_contract_for_the_day_it_was_opened(self, people):
        """SVC-01"""
        customer = CustomerFactory(owner=people.rep1)
        create_commitment(people.rep1, customer, "HT-1", warranty_months=12, scope="总成")
        about = {"customer": customer, "contract_number": "HT-1"}
        exact = ticket_of(people, accepted_on=_months_ago(12), **about)
        assert (exact.warranty, exact.warranty_until) == ("in", today())
        assert ticket_of(people, accepted_on=_months_ago(12) - dt.timedelta(days=2), **about).warranty == "out"
        assert ticket_of(people, accepted_on=today(), customer=customer, contract_number="HT-2").warranty == "unknown"
        update_ticket(exact.pk, people.rep1, accepted_on=None)
        exact.refresh_from_db()
        assert (exact.warranty, exact.warranty_until) == ("unknown", None)

    def test_a_promise_for_the_category_goes_before_that_of_the_contract(self, people):
        customer = CustomerFactory(owner=people.rep1)
        create_commitment(people.rep1, customer, "HT-1", warranty_months=12, scope="其他")
        create_commitment(
            people.rep1, customer, "HT-1", warranty_months=36, scope="车桥", product_category=people.axles
        )
        front = ProductCategoryFactory(name="前桥", parent=people.axles)
        about = {"customer": customer, "contract_number": "HT-1", "accepted_on": _months_ago(24)}
        assert ticket_of(people, product_category=front, **about).warranty == "in"
        assert ticket_of(people, product_category=people.brakes, **about).warranty == "out"

    def test_one_promise_for_a_contract_and_category(self, people):
        customer = CustomerFactory(owner=people.rep1)
        create_commitment(people.rep1, customer, "HT-1", warranty_months=12, scope="总成")
        with pytest.raises(BusinessError, match="该合同及产品类别的服务承诺已存在"):
            create_commitment(people.rep1, customer, "HT-1", warranty_months=24, scope="总成")
        assert customer.service_commitments.count() == 1


def _months_ago(number):
    return add_months(today(), -number)


class TestOpening:
    def test_it_waits_for_somebody_and_goes_to_the_team_that_knows_the_goods(self, people):
        """SVC-03"""
        other = create_team(people.service, "制动组", people.technical, [])
        update_team(other.pk, people.service, [{"person": people.technical, "skills": [people.brakes]}])
        ticket = ticket_of(people, people.service, product_category=people.brakes)
        assert (ticket.status, ticket.team, ticket.assignee) == ("new", other, None)
        assert ticket_of(people).team == people.team

    def test_a_rep_opens_for_his_own_customers_the_service_centre_for_any(self, people):
        """SVC-06"""
        foreign = CustomerFactory(owner=people.rep3)
        with pytest.raises(PermissionDenied, match="您不能为该客户登记服务单"):
            ticket_of(people, customer=foreign)
        assert ticket_of(people, people.service, customer=foreign).number.startswith("TKT-")

    def test_a_ticket_says_what_is_needed(self, people):
        with pytest.raises(BusinessError, match="请填写客户的服务需求"):
            open_ticket(people.rep1, CustomerFactory(owner=people.rep1), " ")
        assert ServiceTicket.objects.count() == 0


class TestAssigning:
    def test_a_technician_without_the_skill_gets_it_with_a_warning(self, people):
        """SVC-02"""
        ticket = ticket_of(people, product_category=people.brakes)
        work.assign_ticket(ticket.pk, people.service, people.technician)
        ticket.refresh_from_db()
        assert (ticket.assignee, ticket.lacks_skill) == (people.technician, True)

    def test_another_class_of_goods_lets_the_skill_be_judged_again(self, people):
        """SVC-02"""
        ticket = ticket_of(people, product_category=people.axles)
        work.assign_ticket(ticket.pk, people.service, people.technician)
        for category, lacking in ((people.brakes, True), (people.axles, False)):
            update_ticket(ticket.pk, people.service, product_category=category)
            assert ServiceTicket.objects.get().lacks_skill is lacking

    def test_a_skill_in_a_category_is_one_in_what_is_below_it(self, people):
        """SVC-02"""
        front = ProductCategoryFactory(name="前桥", parent=people.axles)
        ticket = ticket_of(people, product_category=front)
        work.assign_ticket(ticket.pk, people.service, people.technician)
        assert ServiceTicket.objects.get().lacks_skill is False

    def test_the_rep_in_charge_may_take_it_himself_nobody_else(self, people):
        """SVC-03"""
        ticket = ticket_of(people)
        with pytest.raises(BusinessError, match="既不是服务技术员，也不是该客户的负责业务员"):
            work.assign_ticket(ticket.pk, people.service, people.finance)
        assert ServiceTicket.objects.get().status == "new"
        work.assign_ticket(ticket.pk, people.rep1, people.rep1)
        assert ServiceTicket.objects.get().assignee == people.rep1

    def test_a_stranger_assigns_nothing(self, people):
        ticket = ticket_of(people)
        for user in (people.rep2, people.director, people.technical):
            with pytest.raises(PermissionDenied, match="售后服务单由负责该客户的人员和客户服务中心管理"):
                work.assign_ticket(ticket.pk, user, people.technician)
        assert ServiceTicket.objects.get().status == "new"

    def test_the_assignee_sees_it_and_has_a_to_do(self, people):
        helper = UserFactory(roles=["tec"])
        Technician.objects.create(team=people.team, person=helper)
        ticket = ticket_of(people)
        work.assign_ticket(ticket.pk, people.service, helper)
        assert ticket in ServiceTicket.objects.visible_to(helper)
        assert Task.objects.about(ticket).open().get().person == helper


class TestWork:
    @pytest.mark.parametrize("mode", ["on_site", "remote"])
    def test_resolved_on_site_or_remote_confirmed_and_closed(self, people, mode):
        """SVC-03"""
        ticket = at_work(people, mode)
        work.resolve_ticket(ticket.pk, people.technician, "更换油封")
        work.confirm_ticket(ticket.pk, people.service, "王芳", True)
        closed = work.close_ticket(ticket.pk, people.service)
        assert (closed.status, closed.mode, closed.confirmed_by) == ("closed", mode, "王芳")
        assert not Task.objects.about(ticket).open().exists()

    def test_without_on_site_or_remote_it_is_not_resolved(self, people):
        """SVC-03"""
        ticket = ticket_of(people)
        work.assign_ticket(ticket.pk, people.service, people.technician)
        with pytest.raises(BusinessError, match="请先选择现场维修或远程支持"):
            work.resolve_ticket(ticket.pk, people.technician, "更换油封")
        with pytest.raises(BusinessError, match="请选择派人现场维修或远程支持"):
            work.start_service(ticket.pk, people.technician, "by_pigeon")
        assert ServiceTicket.objects.get().status == "assigned"

    def test_the_way_changes_while_the_work_goes_on(self, people):
        ticket = at_work(people, "remote")
        assert work.start_service(ticket.pk, people.technician, "on_site").mode == "on_site"

    def test_not_satisfied_goes_back_to_who_had_it(self, people):
        """SVC-03"""
        ticket = at_work(people)
        work.resolve_ticket(ticket.pk, people.technician, "更换油封")
        with pytest.raises(BusinessError, match="请填写客户不满意的内容"):
            work.confirm_ticket(ticket.pk, people.service, "王芳", False)
        work.confirm_ticket(ticket.pk, people.service, "王芳", False, "仍漏油")
        again = ServiceTicket.objects.get()
        assert (again.status, again.assignee, again.mode, again.satisfied) == ("assigned", people.technician, "", False)

    def test_who_has_not_got_it_does_not_resolve_it(self, people):
        ticket = at_work(people)
        for user in (people.rep2, people.quality, people.director):
            with pytest.raises(PermissionDenied, match="售后服务单由被指派人和管理人员处理"):
                work.resolve_ticket(ticket.pk, user, "…")
        assert ServiceTicket.objects.get().status == "on_site"


class TestUnassigned:
    def test_after_24_hours_the_team_lead_is_alerted_once(self, people):
        """SVC-03"""
        opened = timezone.now() - dt.timedelta(hours=24)
        ticket = ticket_of(people, opened_at=opened)
        ticket_of(people)
        assert alert_unassigned(opened + dt.timedelta(hours=23, minutes=59)) == 0
        assert alert_unassigned(timezone.now()) == 1
        assert alert_unassigned(timezone.now()) == 0
        assert Task.objects.about(ticket).open().get().person == people.service

    def test_a_team_that_no_longer_works_is_not_alerted(self, people):
        """SVC-03"""
        other = create_team(people.service, "制动组", people.technical, [])
        ticket = ticket_of(people, opened_at=timezone.now() - dt.timedelta(hours=25), team=other)
        ServiceTeam.objects.filter(pk=other.pk).update(is_active=False)
        assert alert_unassigned(timezone.now()) == 1
        assert "svc" in Task.objects.about(ticket).open().get().person.roles

    def test_as_long_as_nobody_can_be_told_it_is_asked_again(self, people):
        """SVC-03"""
        ticket = ticket_of(people, opened_at=timezone.now() - dt.timedelta(hours=25))
        User.objects.with_role("svc").update(is_active=False)
        assert alert_unassigned(timezone.now()) == 0
        assert not Task.objects.about(ticket).exists()
        User.objects.filter(pk=people.service.pk).update(is_active=True)
        assert alert_unassigned(timezone.now()) == 1
        assert Task.objects.about(ticket).open().get().person == people.service

    def test_assigning_closes_the_alert(self, people):
        ticket = ticket_of(people, opened_at=timezone.now() - dt.timedelta(hours=25))
        alert_unassigned(timezone.now())
        work.assign_ticket(ticket.pk, people.service, people.technician)
        assert [task.person for task in Task.objects.about(ticket).open()] == [people.technician]


class TestTeams:
    def test_a_technician_belongs_to_one_team(self, people):
        """SVC-02"""
        with pytest.raises(BusinessError, match="已属于"):
            create_team(people.service, "二队", people.service, [{"person": people.technician, "skills": []}])
        assert ServiceTeam.objects.count() == 1

    def test_a_rep_keeps_no_teams(self, people):
        with pytest.raises(PermissionDenied, match="服务队由客户服务中心和销售管理层维护"):
            create_team(people.rep1, "二队", people.service, [])
        assert ServiceTeam.objects.count() == 1
