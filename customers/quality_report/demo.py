"""The demo company's weekly quality forms."""

import datetime as dt

from customers.quality_report import weekly as quality_reports
from salesmgmt.core import calendar
from salesmgmt.core.calendar import now, today
from salesmgmt.core.demo_clock import at


def build(company):
    """Three weeks back until today: passed on, nothing to report, submitted, missing, and the draft of this week."""
    southwest, east = company.units["SW"], company.units["EC"]
    for weeks in (3, 2, 1, 0):
        day = today() - dt.timedelta(days=7 * weeks)
        _form(company.manager, southwest, day, passed_on=weeks > 1, submitted=weeks > 0)
        _form(company.manager2, east, day, passed_on=weeks == 2, submitted=weeks > 1)
    quality_reports.ask_for_missing(now())


def _form(head, unit, day, passed_on, submitted):
    with at(min(now(), calendar.at(day, dt.time(8)))):
        report, _is_new = quality_reports.ensure_report(unit, day)
    if submitted:
        monday = report.sunday + dt.timedelta(days=1)
        with at(min(now(), calendar.at(monday, dt.time(9, 20)))):
            _hand_in(report, head, passed_on)


def _hand_in(report, head, passed_on):
    report.lines.filter(department="").update(department="qa")
    lines = [{"id": line} for line in report.lines.all()]
    quality_reports.update_report(report.pk, head, lines=lines, is_nil=not lines, remark="")
    quality_reports.submit_report(report.pk, head)
    if passed_on:
        quality_reports.forward_report(report.pk, head, ["qa", "tec"] if lines else ["qa"])
