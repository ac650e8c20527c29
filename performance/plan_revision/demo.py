"""The demo company's revisions of the sales plan in every state."""

from decimal import Decimal

from performance.plan.models import SalesPlan
from performance.plan.tree import lines_of
from performance.plan_revision.models import SalesPlanRevision, SalesPlanRevisionLine
from performance.plan_revision.revising import enter_revision, propose_revision, submit_revision
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.numbering import next_number


def build(company):
    """One approved from this month on, one refused, one thrown away, one in approval; last year's draft was never handed in."""
    day = today()
    plan = SalesPlan.objects.released(day.year).get()
    raised = _proposed(company.manager, plan, company.rep1, 60_000, "大客户二期项目投产，需求增加。")
    approvals.approve(open_steps_of(raised).get().pk, company.gm, "同意，额度同步调整")
    refused = _proposed(company.manager2, plan, company.rep4, 500_000, "拟开拓东南亚市场。")
    approvals.reject(open_steps_of(refused).get().pk, company.gm, "尚无订单支撑，下季度再议。")
    dropped = propose_revision(company.director, plan=plan, effective_month=day.month, reason="误建")
    discard(SalesPlanRevision, dropped.pk, company.director, "误建")
    _proposed(company.manager, plan, company.rep2, 30_000, "客户提前下达明年一季度订单。")
    _left_lying(company, SalesPlan.objects.released(day.year - 1).get())


def _proposed(user, plan, rep, amount, reason):
    """So much more for one person from this month on, and with him for everybody above him."""
    revision = propose_revision(user, plan=plan, effective_month=today().month, reason=reason)
    lines = {line.pk: line for line in lines_of(plan)}
    line = next(each for each in lines.values() if each.person_id == rep.pk)
    wanted = set()
    while line is not None:
        wanted.add(line.pk)
        line = lines.get(line.parent_id)
    rows = [
        {"id": row, "entered": {"months": [*[None] * 11, row.months[11] + Decimal(amount)]}}
        for row in revision.lines.filter(line__in=wanted)
    ]
    enter_revision(revision.pk, user, lines=rows)
    submit_revision(revision.pk, user)
    return revision


def _left_lying(company, plan):
    revision = SalesPlanRevision.objects.create(
        number=next_number(SalesPlanRevision.KIND, today()),
        created_by=company.manager,
        plan=plan,
        effective_month=12,
        reason="年末冲刺，未提交。",
    )
    SalesPlanRevisionLine.objects.bulk_create(
        SalesPlanRevisionLine(revision=revision, line=line, before=line.months, months=line.months)
        for line in lines_of(plan)
    )
