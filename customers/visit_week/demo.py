"""The weeks of visits that are over in the demo company, closed by the job of their Monday."""

import datetime as dt

from customers.visit.demo import WEEKS
from customers.visit_week.compliance import close_week
from salesmgmt.core import calendar


def build(company):
    monday = calendar.week_bounds(calendar.today())[0]
    for back in range(WEEKS - 1, -1, -1):
        close_week(calendar.at(monday - dt.timedelta(days=7 * back), dt.time(6, 20)))
