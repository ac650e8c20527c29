"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.alert import registration as alert
from performance.analysis import registration as analysis
from performance.collection import registration as collection
from performance.improvement import registration as improvement
from performance.metric import registration as metric
from performance.quota import registration as quota
from performance.risk import registration as risk
from performance.sales_report import registration as sales_report

ROOMS = (quota, risk, metric, collection, alert, analysis, sales_report, improvement)


def register():
    for room in ROOMS:
        room.register()
