"""The sales plan from the draft to its release, and what stands in its way."""

from decimal import Decimal

import pytest

from performance.plan.allocation import allocate_quotas
from performance.plan.clock import open_year
from performance.plan.entering import enter_targets, settle_difference
from performance.plan.models import SalesPlan
from performance.plan.planning import (
    add_newcomers,
    create_plan,
    release_plan,
    reopen_plan,
    submit_plan,
    update_plan,
)
from performance.plan.target import targets_of
from performance.plan.tests.plans import AGREED, YEAR, approved_plan, line, quota, targets
from performance.quota.models import Quota
from performance.quota.setting import create_quota, submit_quota
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
D = Decimal


def months(plan):
    return {each.code: each.target for each in plan.lines.select_related("unit", "person", "parent__unit")}


def allocated(people, *amounts):
    for rep, amount in zip((people.rep1, people.rep2, people.rep3), amounts, strict=True):
        quota(people, rep, amount)


def test_pln_02_the_tree_is_company_region_team_person(people):
    """PLN-02"""
    plan = create_plan(people.director, year=YEAR)
    tree = [(each.scope, each.code) for each in plan.lines.select_related("unit", "person", "parent__unit")]
    assert tree == [
        ("company", "company"),
        ("region", "east"),
        ("team", "team1"),
        ("person", "rep1"),
        ("team", "team2"),
        ("person", "rep2"),
        ("region", "west"),
        ("team", "team3"),
        ("person", "rep3"),
    ]


def test_pln_01_no_quota_is_allocated_before_the_plan_is_approved(people):
    """PLN-01"""
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, company="10000000")
    with pytest.raises(BusinessError, match=f"{YEAR}年的额度须在销售计划{plan.number}批准后分配"):
        create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(1000))
    submit_plan(plan.pk, people.director)
    with pytest.raises(BusinessError, match="审批中"):
        create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(1000))
    assert Quota.objects.count() == 0
    approvals.approve(open_steps_of(plan).get().pk, people.gm)
    create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(1000))
    assert Quota.objects.count() == 1


def test_pln_01_a_quota_drafted_before_is_not_submitted_either(people):
    """PLN-01"""
    made = create_quota(people.director, rep=people.rep1, year=YEAR, collection_amount=D(1000))
    create_plan(people.director, year=YEAR)
    with pytest.raises(BusinessError, match="批准后分配"):
        submit_quota(made.pk, people.director)
    made.refresh_from_db()
    assert made.status == "draft"


def test_pln_02_a_plan_whose_lines_do_not_agree_is_not_released_without_a_reserve(people):
    """PLN-02"""
    plan = approved_plan(people, **AGREED)
    allocated(people, "3500000", "2500000", "3900000")
    with pytest.raises(BusinessError, match="计划¥10,000,000.00，下级合计¥9,900,000.00，相差¥100,000.00"):
        release_plan(plan.pk, people.director)
    plan.refresh_from_db()
    assert plan.status == "approved"
    settle_difference(plan.pk, people.director, line(plan, "company"), "reserve")
    reserve = line(plan, "company-")
    assert (reserve.scope, reserve.target) == ("reserve", D(100_000))
    assert release_plan(plan.pk, people.director).status == "released"
    assert Notice.objects.filter(user=people.rep1, url=plan.get_absolute_url()).exists()


def test_pln_03_a_plan_is_not_released_while_a_part_of_it_is_nobodys_quota(people):
    """PLN-03"""
    plan = approved_plan(
        people,
        company="10000000",
        east="7000000",
        team1="4000000",
        rep1="4000000",
        team2="3000000",
        rep2="3000000",
        west="3000000",
        team3="3000000",
        rep3="3000000",
    )
    allocated(people, "4000000", "3000000", "2900000")
    with pytest.raises(BusinessError, match="计划中¥100,000.00尚未分配到额度"):
        release_plan(plan.pk, people.director)
    plan.refresh_from_db()
    assert plan.status == "approved"
    quota(people, people.rep3, "3000000.01")
    with pytest.raises(BusinessError, match="额度超出计划¥0.01"):
        release_plan(plan.pk, people.director)
    quota(people, people.rep3, "3000000")
    assert release_plan(plan.pk, people.director).status == "released"


def test_pln_01_the_director_plans_and_the_general_manager_approves(people):
    """PLN-01, SEC-04"""
    for user in (people.rep1, people.manager, people.gm, people.finance):
        with pytest.raises(PermissionDenied):
            create_plan(user, year=YEAR)
    plan = create_plan(people.director, year=YEAR, budget=D(200_000))
    with pytest.raises(BusinessError, match="公司目标"):
        submit_plan(plan.pk, people.director)
    with pytest.raises(BusinessError, match=f"{YEAR}年已有销售计划"):
        create_plan(people.director, year=YEAR)
    targets(plan, people.director, company="100")
    submit_plan(plan.pk, people.director)
    with pytest.raises(PermissionDenied):
        approvals.approve(open_steps_of(plan).get().pk, people.director)
    with pytest.raises((BusinessError, PermissionDenied)):
        update_plan(plan.pk, people.director, strategy="另一个")
    plan.refresh_from_db()
    assert (plan.status, plan.strategy) == ("submitted", "")
    approvals.approve(open_steps_of(plan).get().pk, people.gm)
    for act in (release_plan, submit_plan):
        with pytest.raises((BusinessError, PermissionDenied)):
            act(plan.pk, people.manager)


