"""The demo company's annual checks: the past years confirmed, the running one as it stands."""

import datetime as dt

from performance.annual_review.checking import compute_review, confirm_review
from salesmgmt.core import calendar
from salesmgmt.core.demo_clock import at

PAST_YEARS = 3


def build(company):
    year = calendar.today().year
    for past in range(year - PAST_YEARS, year):
        with at(calendar.at(dt.date(past + 1, 1, 1), dt.time(6))):
            review = compute_review(None, past)
            confirm_review(review.pk, company.gm, "请销售部逐项说明未达标原因")
    compute_review(company.finance, year)
