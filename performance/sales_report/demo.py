"""The demo company's sales reports: the last months archived, the newest being commented or just made."""

import datetime as dt

from performance.metric.period import period_of
from performance.metric.states import PeriodKind
from performance.sales_report.models import SalesReport
from performance.sales_report.reporting import archive_report, edit_report, ensure_report, reported_units, submit_report
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.todo import finish_task
from salesmgmt.core.models import Task

WORDS = {
    "dynamics": "老客户订单平稳，制动总泵系列环比增长，出口件略有回落。",
    "costs": "差旅费与上月持平，推广费集中在两场客户交流会，单位销售费用略降。",
    "competition": "同行在重庆地区以账期换份额，主机配套价格下探约百分之二。",
    "problems": "两家客户付款变慢；新客户样品确认周期偏长；个别批次交付延期。",
}


def build(company):
    """Three months: two archived with their measures, the last commented for one region and just made for the others."""
    newest = period_of(PeriodKind.MONTH, today()).preceding
    for period in (newest.preceding.preceding, newest.preceding, newest):
        for unit in reported_units():
            ensure_report(unit, period)
    for report in SalesReport.objects.select_related("author", "unit").order_by("month", "unit__path"):
        if report.author is None or (report.month == newest.first and report.is_of_company):
            continue
        _comment(company, report)
        if report.month < newest.first:
            archive_report(report.pk, company.gm if report.author_id == company.director.pk else company.director)
    for task in Task.objects.open().filter(kind="sales_report_measure").order_by("pk")[:3]:
        finish_task(task.pk, task.person, "已完成")


def _comment(company, report):
    lines = [
        {"text": "对付款变慢的客户逐家上门对账，签订还款计划。", "person": company.rep1, "due_on": _until(report, 20)},
        {"text": "样品确认压缩到十个工作日内，由主管每周跟进。", "person": report.author, "due_on": _until(report, 28)},
    ]
    edit_report(report.pk, report.author, lines=lines, **WORDS)
    submit_report(report.pk, report.author)


def _until(report, days):
    return report.last + dt.timedelta(days=days)
