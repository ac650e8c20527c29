"""The demo company's assessments of two years in every state: somebody excellent three times, somebody who fails, appeals."""

import datetime as dt
from decimal import Decimal

from performance.assessment.clock import close_month, close_quarter, close_year
from performance.assessment.models import Assessment
from performance.assessment.permissions import superior_of
from performance.assessment.scoring import (
    advise,
    answer_appeal,
    archive_assessment,
    confirm_assessment,
    file_appeal,
    finish_coaching,
    return_assessment,
    score_assessment,
)
from performance.assessment.states import AssessmentStatus
from performance.assessment_result.payroll import export_payroll
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import add_months, at, day_of, today
from salesmgmt.core.demo_clock import at as on

MONTHS = 24
# Months are assessed one by one in the second year; before it by quarter and year.
MONTHLY = 13
# What the superior gives for the judged lines, by person: steady, middling, weak, strong.
USUAL = {"rep1": 88, "rep2": 76, "rep3": 70, "rep4": 84}
WORDS = {
    "rep1": "客户拜访扎实，回款跟进及时，主动反馈市场信息。",
    "rep2": "完成日常工作，资料整理需更细致。",
    "rep3": "拜访计划执行不到位，逾期款跟进不及时。",
    "rep4": "客户关系稳固，协同配合较好。",
}
COACHING = "每周与主管共同拜访一次重点客户，参加回款管理培训。"


def build(company):
    now = today().replace(day=1)
    for back in range(MONTHS, -1, -1):
        _turn(company, add_months(now, -back), back, recent=add_months(now, -5))
    _states(company)


def _turn(company, begins, back, recent):
    """The first days of a month: what ended is closed; but for the last one scored, confirmed, taken into the payroll."""
    with on(at(begins, dt.time(2, 30))):
        if back < MONTHLY:
            close_month(at(begins, dt.time(2, 30)))
        if begins.month in (1, 4, 7, 10):
            close_quarter(at(begins, dt.time(2, 40)))
        if begins.month == 1:
            close_year(at(begins, dt.time(2, 50)))
    if not back:
        return
    with on(at(begins + dt.timedelta(days=3), dt.time(10))):
        waiting = Assessment.objects.filter(status=AssessmentStatus.SCORING).order_by("pk")
        for assessment in waiting.select_related("person", "period"):
            _confirm(_score(assessment, _points(assessment, recent)))
    if begins.month % 3 == 0 and Assessment.objects.filter(status=AssessmentStatus.CONFIRMED).exists():
        with on(at(begins + dt.timedelta(days=9), dt.time(15))):
            export_payroll(company.finance)


def _points(assessment, recent):
    """rep3 does badly in the last months, rep1 very well."""
    account, usual = assessment.person.username, USUAL[assessment.person.username]
    is_recent = assessment.period.first >= recent
    if is_recent and account == "rep3":
        return 25
    if is_recent and account == "rep1":
        return 100
    return usual + (assessment.period.first.month * 5) % 7 - 3


def _score(assessment, points):
    scores = {
        line.pk: (Decimal(points), WORDS[assessment.person.username])
        for line in assessment.lines.all()
        if line.is_judged
    }
    comment = "下期重点：逾期款清收。" if points < 60 else ""
    return score_assessment(assessment.pk, superior_of(assessment.person), scores, comment)


def _confirm(assessment):
    above = superior_of(assessment.scored_by)
    plan = {}
    if assessment.result < 60:
        due = day_of(assessment.scored_at) + dt.timedelta(days=25)
        plan = {"measures": COACHING, "coach": assessment.scored_by, "due_on": due}
    return confirm_assessment(assessment.pk, above, **plan)


def _states(company):
    """Of the last month one is to be scored, one scored, one returned, one confirmed; appeals and coaching of earlier ones."""
    rows = Assessment.objects.filter(period__kind=PeriodKind.MONTH).select_related("person", "period")
    last = {row.person.username: row for row in rows.filter(status=AssessmentStatus.SCORING)}
    if "rep1" in last:
        _score(last["rep1"], 100)
    if "rep2" in last:
        _confirm(_score(last["rep2"], 79))
    if "rep4" in last:
        scored = _score(last["rep4"], 99)
        return_assessment(scored.pk, superior_of(scored.scored_by), "定性评分与上月差距过大，请补充事实依据。")
    failed = list(rows.filter(coaching__isnull=False).order_by("period__first", "pk"))
    for assessment in failed[:-1]:
        finish_coaching(assessment.pk, assessment.scored_by, "已按计划完成，拜访和对账频次有改善。")
    if failed:
        worst = failed[-1]
        advise(worst.pk, worst.confirmed_by, "逾期客户按周对账，承诺日期写入催收记录。", worst.lines.first().code)
        file_appeal(worst.pk, worst.person, "两笔款项在月末最后一天到账，应计入本期。")
    earlier = rows.filter(person=company.rep2, status__in=[AssessmentStatus.CONFIRMED, AssessmentStatus.APPLIED])
    if appealed := earlier.order_by("-period__first").first():
        file_appeal(appealed.pk, company.rep2, "客户服务评分偏低，三次投诉均按时办结。")
        answer_appeal(appealed.pk, company.gm, False, "已核对：其中一次超时两小时，评分维持。")
    for old in rows.filter(status=AssessmentStatus.APPLIED).order_by("period__first", "pk")[:8]:
        archive_assessment(old.pk, company.gm)
