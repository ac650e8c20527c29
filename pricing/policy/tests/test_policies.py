"""The price policy, proposed by the deputy and decided by the company (PRC-11)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from pricing.policy.models import PricePolicy
from pricing.policy.proposal import create_policy, submit_policy, update_policy
from pricing.tests.actions import agree, fingerprint
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def propose(user, days=0, **fields):
    said = {"title": "价格政策", "price_principles": "成本加利润", "contract_principles": "月结 60 天"}
    return create_policy(user, valid_from=today() + timedelta(days=days), **{**said, **fields})


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_the_deputy_who_drafted_it_cannot_approve_it(people):
    """PRC-11, SEC-04"""
    made = propose(people.manager)
    submit_policy(made.pk, people.manager)
    before = fingerprint(made)
    step = approvals.open_steps_of(made).get()
    assert step.role == "gm"
    with pytest.raises(PermissionDenied, match="not yours to decide|You wrote this yourself, so"):
        approvals.approve(step.pk, people.manager)
    assert fingerprint(made) == before


def test_the_general_manager_approves_it_and_it_takes_the_place_of_the_former(people):
    """PRC-11, CF-28"""
    former = propose(people.manager, days=-200)
    for each in (former, made := propose(people.director)):
        submit_policy(each.pk, each.created_by)
        agree(each, people.gm)
    assert (fresh(former).status, fresh(made).status, fresh(made).approved_by) == (
        "superseded",
        "approved",
        people.gm,
    )
    assert Notice.objects.filter(user=people.rep1, subject__startswith="新的价格政策").count() == 2


def test_it_is_complete_or_refused(people):
    made = propose(people.manager, contract_principles=" ")
    with pytest.raises(BusinessError, match="Not filled in: contract principles and prices"):
        submit_policy(made.pk, people.manager)
    assert fresh(made).status == "draft"


def test_two_policies_do_not_begin_on_one_day(people):
    first, second = propose(people.manager), propose(people.manager)
    submit_policy(first.pk, people.manager)
    submit_policy(second.pk, people.manager)
    agree(first, people.gm)
    with pytest.raises(BusinessError, match="begins on the same day"):
        agree(second, people.gm)
    assert fresh(second).status == "submitted"


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance", "admin"])
def test_it_is_proposed_by_the_sales_management(people, name):
    with pytest.raises(PermissionDenied, match="proposed by the deputy manager"):
        propose(getattr(people, name))
    assert not PricePolicy.objects.exists()


def test_a_rejected_policy_is_edited_again(people):
    made = propose(people.manager)
    submit_policy(made.pk, people.manager)
    approvals.reject(approvals.step_of(made, people.gm).pk, people.gm, "不完整")
    update_policy(made.pk, people.manager, title="修订稿")
    assert (fresh(made).status, fresh(made).title) == ("draft", "修订稿")


def test_a_rep_reads_what_is_in_force_and_no_draft(client, people):
    made = propose(people.manager)
    client.force_login(people.rep1)
    assert client.get(made.get_absolute_url()).status_code == 404
    submit_policy(made.pk, people.manager)
    agree(made, people.gm)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert made.number in client.get(reverse("price-policy-list")).content.decode()
