"""A customer goes to rest and comes back: from its page, and many at once from the dormant report."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from customers.customer.models import Customer
from customers.customer.rest import put_to_rest, wake_customer
from customers.tests.factories import CustomerFactory, active_customer
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db


def state(customer):
    customer.refresh_from_db()
    return customer.status


def act(client, customer, name, **data):
    return client.post(reverse("customer-do", args=[customer.pk, name]), data)


def test_a_customer_goes_to_rest_with_a_reason_and_comes_back(client, people, customer):
    """CUS-01"""
    client.force_login(people.rep1)
    act(client, customer, "rest", comment="工厂停产", form_token="a")
    assert state(customer) == "dormant"
    assert audit.timeline(customer)[0].comment == "工厂停产"
    act(client, customer, "wake")
    assert (state(customer), customer.owner, customer.grade) == ("active", people.rep1, "B")


def test_without_a_reason_nobody_goes_to_rest(people, customer):
    with pytest.raises(BusinessError, match="请填写原因"):
        put_to_rest(customer.pk, people.rep1, " ")
    assert state(customer) == "active"


@pytest.mark.parametrize("name", ["rep2", "supervisor", "manager2", "gm", "finance", "service", "admin"])
def test_others_put_nobody_to_rest_and_wake_nobody(people, customer, name):
    """CUS-01"""
    with pytest.raises(PermissionDenied, match="客户档案由负责该客户的人员维护"):
        put_to_rest(customer.pk, getattr(people, name), "…")
    assert state(customer) == "active"
    put_to_rest(customer.pk, people.rep1, "…")
    with pytest.raises(PermissionDenied, match="客户档案由负责该客户的人员维护"):
        wake_customer(customer.pk, getattr(people, name))
    assert state(customer) == "dormant"


@pytest.mark.parametrize("status", ["prospect", "under_evaluation", "blocked"])
def test_what_is_not_in_cooperation_neither_rests_nor_is_woken_past_the_evaluation(people, status):
    """CUS-01, RAT-04"""
    customer = CustomerFactory(owner=people.rep1, status=status)
    for run in (lambda: put_to_rest(customer.pk, people.rep1, "…"), lambda: wake_customer(customer.pk, people.rep1)):
        with pytest.raises(
            BusinessError,
            match="“潜在客户”，不能变为“休眠”|只有休眠客户才能恢复合作|“评定中”，不能变为“休眠”|“已停止”，不能变为“休眠”",
        ):
            run()
    assert state(customer) == status


def test_a_dormant_customer_without_rep_is_not_woken(people):
    """CUS-07"""
    customer = CustomerFactory(status="dormant")
    with pytest.raises(BusinessError, match="没有负责业务员，请先指定"):
        wake_customer(customer.pk, people.director)
    assert state(customer) == "dormant"


def test_many_are_put_to_rest_from_the_dormant_report(client, people):
    """REL-03"""
    rows = [active_customer(people.rep1), active_customer(people.rep1), active_customer(people.rep2)]
    Customer.objects.update(created_at=timezone.now() - dt.timedelta(days=91))
    client.force_login(people.rep1)
    data = {"bulk": "rest", "pk": [row.pk for row in rows], "comment": "长期无往来", "form_token": "a"}
    client.post(reverse("dormant-list"), data)
    assert [state(row) for row in rows] == ["dormant", "dormant", "active"]


def test_nobody_else_puts_rows_of_the_dormant_report_to_rest(client, people, customer):
    """REL-03"""
    Customer.objects.update(created_at=timezone.now() - dt.timedelta(days=91))
    client.force_login(people.gm)
    data = {"bulk": "rest", "pk": [customer.pk], "comment": "…", "form_token": "a"}
    assert client.post(reverse("dormant-list"), data).status_code == 403
    assert state(customer) == "active"


class TestBulkReassignment:
    def test_the_manager_gives_many_customers_to_another_rep_at_once(self, client, people):
        """CUS-08"""
        rows = [active_customer(people.rep1), CustomerFactory(owner=people.rep1), active_customer(people.rep3)]
        client.force_login(people.manager)
        data = {
            "bulk": "reassign",
            "pk": [row.pk for row in rows],
            "owner": people.rep2.pk,
            "comment": "离职",
            "form_token": "a",
        }
        client.post(reverse("customer-list"), data)
        for row in rows:
            row.refresh_from_db()
        assert [row.owner for row in rows] == [people.rep2, people.rep2, people.rep3]
        assert [row.owner_history.count() for row in rows] == [1, 1, 0]

    @pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance"])
    def test_others_give_away_nothing(self, client, people, customer, name):
        """CUS-08"""
        client.force_login(getattr(people, name))
        data = {"bulk": "reassign", "pk": [customer.pk], "owner": people.rep2.pk, "comment": "…", "form_token": "a"}
        assert client.post(reverse("customer-list"), data).status_code == 403
        customer.refresh_from_db()
        assert (customer.owner, customer.owner_history.count()) == (people.rep1, 0)
