"""This app's part of the demo company, room by room."""

from performance.alert import demo as alert
from performance.collection import demo as collection
from performance.improvement import demo as improvement
from performance.risk import demo as risk
from performance.sales_report import demo as sales_report

ROOMS = (collection, risk, alert, sales_report, improvement)


def build(company):
    for room in ROOMS:
        room.build(company)
