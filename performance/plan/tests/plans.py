"""Plans for the tests of performance: drawn up, filled in, approved."""

from decimal import Decimal

from performance.plan.entering import enter_targets
from performance.plan.models import SalesPlan
from performance.plan.planning import create_plan, submit_plan
from performance.quota.models import Quota
from performance.quota.setting import create_quota, submit_quota
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of

D = Decimal
YEAR = calendar.today().year


def line(plan, code):
    """A line by the code of its unit or the user name of its person: ``line(plan, "east")``."""
    return next(each for each in plan.lines.select_related("unit", "person", "parent__unit") if each.code == code)


def targets(plan, user, **amounts):
    """``targets(plan, people.director, east="6000000")``: the year's figure of lines, spread evenly."""
    rows = [{"id": line(plan, code), "entered": {"year": D(amount)}} for code, amount in amounts.items()]
    return enter_targets(plan.pk, user, lines=rows)


def approved_plan(people, year=YEAR, **amounts):
    """company, east and west and the people below, as the general manager has agreed to it."""
    plan = create_plan(people.director, year=year, strategy="稳住老客户，开发新客户")
    if amounts:
        targets(plan, people.director, **amounts)
    submit_plan(plan.pk, people.director)
    approvals.approve(open_steps_of(plan).get().pk, people.gm)
    return SalesPlan.objects.get(pk=plan.pk)


# A tree that agrees: 6,000,000 in the east with two teams, 3,900,000 in the west, the rest to be said.
AGREED = {
    "company": "10000000",
    "east": "6000000",
    "team1": "3500000",
    "rep1": "3500000",
    "team2": "2500000",
    "rep2": "2500000",
    "west": "3900000",
    "team3": "3900000",
    "rep3": "3900000",
}


def quota(people, rep, amount, year=YEAR):
    """A quota in force."""
    made = create_quota(people.director, rep=rep, year=year, collection_amount=D(amount))
    submit_quota(made.pk, people.director)
    approvals.approve(open_steps_of(made).get().pk, people.gm)
    return Quota.objects.get(pk=made.pk)
