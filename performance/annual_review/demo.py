"""The demo company's annual checks: the past year confirmed, the running one as it stands."""

import datetime as dt

from performance.annual_review.checking import compute_review, confirm_review
from salesmgmt.core import calendar
from salesmgmt.core.demo_clock import at


def build(company):
    year = calendar.today().year
    with at(calendar.at(dt.date(year, 1, 1), dt.time(6))):
        review = compute_review(None, year - 1)
        confirm_review(review.pk, company.gm, "请销售部逐项说明未达标原因")
    compute_review(company.finance, year)
