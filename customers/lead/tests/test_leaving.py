"""A rep leaves or ceases to be one: customers and leads go to somebody else first."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.customer.owner import reassign_customer
from customers.lead.following import assign_lead
from customers.lead.leaving import hand_over_lead
from customers.lead.models import Lead
from customers.tests.factories import LeadFactory, active_customer
from salesmgmt.core.domain.people import deactivate, update_user
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, User

pytestmark = pytest.mark.django_db


def lead_of(people, status, **fields):
    return LeadFactory(owner=people.rep1, status=status, created_by=people.rep1, region=people.units.east, **fields)


def leave(people):
    deactivate(people.rep1.pk, people.admin)


def change_roles(people):
    update_user(people.rep1.pk, people.admin, roles=["sup"])


@pytest.mark.parametrize("act", [leave, change_roles])
def test_who_owns_customers_stays_a_rep(people, act):
    """CUS-07"""
    customer = active_customer(people.rep1)
    with pytest.raises(BusinessError, match="个客户，请先移交"):
        act(people)
    found = User.objects.get(pk=people.rep1.pk)
    assert (found.is_active, found.roles) == (True, ["rep"])
    reassign_customer(customer.pk, people.manager, people.rep2, "离职")
    act(people)
    found.refresh_from_db()
    assert not (found.is_active and "rep" in found.roles)


@pytest.mark.parametrize("act", [leave, change_roles])
@pytest.mark.parametrize("status", ["assigned", "contacted", "qualified"])
def test_who_follows_open_leads_stays_a_rep_until_somebody_else_has_them(people, act, status):
    """CUS-07, LEAD-02"""
    lead = lead_of(people, status)
    lead_of(people, "disqualified", disqualified_reason="无采购计划")
    with pytest.raises(BusinessError, match="条未结线索，请先转交他人"):
        act(people)
    assert User.objects.get(pk=people.rep1.pk).roles == ["rep"]
    give = hand_over_lead if status == "qualified" else assign_lead
    give(lead.pk, people.manager, people.rep2)
    act(people)


def test_a_qualified_lead_is_handed_over_as_it_is(client, people):
    """LEAD-02"""
    lead = lead_of(people, "qualified")
    client.force_login(people.manager)
    address = reverse("lead-do", args=[lead.pk, "hand-over"])
    assert client.post(address, {"owner": people.rep2.pk, "remark": "离职"}).status_code == 302
    lead.refresh_from_db()
    assert (lead.owner, lead.status) == (people.rep2, "qualified")
    assert (lead.assignments.get().from_user, lead.assignments.get().to_user) == (people.rep1, people.rep2)
    assert Notice.objects.filter(user=people.rep2, url=lead.get_absolute_url()).exists()


@pytest.mark.parametrize("name", ["rep1", "rep2", "manager2", "gm", "service"])
def test_others_hand_no_lead_over(people, name):
    lead = lead_of(people, "qualified")
    with pytest.raises(PermissionDenied, match="您无权分配该线索，须由所属团队或区域的上级决定"):
        hand_over_lead(lead.pk, getattr(people, name), people.rep2)
    assert Lead.objects.get().owner == people.rep1


@pytest.mark.parametrize("status, to", [("contacted", "rep2"), ("qualified", "rep1"), ("qualified", "rep3")])
def test_only_a_qualified_lead_and_only_to_another_rep_of_the_region(people, status, to):
    lead = lead_of(people, status)
    with pytest.raises(
        BusinessError, match="只有合格线索可以转交；其他线索请重新分配|已是负责业务员|不是您团队或区域的销售代表"
    ):
        hand_over_lead(lead.pk, people.manager, getattr(people, to))
    lead.refresh_from_db()
    assert (lead.owner, lead.status, lead.assignments.count()) == (people.rep1, status, 0)
