"""A released plan changes by an approved revision, from its month on (PLN-04)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.plan.entering import settle_difference
from performance.plan.planning import release_plan
from performance.plan.target import targets_of
from performance.plan.tests.plans import AGREED, approved_plan, line, quota
from performance.plan_revision import revising
from performance.plan_revision.models import SalesPlanRevision
from performance.plan_revision.revising import enter_revision, propose_revision, submit_revision, update_revision
from performance.plan_revision.rules import revised, touches_past
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

D = Decimal
YEAR = calendar.today().year + 1  # a year of which every month is still to come


def released(people):
    plan = approved_plan(people, year=YEAR, **{**AGREED, "company": "9900000"})
    for rep, amount in ((people.rep1, "3500000"), (people.rep2, "2500000"), (people.rep3, "3900000")):
        quota(people, rep, amount, year=YEAR)
    return release_plan(plan.pk, people.director)


def row_of(revision, code):
    rows = revision.lines.select_related("line__unit", "line__person", "line__parent__unit")
    return next(row for row in rows if row.line.code == code)


def enter(revision, user, **years):
    rows = [{"id": row_of(revision, code), "entered": {"year": D(amount)}} for code, amount in years.items()]
    return enter_revision(revision.pk, user, lines=rows)


RAISED = {"company": "9960000", "east": "6060000", "team1": "3560000", "rep1": "3560000"}


def test_pln_04_the_targets_change_from_the_effective_month_only():
    """PLN-04"""
    before, after = [D(100)] * 12, [D(200)] * 12
    assert revised(before, after, 7) == [D(100)] * 6 + [D(200)] * 6
    assert not touches_past(before, revised(before, after, 7), 7)
    assert touches_past(before, after, 7)


@pytest.mark.django_db
def test_pln_04_an_approved_revision_changes_what_comes_and_the_original_stays_visible(people, client):
    """PLN-04"""
    plan = released(people)
    was = line(plan, "rep1").months
    revision = propose_revision(people.manager, plan=plan, effective_month=7, reason="大客户二期投产")
    enter(revision, people.manager, **RAISED)
    submit_revision(revision.pk, people.manager)
    assert line(plan, "rep1").months == was
    approvals.approve(open_steps_of(revision).get().pk, people.gm)
    now = line(plan, "rep1")
    assert (now.months[:6], now.original, now.target) == (was[:6], was, D(3_560_000))
    assert now.months[6:] != was[6:]
    assert line(plan, "rep3").original is None
    assert targets_of([people.rep1.pk], YEAR, [6, 7]) == {people.rep1.pk: was[5] + now.months[6]}
    client.force_login(people.director)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "¥3,560,000.00" in page and "¥3,500,000.00" in page and revision.number in page


@pytest.mark.django_db
def test_pln_04_a_revision_is_refused_that_changes_nothing_the_past_or_does_not_agree(people):
    """PLN-04, PLN-02"""
    plan = released(people)
    revision = propose_revision(people.director, plan=plan, effective_month=7, reason="调整")
    with pytest.raises(BusinessError, match="尚未变更任何目标"):
        submit_revision(revision.pk, people.director)
    months = {"months": [D(1), *[None] * 11]}
    with pytest.raises(BusinessError, match="不改变 7 月之前的月份"):
        enter_revision(revision.pk, people.director, lines=[{"id": row_of(revision, "rep1"), "entered": months}])
    with pytest.raises(BusinessError, match="此前各月已有"):
        enter(revision, people.director, rep1="1")
    enter(revision, people.director, rep1="3560000")
    with pytest.raises(BusinessError, match="相差"):
        submit_revision(revision.pk, people.director)
    revision.refresh_from_db()
    assert (revision.status, line(plan, "rep1").target) == ("draft", D(3_500_000))


@pytest.mark.django_db
def test_pln_04_who_proposes_does_not_approve_and_who_has_no_part_does_not_propose(people):
    """PLN-04, SEC-04"""
    plan = approved_plan(people, year=YEAR, **AGREED)
    with pytest.raises(PermissionDenied):
        propose_revision(people.director, plan=plan, effective_month=7, reason="未下达")
    settle_difference(plan.pk, people.director, line(plan, "company"), "reserve")
    for rep, amount in ((people.rep1, "3500000"), (people.rep2, "2500000"), (people.rep3, "3900000")):
        quota(people, rep, amount, year=YEAR)
    release_plan(plan.pk, people.director)
    for user in (people.rep1, people.supervisor, people.finance):
        with pytest.raises(PermissionDenied):
            propose_revision(user, plan=plan, effective_month=7, reason="x")
    revision = propose_revision(people.manager, plan=plan, effective_month=7, reason="调整")
    with pytest.raises(BusinessError, match="正在办理"):
        propose_revision(people.director, plan=plan, effective_month=8, reason="另一份")
    with pytest.raises(PermissionDenied):
        update_revision(revision.pk, people.manager2, effective_month=8, reason="别人的")
    enter(revision, people.director, **{**RAISED, "company": "10060000"})
    submit_revision(revision.pk, people.manager)
    with pytest.raises(PermissionDenied):
        approvals.approve(open_steps_of(revision).get().pk, people.director)
    approvals.reject(open_steps_of(revision).get().pk, people.gm, "不同意")
    assert line(plan, "rep1").original is None


@pytest.mark.django_db
def test_a_month_that_has_passed_is_not_planned_anew(people, monkeypatch):
    plan = released(people)
    monkeypatch.setattr(revising, "today", lambda: dt.date(YEAR, 8, 20))
    with pytest.raises(BusinessError, match="已过去的月份"):
        propose_revision(people.director, plan=plan, effective_month=7, reason="晚了")
    assert propose_revision(people.director, plan=plan, effective_month=8, reason="本月起").effective_month == 8


@pytest.mark.django_db
def test_an_earlier_month_in_the_form_takes_back_what_lies_before_a_later_one(people):
    plan = released(people)
    revision = propose_revision(people.director, plan=plan, effective_month=7, reason="调整")
    enter(revision, people.director, rep1="3560000")
    update_revision(revision.pk, people.director, effective_month=12, reason="推迟")
    changed = [number for number, _was, _now in row_of(revision, "rep1").changed_months]
    assert changed == [12]


@pytest.mark.django_db
def test_the_pages_of_a_revision(people, client):
    plan = released(people)
    client.force_login(people.director)
    form = {"plan": plan.pk, "effective_month": 7, "reason": "调整"}
    answer = client.post(reverse("sales-plan-revision-create"), form)
    revision = SalesPlanRevision.objects.get()
    assert answer.url == reverse("sales-plan-revision-targets", args=[revision.pk])
    assert client.get(answer.url).status_code == 200
    enter(revision, people.director, rep1="3560000")
    assert "7月" in client.get(revision.get_absolute_url()).content.decode()
    client.force_login(people.rep1)
    assert client.get(revision.get_absolute_url()).status_code == 404

    def queries():
        client.force_login(people.director)
        client.get(reverse("sales-plan-revision-list"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("sales-plan-revision-list")).status_code == 200
        return len(found)

    one = queries()
    for _each in range(2):
        SalesPlanRevision.objects.filter(status="draft").update(status="discarded")
        propose_revision(people.manager, plan=plan, effective_month=9, reason="又一份")
    assert queries() == one
