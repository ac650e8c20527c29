"""The demo company's work reports: commented, handed in, drafts of last week, one thrown away."""

import datetime as dt

from performance.work_report.models import WorkReport
from performance.work_report.reporting import comment_report, draft_report, submit_report, update_report
from salesmgmt.core import calendar
from salesmgmt.core.calendar import today, week_bounds
from salesmgmt.core.demo_clock import at as on
from salesmgmt.core.domain.discarding import discard

WORDS = {
    "problems": "两家客户反映交期偏紧，提前期不足十天。",
    "proposals": "建议对常用型号备安全库存，每型号不少于两周用量。",
    "next_steps": "下周拜访三家重点客户，落实回款计划。",
}


def build(company):
    monday = week_bounds(today())[0]
    people = (company.rep1, company.rep2, company.rep3, company.rep4, company.supervisor)
    for place, person in enumerate(people):
        for weeks in (3, 2, 1):
            _of_week(person, monday - dt.timedelta(days=7 * weeks), weeks > 1 or place % 2, weeks > 2)
    first = monday - dt.timedelta(days=7)
    spare = draft_report(company.supervisor2, first, first + dt.timedelta(days=6))
    discard(WorkReport, spare.pk, company.supervisor2, "本周休年假")


def _of_week(person, first, is_handed_in, is_commented):
    """Handed in on the day after the week, commented a day later, today at the latest."""
    after = [calendar.at(min(first + dt.timedelta(days=days), today()), dt.time(9)) for days in (7, 8)]
    with on(after[0]):
        report = draft_report(person, first, first + dt.timedelta(days=6))
        if is_handed_in:
            update_report(report.pk, person, **WORDS)
            submit_report(report.pk, person)
    if is_commented:
        with on(after[1]):
            comment_report(report.pk, person.superior, "交期问题已与生产部沟通，安全库存方案下周上会。")
