"""The demo company's work reports: commented, handed in, drafts of last week, one thrown away."""

import datetime as dt

from performance.work_report.models import WorkReport
from performance.work_report.reporting import comment_report, draft_report, submit_report, update_report
from salesmgmt.core.calendar import today, week_bounds
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
            first = monday - dt.timedelta(days=7 * weeks)
            report = draft_report(person, first, first + dt.timedelta(days=6))
            if weeks > 1 or place % 2:
                update_report(report.pk, person, **WORDS)
                submit_report(report.pk, person)
            if weeks > 2:
                comment_report(report.pk, person.superior, "交期问题已与生产部沟通，安全库存方案下周上会。")
    first = monday - dt.timedelta(days=7)
    spare = draft_report(company.supervisor2, first, first + dt.timedelta(days=6))
    discard(WorkReport, spare.pk, company.supervisor2, "本周休年假")