def test_pln_02_a_manager_plans_below_his_region_once_the_plan_is_approved(people):
    """PLN-02"""
    draft = create_plan(people.director, year=YEAR + 1)
    with pytest.raises(PermissionDenied):
        targets(draft, people.manager, team1="5")
    plan = approved_plan(people, **{**AGREED, "team1": "0", "rep1": "0"})
    targets(plan, people.manager, team1="3500000", rep1="3500000")
    for code in ("company", "east", "west", "rep3"):
        with pytest.raises(PermissionDenied, match="这一行不由您设定"):
            targets(plan, people.manager, **{code: "5"})
    with pytest.raises(PermissionDenied):
        targets(plan, people.director, company="5")
    for user in (people.rep1, people.supervisor, people.finance):
        with pytest.raises(PermissionDenied):
            targets(plan, user, rep1="5")
    assert months(plan) == {code: D(amount) for code, amount in AGREED.items()}


def test_an_approved_plan_goes_back_to_the_draft_for_another_target(people):
    plan = approved_plan(people, company="100")
    assert reopen_plan(plan.pk, people.director, "市场变化").status == "draft"
    targets(plan, people.director, company="200")
    assert line(plan, "company").target == D(200)


@pytest.mark.parametrize(
    ("method", "east", "west"), [("evenly", "6500.00", "3500.00"), ("last_year", "5000.00", "5000.00")]
)
def test_a_difference_is_spread_over_those_below(people, method, east, west):
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, company="10000", east="6000", west="3000")
    settle_difference(plan.pk, people.director, line(plan, "company"), method)
    assert (line(plan, "east").target, line(plan, "west").target) == (D(east), D(west))
    with pytest.raises(BusinessError, match="已一致"):
        settle_difference(plan.pk, people.director, line(plan, "company"), method)


def test_too_much_below_is_no_reserve(people):
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, company="100", east="60", west="40.01")
    with pytest.raises(BusinessError, match="没有可预留的金额"):
        settle_difference(plan.pk, people.director, line(plan, "company"), "reserve")
    settle_difference(plan.pk, people.director, line(plan, "company"), "evenly")
    assert line(plan, "east").target + line(plan, "west").target == D(100)


def test_months_are_entered_one_by_one_and_an_empty_one_stays(people):
    plan = create_plan(people.director, year=YEAR)
    targets(plan, people.director, rep1="1200")
    entered = {"months": [D(5), *[None] * 11]}
    enter_targets(plan.pk, people.director, lines=[{"id": line(plan, "rep1"), "entered": entered}])
    assert line(plan, "rep1").months == [D(5), *[D(100)] * 11]
    for wrong in ("-1", "0.001", "1000000000000"):
        with pytest.raises(BusinessError):
            targets(plan, people.director, rep1=wrong)
    assert line(plan, "rep1").target == D(1105)


def test_who_came_later_gets_a_line(people):
    plan = create_plan(people.director, year=YEAR)
    with pytest.raises(BusinessError, match="都已有计划行"):
        add_newcomers(plan.pk, people.director)
    UserFactory(username="later", roles=[Role.REP], unit=people.units.team1)
    add_newcomers(plan.pk, people.director)
    codes = [each.code for each in plan.lines.select_related("unit", "person", "parent__unit")]
    assert codes[2:5] == ["team1", "later", "rep1"]


def test_pln_03_the_quotas_are_drafted_from_the_lines_once(people):
    """PLN-03"""
    plan = approved_plan(people, **AGREED)
    quota(people, people.rep3, "3900000")
    allocate_quotas(plan.pk, people.director)
    made = Quota.objects.filter(status="draft").values_list("rep__username", "collection_amount")
    assert dict(made) == {"rep1": D(3_500_000), "rep2": D(2_500_000)}
    with pytest.raises(BusinessError, match="额度都与计划一致"):
        allocate_quotas(plan.pk, people.director)
    with pytest.raises(PermissionDenied):
        allocate_quotas(plan.pk, people.manager)


def test_pln_01_the_first_of_january_drafts_the_plan_and_later_the_quotas_once(people):
    """PLN-01, J22"""
    at = calendar.at(calendar.today().replace(month=1, day=1))
    assert (open_year(at), open_year(at)) == (1, 0)
    plan = SalesPlan.objects.get()
    assert (plan.year, plan.status, plan.created_by, plan.lines.count()) == (at.year, "draft", people.director, 9)
    targets(plan, people.director, **AGREED)
    submit_plan(plan.pk, people.director)
    assert open_year(at) == 0
    approvals.approve(open_steps_of(plan).get().pk, people.gm)
    assert (open_year(at), open_year(at)) == (3, 0)


def test_the_target_of_a_period_is_the_plans_and_of_the_year_the_quota_in_force(people):
    """PLN-05"""
    approved_plan(people, rep1="1200", company="1200")
    quota(people, people.rep1, "1300")
    quota(people, people.rep2, "120")
    pks = [people.rep1.pk, people.rep2.pk, people.rep3.pk]
    assert targets_of(pks, YEAR, [1, 2]) == {people.rep1.pk: D(200), people.rep2.pk: D(20)}
    assert targets_of(pks, YEAR, range(1, 13)) == {people.rep1.pk: D(1300), people.rep2.pk: D(120)}
