"""This app's part of the demo company, room by room."""

from orders.bad_debt import demo as bad_debt
from performance.collection import demo as collection
from performance.risk import demo as risk

ROOMS = (collection, risk)


def build(company):
    for room in ROOMS:
        room.build(company)
    # Doubtful receivables rest on risk reports, which are written here.
    bad_debt.build(company, risk.report_credit)
