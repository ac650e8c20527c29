"""The demo company's sales plans: last year's and this year's released, the next ones on their way, one refused."""

import datetime as dt
from decimal import Decimal

from performance.plan.entering import RESERVE, enter_targets, settle_difference
from performance.plan.models import SalesPlan
from performance.plan.planning import create_plan, release_plan, submit_plan
from performance.plan.rules import season_months
from performance.plan.tree import lines_of, seasons_of
from performance.quota.models import Quota
from salesmgmt.core import calendar
from salesmgmt.core.calendar import today
from salesmgmt.core.demo_clock import at as on
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.money import ZERO

TEXTS = {
    "strategy": "稳住 A、B 类主机厂份额，年内新开发轻量化前桥客户两家；西南区域以成都、绵阳为重点。",
    "policy": "新客户首单给予样件支持；回款及时的客户优先排产，逾期 60 天以上停止赊销。",
}
KEPT, GROWN = Decimal(200_000), Decimal(13) / 12


def build(company):
    """One of every state: two years released, one agreed to and not yet released, the next drafted, refused, in approval."""
    year, director = today().year, company.director
    for number in (year - 1, year):
        with on(calendar.at(min(dt.date(number, 1, 12), today()), dt.time(10))):
            plan = create_plan(director, year=number, budget=Decimal(860_000), **TEXTS)
            _fill_from_quotas(plan, director)
            _agree(plan, company)
            settle_difference(plan.pk, director, plan.lines.get(parent__isnull=True), RESERVE)
            release_plan(plan.pk, director)
    old = create_plan(director, year=year - 2, growth=Decimal(0), remark="系统启用前编制，未下达。")
    _enter(old, director, {line.pk: [Decimal(50_000)] * 12 for line in lines_of(old)})
    _agree(old, company)
    refused = create_plan(director, year=year + 1, growth=Decimal(35), **TEXTS)
    top = refused.lines.get(parent__isnull=True)
    if not any(top.months):  # in the first days of a year nothing has been collected that could grow
        _enter(refused, director, {top.pk: [Decimal(350_000)] * 12})
    submit_plan(refused.pk, director)
    approvals.reject(open_steps_of(refused).get().pk, company.gm, "增长 35% 缺乏依据，请按客户测算后重报。")
    discard(SalesPlan, create_plan(director, year=year + 1).pk, director, "误建")
    _next_year(company, year + 1)
    later = create_plan(director, year=year + 2, growth=Decimal(0), remark="三年规划的第二年。")
    _enter(later, director, {line.pk: [Decimal(300_000)] * 12 for line in lines_of(later) if line.parent_id is None})
    submit_plan(later.pk, director)


def _next_year(company, year):
    """The draft of the coming year: a twelfth more than the plan of this one, with a difference that is still to be settled."""
    plan = create_plan(company.director, year=year, **TEXTS)
    before = SalesPlan.objects.released(year - 1).get().lines.filter(person__isnull=False)
    targets = {line.person_id: [round(each * GROWN, -2) for each in line.months] for line in before}
    lines = lines_of(plan)
    months = _summed(lines, {line.pk: targets.get(line.person_id, [ZERO] * 12) for line in lines})
    months[lines[0].pk] = [each + 10_000 for each in months[lines[0].pk]]
    _enter(plan, company.director, months)


def _fill_from_quotas(plan, user):
    """Each person what his quota in force says, by last year's season; those above their sums, the company a little more."""
    quotas = dict(Quota.objects.in_force(plan.year).values_list("rep", "collection_amount"))
    lines = lines_of(plan)
    season = seasons_of(plan, lines)
    months = {line.pk: season_months(quotas.get(line.person_id, ZERO), season[line.pk]) for line in lines}
    _summed(lines, months)[lines[0].pk][11] += KEPT
    _enter(plan, user, months)


def _summed(lines, months):
    """Each line above gets what those below it have."""
    for line in reversed(lines):
        if line.parent_id is not None:
            months[line.parent_id] = [a + b for a, b in zip(months[line.parent_id], months[line.pk], strict=True)]
    return months


def _enter(plan, user, months):
    rows = [{"id": line, "entered": {"months": months[line.pk]}} for line in lines_of(plan) if line.pk in months]
    enter_targets(plan.pk, user, lines=rows)


def _agree(plan, company):
    submit_plan(plan.pk, company.director)
    approvals.approve(open_steps_of(plan).get().pk, company.gm, "同意")
